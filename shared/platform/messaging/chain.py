"""The event log's chain: each event is sealed together with the one before it of its entity.

The seal is a keyed BLAKE2b (RFC 7693) over what is stored. It still holds after what is encrypted became unreadable,
and nobody without the key can write an event that fits.
"""

import hashlib
from binascii import b2a_base64
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import attrgetter
from types import NoneType
from typing import Any
from uuid import UUID

BEGINNING = ""
"""What stands before the first event of an entity."""
CHAINED = (
    *("Id", "AggregateId", "AggregateType", "EventType", "EventVersion"),
    *("OccurredAt", "UserId", "CustomerId", "EventData", "Changes"),
)
"""The columns that are sealed, in this order."""


def text_of(value: Any) -> str:
    """A column's value as it is sealed: the same from every database, and as SQLite stores it."""
    return _SPELLING.get(type(value), str)(value)


def _moment(value: datetime) -> str:
    naive = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    return naive.isoformat(" ", "microseconds")


_SPELLING: dict[type, Callable[[Any], str]] = {
    NoneType: lambda _: "",
    UUID: attrgetter("hex"),
    datetime: lru_cache(64)(_moment),  # events of one commit are of one moment
}


def link(secret: bytes, previous: str, stored: Sequence[str]) -> bytes:
    """The seal of an event; `stored` are its columns as texts, in the order of `CHAINED`."""
    content = "\x1f".join((previous, *stored)).encode("utf-8", "surrogatepass")  # no column holds this letter
    return hashlib.blake2b(content, key=secret, digest_size=32).digest()


def spelt(seal: bytes) -> str:
    """A seal as it is stored: in base64."""
    return b2a_base64(seal, newline=False).decode()


def purge_proof(secret: bytes, id: UUID, version: int, seal: str) -> str:
    """What shows that an entity's events up to a version, whose seal this was, went because their time was over."""
    return spelt(link(secret, "purged", (id.hex, str(version), seal)))

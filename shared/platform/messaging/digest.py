"""Each day's heads of the event log, written where nobody replaces them.

The chain shows every change but one: a log that was set back as a whole to how it was before. Against that, the heads
of what changed since the day before are written to a container that only takes new files; each file names the hash of
the one before it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import bindparam, select

from shared.kernel.naming import iso
from shared.platform.messaging.tables import domain_events, event_streams
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.column_types import UtcDateTime

if TYPE_CHECKING:
    from shared.adapters.blobs import Blobs
    from shared.platform.app import App

DIGESTS = "audit-digests"
"""The container; its files are never replaced."""
PART_BYTES = 4 * 1024 * 1024
AT_ONCE = 1_000
OVERLAP = timedelta(hours=1)
"""Clocks of instances differ by less."""
t, s = domain_events.c, event_streams.c
CHANGED = (
    select(s.AggregateId, s.Version, s.Seal)
    .where(
        s.AggregateId.in_(select(t.AggregateId).where(t.OccurredAt >= bindparam("since", type_=UtcDateTime))),
    )
    .order_by(s.AggregateId)
)
PURGED = select(s.AggregateId, s.PurgedVersion).where(in_values(s.AggregateId, "ids"), s.PurgedVersion > 0)
SEALS = select(t.AggregateId, t.EventVersion, t.Seal).where(in_values(t.AggregateId, "ids"))


def write_digest(app: App) -> str | None:
    """Writes the heads of what changed since the last digest. Returns the file's name; None if the day has one."""
    now = app.clock()
    name, names = f"{now:%Y-%m-%d}.ndjson", sorted(app.blobs.names(DIGESTS))
    if name in names:
        return None
    previous = names[-1] if names else None
    header = {
        "since": iso(_until(app.blobs, previous) - OVERLAP) if previous else None,
        "until": iso(now),
        "previous": previous,
        "sha256": _hash(app.blobs, previous) if previous else None,
    }
    since = datetime.fromisoformat(header["since"]) if header["since"] else datetime.min.replace(tzinfo=now.tzinfo)
    parts, pending = list[str](), bytearray(json.dumps(header).encode() + b"\n")

    def store() -> None:
        parts.append(f"{len(parts):06}")
        app.blobs.put_part(DIGESTS, name, parts[-1], bytes(pending))
        pending.clear()

    with app.database.replica_session() as session:
        for id, version, seal in session.execute(CHANGED, {"since": since}, execution_options={"yield_per": 5_000}):
            pending += json.dumps([str(id), version, seal]).encode() + b"\n"
            if len(pending) >= PART_BYTES:
                store()
    store()
    app.blobs.join(DIGESTS, name, parts)
    return name


def digest_faults(app: App) -> Iterator[str]:
    """What no longer is as a digest says: a sentence for each entity, and for each file."""
    previous: str | None = None
    for name in sorted(app.blobs.names(DIGESTS)):
        with app.blobs.opened(DIGESTS, name) as file:
            if not _follows(app.blobs, file.readline(), previous):
                yield f"{DIGESTS}/{name}: the digest before it is not as it was."
            for lines in batched(file, AT_ONCE, strict=False):
                try:
                    heads = [_head(line) for line in lines]
                except ValueError:
                    yield f"{DIGESTS}/{name}: it is not as it was written."
                    break
                yield from _changed(app, name, heads)
        previous = name


def _follows(blobs: Blobs, header: bytes, previous: str | None) -> bool:
    """Whether the first line of a digest names the one before it as that is."""
    try:
        told = json.loads(header)
        named, hashed = told["previous"], told["sha256"]
    except (ValueError, KeyError, TypeError):
        return False
    return bool(named == previous and (not previous or hashed == _hash(blobs, previous)))


def _head(line: bytes) -> tuple[UUID, int, str]:
    """A line of a digest. Raises ValueError if it is none."""
    match json.loads(line):
        case [str(id), int(version), str(seal)]:
            return UUID(id), version, seal
    raise ValueError(line)


def _changed(app: App, name: str, heads: Sequence[tuple[UUID, int, str]]) -> Iterator[str]:
    ids = {"ids": [id for id, _, _ in heads]}
    with app.database.reading() as session:
        found = session.execute(SEALS, ids).all()
        purged = {id: version for id, version in session.execute(PURGED, ids)}  # noqa: C416 - whether rightly so, the chain tells
    seals = {(id, version): seal for id, version, seal in found}
    for id, version, seal in heads:
        if version > purged.get(id, 0) and seals.get((id, version)) != seal:
            yield f"{id} version {version}: it is not as the digest of {name.partition('.')[0]} says."


def _until(blobs: Blobs, name: str) -> datetime:
    with blobs.opened(DIGESTS, name) as file:
        return datetime.fromisoformat(json.loads(file.readline())["until"])


def _hash(blobs: Blobs, name: str) -> str:
    with blobs.opened(DIGESTS, name) as file:
        digest = hashlib.sha256()
        while block := file.read(PART_BYTES):
            digest.update(block)
    return digest.hexdigest()

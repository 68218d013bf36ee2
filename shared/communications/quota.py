"""What a provider still takes, over all instances: a token bucket for each of its limits, and its wish to be left
alone.

Whoever finds the bucket empty gets the time of its own next token: nobody asks twice.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from shared.adapters.delivery import Limit
from shared.communications.tables import provider_quotas
from shared.customers.values import CommunicationType
from shared.kernel.naming import iso
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.persistence.constraints import ConcurrentChange


class Carrier(NamedTuple):
    """Who carries messages, and of which channel."""

    channel: CommunicationType
    provider: str


q = provider_quotas.c
THIS = (q.Channel == bindparam("channel"), q.Provider == bindparam("provider"))
OF = select(provider_quotas).where(*THIS)
CHANGE = (
    update(provider_quotas)
    .where(*THIS, q.RowVersion == bindparam("as_read"))
    .values(
        FreeAt=bindparam("free"),
        PausedUntil=bindparam("until", type_=UtcDateTime()),
        RowVersion=bindparam("as_read") + 1,
    )
)


def slot(session: Session, who: Carrier, limits: Sequence[Limit], now: datetime) -> datetime:
    """When the provider takes one more message, which is counted now. Raises ConcurrentChange."""
    row = session.connection().execute(OF, who._asdict()).one_or_none()
    paused = row.PausedUntil if row and row.PausedUntil and row.PausedUntil > now else now
    if not limits:
        return paused
    known = [_moment(text) for text in row.FreeAt] if row else []
    full = [free if free > now else now for free in [*known, *([now] * len(limits))][: len(limits)]]
    at = max(paused, *(_next(limit, free) for limit, free in zip(limits, full, strict=True)))
    free = [max(one, at) + _spacing(limit) for limit, one in zip(limits, full, strict=True)]
    _write(session, who, row.RowVersion if row else None, free, row.PausedUntil if row else None)
    return at


def pause(session: Session, who: Carrier, until: datetime) -> None:
    """It asked to be left alone until then. Raises ConcurrentChange."""
    row = session.connection().execute(OF, who._asdict()).one_or_none()
    if row is None or row.PausedUntil is None or row.PausedUntil < until:
        free = [_moment(text) for text in row.FreeAt] if row else []
        _write(session, who, row.RowVersion if row else None, free, until)


def _spacing(limit: Limit) -> timedelta:
    return timedelta(seconds=limit.seconds / limit.messages)


def _next(limit: Limit, free: datetime) -> datetime:
    """A bucket holds as many tokens as go in its time; `free` is when it would be full again."""
    return free - timedelta(seconds=limit.seconds) + _spacing(limit)


def _write(
    session: Session, who: Carrier, version: int | None, free: Sequence[datetime], until: datetime | None
) -> None:
    texts = tuple(iso(one) for one in free)
    if version is None:
        row = {"FreeAt": texts, "PausedUntil": until, "RowVersion": 1}
        session.execute(insert(provider_quotas).values(Channel=who.channel, Provider=who.provider, **row))
        return
    values = {**who._asdict(), "as_read": version, "free": texts, "until": until}
    if session.connection().execute(CHANGE, values).rowcount == 0:
        raise ConcurrentChange


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)

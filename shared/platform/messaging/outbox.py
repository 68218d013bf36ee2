"""The outbox: events that wait for the bus, who may publish them, and what became of them.

Sessions are spread over shards; who has a shard's lease is the only one to publish from it, which keeps the order of a
session. The database's clock decides leases; all clocks of all instances may differ.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Uuid, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session

from shared.platform.messaging.tables import domain_events, outbox, outbox_shards
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.persistence.database import Database
from shared.platform.persistence.database_clock import DatabaseNow

BATCH = 100
LEASE_SECONDS = 60
FAR = timedelta(hours=2)
"""Nothing rests for so long: if it seems to, the clock was set back, and it is due."""

o = outbox.c
now, far = bindparam("now", type_=UtcDateTime), bindparam("far", type_=UtcDateTime)
owner = bindparam("owner", type_=Uuid())
shards: BindParameter[Sequence[int]] = bindparam("shards", expanding=True)
positions: BindParameter[Sequence[int]] = bindparam("positions", expanding=True)
earlier = outbox.alias()
UNSENT = and_(o.SentAt.is_(None), o.FailedAt.is_(None))
HELD_UP = exists().where(  # by an earlier event of its session that is backing off
    earlier.c.SessionId == o.SessionId,
    earlier.c.Position < o.Position,
    earlier.c.SentAt.is_(None),
    earlier.c.FailedAt.is_(None),
    earlier.c.DueAt > now,
    earlier.c.DueAt <= far,
)
RESTS = select(o.Position).where(UNSENT, o.DueAt > now, o.DueAt <= far).limit(1)
DUE = and_(UNSENT, or_(o.DueAt <= now, o.DueAt > far))
DUE_IN_ORDER = and_(DUE, ~HELD_UP)
SHARDS_DUE = select(o.Shard).order_by(o.Position).limit(BATCH)
FREE = or_(outbox_shards.c.LeasedUntil.is_(None), outbox_shards.c.LeasedUntil < DatabaseNow())
LEASE = (
    update(outbox_shards)
    .where(outbox_shards.c.Shard.in_(shards), FREE)
    .values(LeaseOwner=owner, LeasedUntil=DatabaseNow(LEASE_SECONDS))
)
MINE = outbox_shards.c.LeaseOwner == owner
LEASED = select(outbox_shards.c.Shard).where(MINE, outbox_shards.c.LeasedUntil >= DatabaseNow())
NEXT = (
    select(outbox, *(column.label(f"Logged{column.name}") for column in domain_events.c))
    .outerjoin(domain_events, domain_events.c.Id == o.EventId)
    .where(o.Shard.in_(shards))
    .order_by(o.Position)
    .limit(BATCH)
)
STILL_MINE = exists().where(outbox_shards.c.Shard == o.Shard, MINE)
THESE = and_(o.Position.in_(positions), STILL_MINE)
"""Fenced on the lease: a relay that lost it to another changes nothing."""
RELEASE = update(outbox_shards).where(MINE).values(LeaseOwner=None, LeasedUntil=None)


class Outbox:
    """Events that wait, as a relay sees them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reading(self) -> Session:
        """A session on the same database."""
        return self._database.reading()

    def claim(self, me: UUID, *, at: datetime) -> Sequence[AnyRow]:
        """Leases the shards of the next due events, as far as they are free, and reads those events in their order.

        A row has the columns of the outbox, and those of the event log with `Logged` before their names.
        """
        with self._database.reading() as session:
            due = set(session.scalars(SHARDS_DUE.where(self._due(session, at)), _moments(at)))
        if not due:
            return ()
        with self._database.transaction() as session:
            session.execute(LEASE, {"shards": sorted(due), "owner": me})
            mine = session.scalars(LEASED, {"owner": me}).all()
            session.commit()
        if not mine:
            return ()
        with self._database.reading() as session:  # anew: another relay may have published since the first look
            rows = session.execute(NEXT.where(self._due(session, at)), {**_moments(at), "shards": mine}).all()
        if not rows:
            self.settle(me, ())
        return rows

    def _due(self, session: Session, at: datetime) -> ColumnElement[bool]:
        """What may be published; whether an earlier event holds it up is asked only if any event rests.

        That question costs as much as there waits, where the database knows too little of a table that is often empty.
        """
        rests = session.execute(RESTS, _moments(at)).first()
        return DUE_IN_ORDER if rests else DUE

    def settle(self, me: UUID, changes: Sequence[tuple[Sequence[AnyRow], Mapping[str, object]]]) -> None:
        """Notes what became of rows, as far as their leases are still held, and gives the leases back."""
        with self._database.transaction() as session:
            for rows, values in changes:
                these = {"positions": [row.Position for row in rows], "owner": me}
                if rows:
                    session.execute(update(outbox).where(THESE).values(values), these)
            session.execute(RELEASE, {"owner": me})
            session.commit()

    def given_up(self) -> int:
        """How many events were given up and wait for somebody to look at them."""
        with self._database.reading() as session:
            return session.scalar(select(func.count()).select_from(outbox).where(o.FailedAt.is_not(None))) or 0

    def waiting(self) -> int:
        """How many events wait for the bus."""
        with self._database.reading() as session:
            return session.scalar(select(func.count()).select_from(outbox).where(UNSENT)) or 0

    def replay(self, *, at: datetime) -> int:
        """Has events that were given up published after all, in their order. Returns how many."""
        with self._database.transaction() as session:
            again = update(outbox).where(o.FailedAt.is_not(None)).values(FailedAt=None, Attempts=0, DueAt=at)
            count = session.connection().execute(again).rowcount
            session.commit()
            return int(count)


def is_told(session: Session, aggregate_id: UUID, kind: str) -> bool:
    """Whether the bus has every event of this kind that an entity recorded."""
    d = domain_events.c
    waits = select(o.Position).join(domain_events, d.Id == o.EventId)
    of_kind = waits.where(d.AggregateId == aggregate_id, d.EventType == kind, o.SentAt.is_(None))
    return session.execute(of_kind.limit(1)).first() is None


def _moments(at: datetime) -> dict[str, datetime]:
    return {"now": at, "far": at + FAR}

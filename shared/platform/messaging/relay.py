"""Publishes what the outbox still holds: at least once, in order per customer, no bad row blocking others."""

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import BindParameter, Uuid, and_, bindparam, exists, or_, select, update

from shared.adapters.event_bus import EventBus, Message, MessageTooLarge
from shared.kernel.clock import Clock
from shared.kernel.events import DomainEvent
from shared.kernel.ids import new_id
from shared.platform.messaging.envelope import to_message
from shared.platform.messaging.event_log import LoggedEvent, read
from shared.platform.messaging.tables import domain_events, outbox
from shared.platform.observability import telemetry
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.persistence.database import Database

BATCH = 100
GATHERING_SECONDS = 0.1
"""How long a woken relay waits for more commits, so that a burst costs one batch and not one each."""
LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 20
MAX_BACKOFF = timedelta(minutes=10)

now, owner = bindparam("now", type_=UtcDateTime), bindparam("owner", type_=Uuid())
these: BindParameter[Sequence[int]] = bindparam("positions", expanding=True)
earlier = outbox.alias()
WAITING = and_(outbox.c.SentAt.is_(None), outbox.c.FailedAt.is_(None), outbox.c.DueAt <= now)
HELD_UP = exists().where(  # by an earlier event of its session that is backing off, or that another relay has
    earlier.c.SessionId == outbox.c.SessionId,
    earlier.c.Position < outbox.c.Position,
    earlier.c.SentAt.is_(None),
    earlier.c.FailedAt.is_(None),
    earlier.c.DueAt > now,
    or_(earlier.c.LeaseOwner.is_(None), earlier.c.LeaseOwner != owner),
)
DUE = select(outbox.c.Position).where(WAITING, ~HELD_UP).order_by(outbox.c.Position).limit(BATCH)
LEASE_THESE = (
    update(outbox)
    .where(outbox.c.Position.in_(these), WAITING, ~HELD_UP)
    .values(LeaseOwner=owner, DueAt=bindparam("until", type_=UtcDateTime), Attempts=outbox.c.Attempts + 1)
)
LEASED = (
    select(outbox, domain_events)
    .join(domain_events, domain_events.c.Id == outbox.c.EventId)
    .where(outbox.c.Position.in_(these), outbox.c.LeaseOwner == owner)
    .order_by(outbox.c.Position)
)

log = logging.getLogger(__name__)


class Relay:
    """Moves events from the outbox to the bus; any number of relays may work at once."""

    def __init__(
        self, database: Database, bus: EventBus, clock: Clock, events: Mapping[str, type[DomainEvent]]
    ) -> None:
        """`events`: every kind of event by its name."""
        self._database, self._bus, self._clock, self._events = database, bus, clock, events
        self._woken = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()

    def wake(self) -> None:
        """Says that something was committed: a thread of this process relays it soon, many commits at a time."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="relay", daemon=True)
                self._thread.start()
        self._woken.set()

    def _serve(self) -> None:
        while True:
            self._woken.wait()
            time.sleep(GATHERING_SECONDS)
            self._woken.clear()
            try:
                self.drain()
            except Exception:
                log.exception("The relay failed; its timer will try again.")

    def drain(self) -> int:
        """Relays until nothing is due. Returns how many events the bus took."""
        published = 0
        while True:
            claimed = self._claim(owner := new_id())
            published += self._publish(owner, claimed) if claimed else 0
            if len(claimed) < BATCH:
                return published

    def _claim(self, owner: UUID) -> Sequence[AnyRow]:
        """Leases the next due rows. A row waits while an earlier one of its session is leased or backing off."""
        now = self._clock()
        with self._database.reading() as session:
            positions = list(session.scalars(DUE, {"now": now, "owner": owner}))
        if not positions:
            return ()
        with self._database.transaction() as session:  # who else found these rows due finds them leased now
            session.execute(LEASE_THESE, {"positions": positions, "now": now, "owner": owner, "until": now + LEASE})
            session.commit()
        with self._database.reading() as session:
            return session.execute(LEASED, {"positions": positions, "owner": owner}).all()

    def _publish(self, owner: UUID, rows: Sequence[AnyRow]) -> int:
        """Hands over the whole batch; if that fails, each row alone, and no more of a session once one row failed."""
        if self._handed_over(owner, rows) is None:
            return len(rows)
        published, stuck = 0, set()
        for row in rows:
            if row.SessionId in stuck:
                self._mark(owner, [row], DueAt=self._clock(), LeaseOwner=None, Attempts=outbox.c.Attempts - 1)
            elif failure := self._handed_over(owner, [row]):
                stuck.add(row.SessionId)
                self._put_back(owner, row, failure)
            else:
                published += 1
        return published

    def _handed_over(self, owner: UUID, rows: Sequence[AnyRow]) -> Exception | None:
        """Publishes the rows as one batch; returns why not, if the bus does not take it."""
        messages = [self._message(row, event) for row, event in zip(rows, read(rows), strict=True)]
        try:
            self._bus.publish(messages)
        except Exception as failure:
            return failure
        self._mark(owner, rows, SentAt=self._clock(), LeaseOwner=None, LastError=None)
        telemetry.count("events.relayed", len(rows))
        return None

    def _message(self, row: AnyRow, event: LoggedEvent) -> Message:
        kind = self._events.get(event.type)
        return to_message(
            event,
            entity=row.Topic,
            session_id=row.SessionId,
            trace_parent=row.TraceParent,
            schema_version=kind.schema_version if kind else 1,
        )

    def _put_back(self, owner: UUID, row: AnyRow, failure: Exception) -> None:
        log.warning("Event %s was not relayed (attempt %d): %s", row.EventId, row.Attempts, type(failure).__name__)
        reason, now = f"{type(failure).__name__}: {failure}"[:500], self._clock()
        if isinstance(failure, MessageTooLarge) or row.Attempts >= MAX_ATTEMPTS:
            self._mark(owner, [row], FailedAt=now, LeaseOwner=None, LastError=reason)
        else:
            self._mark(owner, [row], DueAt=now + backoff(row.Attempts), LeaseOwner=None, LastError=reason)

    def _mark(self, owner: UUID, rows: Sequence[AnyRow], **values: object) -> None:
        """Fenced on the lease: a relay that lost it to another changes nothing."""
        mine = and_(outbox.c.Position.in_([row.Position for row in rows]), outbox.c.LeaseOwner == owner)
        with self._database.transaction() as session:
            session.execute(update(outbox).where(mine).values(values))
            session.commit()


def backoff(attempts: int) -> timedelta:
    """1, 2, 4 … seconds, at most ten minutes."""
    return min(timedelta(seconds=2 ** min(attempts - 1, 20)), MAX_BACKOFF)

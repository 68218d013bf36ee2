"""Publishes what the outbox still holds: at least once, in order per session, no bad row blocking others.

An outage never counts against an event: only an event that fails while others get through is given up, and seen.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from shared.adapters.event_bus import Message, MessageTooLarge, Publisher, UnknownEntity
from shared.kernel.clock import Clock
from shared.kernel.events import DomainEvent
from shared.kernel.ids import new_id
from shared.platform.messaging.envelope import to_message
from shared.platform.messaging.event_log import LoggedEvent, opener
from shared.platform.messaging.outbox import BATCH, Outbox
from shared.platform.observability import telemetry
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.database import Database
from shared.platform.persistence.passing_errors import told_as_outage
from shared.platform.resilience import Unreachable

GATHERING_SECONDS = 0.1
"""How long a woken relay waits for more commits, so that a burst costs one batch and not one each."""
MAX_ATTEMPTS = 20
"""How often an event may fail while others get through."""
MAX_BACKOFF = timedelta(minutes=10)
MAX_REST = timedelta(minutes=1)
"""How long a relay leaves a bus alone that is away."""
OUTAGE_AFTER = 3
"""Failures in a row, with no success, that are taken for an outage."""

log = logging.getLogger(__name__)


class Relay:
    """Moves events from the outbox to the bus; any number of relays may work at once."""

    def __init__(
        self, database: Database, bus: Publisher, clock: Clock, events: Mapping[str, type[DomainEvent]]
    ) -> None:
        """`events`: every kind of event by its name."""
        self._outbox, self._bus, self._clock, self._events = Outbox(database), bus, clock, events
        self._woken = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._outages = 0
        self._rest_until: datetime | None = None

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
            except Exception as failure:
                if not told_as_outage(failure):
                    log.exception("The relay failed; its timer will try again.")

    def check(self) -> None:
        """Raises if events were given up: consumers miss them until somebody has them replayed."""
        if missed := self._outbox.given_up():
            raise LookupError(f"{missed} events were given up")

    def drain(self) -> int:
        """Relays until nothing is due, or the bus is away. Returns how many events it took."""
        published = 0
        while self._rest_until is None or self._clock() >= self._rest_until:
            me = new_id()
            claimed = self._outbox.claim(me, at=self._clock())
            if not claimed:
                break
            round_ = _Round(self, me, claimed)
            round_.publish()
            published += round_.published
            self._note_outage(round_.is_outage)
            if len(claimed) < BATCH:
                break
        return published

    def _note_outage(self, away: bool) -> None:
        """A bus that is away is left alone for ever longer, a minute at most."""
        self._outages = self._outages + 1 if away else 0
        self._rest_until = self._clock() + min(backoff(self._outages), MAX_REST) if away else None


class _Round:
    """One batch: who was published, put back or given up."""

    def __init__(self, relay: Relay, me: UUID, rows: Sequence[AnyRow]) -> None:
        self._relay, self._me, self._rows = relay, me, rows
        self.published = 0
        self.is_outage = False

    def publish(self) -> None:
        """Hands over the batch; if that fails, each row alone, and no more of a session once one of its rows failed."""
        messages, given_up, erased = self._wrapped()
        sent: list[AnyRow] = []
        failed: list[tuple[AnyRow, Exception]] = []
        try:
            if messages:
                self._relay._bus.publish([message for _, message in messages])
            sent = [row for row, _ in messages]
        except Exception:
            sent, failed = self._one_by_one(messages)
        self.published = len(sent)
        self._note([*sent, *erased], failed, given_up)

    def _wrapped(self) -> tuple[list[tuple[AnyRow, Message]], list[tuple[AnyRow, Exception]], list[AnyRow]]:
        """Each row as a message, in its own guard; those that can't be one; those about somebody who was erased.

        These are not told any more: the event of the erasure follows them.
        """
        messages, broken, erased = [], [], list[AnyRow]()
        with self._relay._outbox.reading() as session:
            opened = opener(session, self._rows, "Logged")
        for row in self._rows:
            try:
                event = self._logged(row, opened)
                if event.erased:
                    erased.append(row)
                else:
                    messages.append((row, self._message(row, event)))
            except Unreachable:  # the keys can't be had: it stays due
                self.is_outage = True
            except Exception as failure:
                broken.append((row, failure))
        return messages, broken, erased

    def _logged(self, row: AnyRow, opened: Callable[[AnyRow], LoggedEvent]) -> LoggedEvent:
        if row.LoggedEventType is None:
            raise LookupError("The event log has no such event.")
        return opened(row)

    def _message(self, row: AnyRow, event: LoggedEvent) -> Message:
        kind = self._relay._events.get(row.LoggedEventType)
        return to_message(
            event,
            entity=row.Topic,
            session_id=row.SessionId,
            trace_parent=row.TraceParent,
            schema_version=kind.schema_version if kind else 1,
        )

    def _one_by_one(
        self, messages: Sequence[tuple[AnyRow, Message]]
    ) -> tuple[list[AnyRow], list[tuple[AnyRow, Exception]]]:
        sent, failed = [], list[tuple[AnyRow, Exception]]()
        stuck: set[str] = set()
        for row, message in messages:
            if row.SessionId in stuck or self.is_outage:
                continue  # it stays due
            try:
                self._relay._bus.publish([message])
                sent.append(row)
            except MessageTooLarge as failure:
                failed.append((row, failure))  # its fault alone, and given up at once: it holds up nobody
            except Exception as failure:
                stuck.add(row.SessionId)
                failed.append((row, failure))
                self.is_outage = not sent and len(stuck) >= OUTAGE_AFTER
        if not sent and stuck:
            self.is_outage = True  # nothing says that it is these events' fault
        return sent, failed

    def _note(
        self,
        sent: Sequence[AnyRow],
        failed: Sequence[tuple[AnyRow, Exception]],
        broken: Sequence[tuple[AnyRow, Exception]],
    ) -> None:
        at = self._relay._clock()
        changes: list[tuple[Sequence[AnyRow], Mapping[str, object]]] = [(sent, {"SentAt": at, "LastError": None})]
        given_up = list(broken)
        for row, failure in failed:
            counts = not self.is_outage and not isinstance(failure, UnknownEntity)
            attempts = row.Attempts + counts
            if isinstance(failure, MessageTooLarge) or attempts >= MAX_ATTEMPTS:
                given_up.append((row, failure))
                continue
            log.warning("Event %s was not relayed (attempt %d): %s", row.EventId, attempts, type(failure).__name__)
            due = at if self.is_outage else at + backoff(max(attempts, 1))
            changes.append(([row], {"DueAt": due, "Attempts": attempts, "LastError": _reason(failure)}))
        for row, failure in given_up:
            log.error("Event %s is given up: %s", row.EventId, type(failure).__name__)
            changes.append(([row], {"FailedAt": at, "Attempts": row.Attempts + 1, "LastError": _reason(failure)}))
        self._relay._outbox.settle(self._me, changes)
        telemetry.count("events.relayed", len(sent))
        if given_up:
            telemetry.count("events.given_up", len(given_up))


def _reason(failure: Exception) -> str:
    return f"{type(failure).__name__}: {failure}"[:250]


def backoff(attempts: int) -> timedelta:
    """1, 2, 4 … seconds, at most ten minutes."""
    return min(timedelta(seconds=2 ** min(attempts - 1, 20)), MAX_BACKOFF)

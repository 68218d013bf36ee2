"""What a system that was killed has in its files: its state, its log, what it told the bus, what a consumer did."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from shared.adapters.event_bus import LocalEventBus
from tests.durability import witness
from tests.durability.clients import Clients, Fact
from tests.support.bus import all_handled
from tests.support.event_log import data_of_events
from tests.support.sqlite import opened
from tests.support.waiting import until

MARKS: Mapping[str, Callable[[Any], str]] = {
    "CustomerRegistered": lambda data: data["primaryEmail"],
    "CustomerProfileUpdated": lambda data: data["changedFields"]["industry"],
    "ContactAdded": lambda data: data["email"],
    "ContactUpdated": lambda data: data["changedFields"]["position"],
}
"""What names a wish in the event that it became."""
EVERY_TRY = """
CREATE TABLE HandedOver (Position INTEGER PRIMARY KEY, MessageId TEXT, SessionId TEXT, Body BLOB);
CREATE TRIGGER WatchSent BEFORE INSERT ON Sent BEGIN
    INSERT INTO HandedOver (MessageId, SessionId, Body) VALUES (NEW.MessageId, NEW.SessionId, NEW.Body);
END;
"""
"""The bus takes a message id once; this keeps what came with it each time."""
LOG = """
SELECT e.Id, e.AggregateId, e.EventVersion, e.EventType, o.SessionId
FROM DomainEvents e LEFT JOIN Outbox o ON o.EventId = e.Id ORDER BY o.Position
"""
STATE = """
SELECT c.Id, c.RowVersion, i.PrimaryEmail, c.Industry
FROM Customers c LEFT JOIN CustomerContactInfo i ON i.CustomerId = c.Id
UNION ALL SELECT Id, RowVersion, Email, Position FROM Contacts
"""

type State = dict[str, tuple[int, str, str | None]]
"""Of each customer and contact: version, e-mail, and the one field that is changed."""


class Logged(NamedTuple):
    entity: str
    sequence: int
    kind: str
    mark: str
    session: str


def watch(data: Path) -> None:
    """Has the files remember what they would not."""
    LocalEventBus(data / "servicebus.db").publish([])
    with opened(data / "servicebus.db") as bus:
        bus.executescript(EVERY_TRY)
    with opened(data / "customers.db") as db:
        db.execute(witness.TABLE)


def end_leases(data: Path) -> None:
    """As if a minute had passed since the host died: what it had leased is free."""
    with opened(data / "customers.db") as db:
        db.execute("UPDATE OutboxShards SET LeasedUntil = NULL")
        db.execute("UPDATE IdempotencyKeys SET LeasedUntil = '2000-01-01 00:00:00.000000' WHERE Status IS NULL")


def wait_for_hand_over(data: Path) -> None:
    """Until the bus is handed something; then whoever did that has yet to note it."""
    latest = "SELECT MAX(Position) FROM HandedOver"
    with opened(data / "servicebus.db") as bus:
        before = bus.execute(latest).fetchone()
        until(lambda: bool(bus.execute(latest).fetchone() != before), pause=0)


def all_is_done(data: Path) -> bool:
    """Whether every event is on the bus, and every consumer has completed its copy."""
    with opened(data / "customers.db") as db:
        [unsent] = db.execute("SELECT COUNT(*) FROM Outbox WHERE SentAt IS NULL").fetchone()
    return not unsent and all_handled(data) is not None


class Evidence:
    """Read once, when the last host is done. Events go by their ids."""

    def __init__(self, data: Path) -> None:
        said = data_of_events(data)
        with opened(data / "customers.db") as db:
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            self.logged = {
                uuid(id): Logged(uuid(entity), sequence, kind, MARKS[kind](said[UUID(uuid(id))]), session)
                for id, entity, sequence, kind, session in db.execute(LOG)
            }
            """In the order of the outbox."""
            self.state: State = {uuid(id): (version, *shown) for id, version, *shown in db.execute(STATE)}
            self.queued = Counter(_ids(db, "SELECT EventId FROM Outbox"))
            self.searchable = set(_ids(db, "SELECT CustomerId FROM CustomerSearch"))
            self.witnessed = Counter(_ids(db, "SELECT EventId FROM Witnessed"))
        self.facts = Counter(Fact(one.kind, one.mark, one.entity) for one in self.logged.values())
        self.handed_over = defaultdict[str, list[bytes]](list)
        """The content of each hand-over of an event to the bus."""
        with opened(data / "servicebus.db") as bus:
            for id, body in bus.execute("SELECT MessageId, SessionId || Body FROM HandedOver ORDER BY Position"):
                self.handed_over[id].append(body)
        self._deliveries = Counter(witness.deliveries(data).read_text().split())

    def state_as_told(self) -> State:
        """The state that follows from the events."""
        state: State = {}
        for one in sorted(self.logged.values(), key=lambda one: one.sequence):
            version, email, latest = state.get(one.entity, (0, one.mark, None))
            state[one.entity] = (version + 1, email, one.mark if one.sequence > 1 else latest)
        return state

    def sessions(self, *, told: bool) -> dict[str, list[str]]:
        """The events of each session: as they wait in the outbox, or as the bus was told of them first."""
        sessions = defaultdict[str, list[str]](list)
        for id in self.handed_over if told else self.logged:
            sessions[self.logged[id].session].append(id)
        return sessions

    def summary(self, clients: Clients) -> str:
        """How much there was, and how often the kills hit where it matters."""
        done = {fact.mark for fact in self.facts} & {wish.mark for wish in clients.unanswered}
        again = sum(len(tries) > 1 for tries in self.handed_over.values())
        redelivered = sum(times > 1 for times in self._deliveries.values())
        return (
            f"{len(clients.acknowledged)} acknowledged, {len(clients.unanswered)} unanswered (of these {len(done)} done"
            f" at last), {len(self.logged)} events, {again} handed over again, {redelivered} delivered again"
        )


def uuid(text: str) -> str:
    """As the API writes it; SQLite has ids without hyphens."""
    return str(UUID(text))


def _ids(db: sqlite3.Connection, query: str) -> list[str]:
    return [uuid(id) for (id,) in db.execute(query)]

"""The broker's memory: queues and subscriptions in a SQLite file, with locks, delivery counts and dead letters.

The product's local event bus adds rows to `Sent`; `route` hands them to whoever subscribed. That table is the
contract between the two, as AMQP is between the real ones.
"""

import json
import sqlite3
import time
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

MAX_DELIVERIES = 4
"""As the deployed subscriptions have it."""
LOCK_SECONDS = 300.0
DUPLICATE_WINDOW_SECONDS = 3600

SCHEMA = """
CREATE TABLE IF NOT EXISTS Messages (
    Sequence INTEGER PRIMARY KEY AUTOINCREMENT, Entity TEXT NOT NULL, MessageId TEXT NOT NULL, SessionId TEXT,
    Subject TEXT, ContentType TEXT, Body BLOB NOT NULL, Properties TEXT NOT NULL, EnqueuedAt REAL NOT NULL,
    DeliveryCount INTEGER NOT NULL DEFAULT 0, LockedUntil REAL NOT NULL DEFAULT 0,
    DeadLetterReason TEXT, DeadLetterDescription TEXT);
CREATE INDEX IF NOT EXISTS IX_Messages_Waiting ON Messages (Entity, Sequence) WHERE DeadLetterReason IS NULL;
CREATE TABLE IF NOT EXISTS Routed (Id INTEGER PRIMARY KEY CHECK (Id = 1), Position INTEGER NOT NULL);
INSERT OR IGNORE INTO Routed VALUES (1, 0);
"""


@dataclass(frozen=True)
class Delivery:
    """A message under lock."""

    sequence: int
    message_id: str
    session_id: str | None
    subject: str | None
    content_type: str | None
    body: bytes
    properties: dict[str, object]
    enqueued_at: float
    delivery_count: int


class BusStore:
    """One broker's queues and subscriptions; an entity is a queue's name or `topic/subscription`."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, timeout=15, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA secure_delete=ON")  # what is handled leaves no trace in free pages
        self._db.executescript(SCHEMA)
        self._db.execute("UPDATE Messages SET LockedUntil = 0")  # locks of a host that died

    def version(self) -> int:
        """Changes whenever somebody else committed to the file: cheap to ask often."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def route(self, entities: Collection[str]) -> bool:
        """Copies newly sent messages to their queue or to each subscription of their topic. Says if there were any."""
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'Sent'").fetchone():
            return False  # nothing was ever sent
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            [since] = self._db.execute("SELECT Position FROM Routed").fetchone()
            columns = "MessageId, SessionId, Subject, ContentType, Body, Properties"
            rows = self._db.execute(
                f"SELECT Position, Entity, {columns} FROM Sent WHERE Position > ? ORDER BY 1", (since,)
            )
            sent = rows.fetchall()
            for position, target, *content in sent:
                since = position
                takers = [entity for entity in entities if entity == target or entity.startswith(f"{target}/")]
                self._db.executemany(
                    f"INSERT INTO Messages (Entity, {columns}, EnqueuedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    [(entity, *content, time.time()) for entity in takers],
                )
            self._db.execute("UPDATE Routed SET Position = ?", (since,))
            self._db.execute(
                "DELETE FROM Sent WHERE Position <= ? AND SentAt < datetime('now', ?)",
                (since, f"-{DUPLICATE_WINDOW_SECONDS} seconds"),
            )
        return bool(sent)

    def enqueue(self, entity: str, body: bytes) -> None:
        """Adds a message straight to a queue of the host's own."""
        self._db.execute(
            "INSERT INTO Messages (Entity, MessageId, Body, Properties, EnqueuedAt) VALUES (?, ?, ?, '{}', ?)",
            (entity, str(uuid.uuid4()), body, time.time()),
        )

    def receive(self, entity: str, *, most: int, session: str | None = None) -> list[Delivery]:
        """Locks the next messages, of one session if named."""
        waiting = "Entity = ? AND DeadLetterReason IS NULL AND LockedUntil <= ?"
        bound: list[object] = [entity, time.time()]
        if session is not None:
            waiting, bound = f"{waiting} AND SessionId = ?", [*bound, session]
        if not self._db.execute(f"SELECT 1 FROM Messages WHERE {waiting} LIMIT 1", bound).fetchone():
            return []  # without asking for the write lock
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            found = self._db.execute(
                "SELECT Sequence, MessageId, SessionId, Subject, ContentType, Body, Properties, EnqueuedAt,"
                f" DeliveryCount + 1 FROM Messages WHERE {waiting} ORDER BY Sequence LIMIT ?",
                (*bound, most),
            ).fetchall()
            self._db.executemany(
                "UPDATE Messages SET DeliveryCount = DeliveryCount + 1, LockedUntil = ? WHERE Sequence = ?",
                [(time.time() + LOCK_SECONDS, row[0]) for row in found],
            )
        return [_delivery(*row) for row in found]

    def sessions(self, entity: str, *, busy: Collection[str]) -> list[str]:
        """Sessions with messages waiting, oldest first, without those at work."""
        rows = self._db.execute(
            "SELECT SessionId FROM Messages WHERE Entity = ? AND DeadLetterReason IS NULL AND LockedUntil <= ?"
            " AND SessionId IS NOT NULL GROUP BY SessionId ORDER BY MIN(Sequence)",
            (entity, time.time()),
        )
        return [session for (session,) in rows if session not in busy]

    def complete(self, deliveries: Sequence[Delivery]) -> None:
        """Removes handled messages."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany("DELETE FROM Messages WHERE Sequence = ?", [(d.sequence,) for d in deliveries])

    def unlock(self, deliveries: Sequence[Delivery]) -> None:
        """Lets failed messages be tried again."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "UPDATE Messages SET LockedUntil = 0 WHERE Sequence = ?", [(d.sequence,) for d in deliveries]
            )

    def abandon(self, deliveries: Sequence[Delivery], why: str) -> None:
        """Unlocks failed messages for another try; the last try ends in the dead-letter queue."""
        with self._db:
            self._db.execute("BEGIN IMMEDIATE")
            for delivery in deliveries:
                if delivery.delivery_count >= MAX_DELIVERIES:
                    self._db.execute(
                        "UPDATE Messages SET DeadLetterReason = 'MaxDeliveryCountExceeded', DeadLetterDescription = ?"
                        " WHERE Sequence = ?",
                        (why[:4096], delivery.sequence),
                    )
                else:
                    self._db.execute("UPDATE Messages SET LockedUntil = 0 WHERE Sequence = ?", (delivery.sequence,))

    def dead_letters(self) -> list[dict[str, object]]:
        """What could not be handled, and why."""
        rows = self._db.execute(
            "SELECT Sequence, Entity, MessageId, Subject, DeliveryCount, DeadLetterReason, DeadLetterDescription"
            " FROM Messages WHERE DeadLetterReason IS NOT NULL ORDER BY Sequence"
        )
        names = ("sequence", "entity", "messageId", "subject", "deliveryCount", "reason", "description")
        return [dict(zip(names, row, strict=True)) for row in rows]

    def replay(self) -> int:
        """Gives dead letters another chance; their consumers know what they handled already. Returns how many."""
        again = self._db.execute(
            "UPDATE Messages SET DeadLetterReason = NULL, DeadLetterDescription = NULL, DeliveryCount = 0,"
            " LockedUntil = 0 WHERE DeadLetterReason IS NOT NULL"
        )
        return again.rowcount


def _delivery(
    sequence: int,
    message_id: str,
    session_id: str | None,
    subject: str | None,
    content_type: str | None,
    body: bytes,
    properties: str,
    enqueued_at: float,
    delivery_count: int,
) -> Delivery:
    return Delivery(
        sequence,
        message_id,
        session_id,
        subject,
        content_type,
        body,
        json.loads(properties),
        enqueued_at,
        delivery_count,
    )

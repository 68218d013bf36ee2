"""Topics and queues: Azure Service Bus, or a durable queue in a SQLite file."""

import json
import sqlite3
import threading
from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MAX_MESSAGE_BYTES = 256 * 1024
"""The largest message of the standard tier (specification §10.3)."""


@dataclass(frozen=True)
class Message:
    """One message for a topic or queue, its `entity`.

    `message_id` makes a repetition harmless, messages of one `session_id` keep their order.
    """

    entity: str
    message_id: str
    session_id: str
    subject: str
    body: bytes
    content_type: str
    properties: dict[str, str]


class MessageTooLarge(Exception):
    """The bus will never take this message."""


class UnknownEntity(Exception):
    """There is no topic or queue of this name: a fault of the set-up, and of this message only."""


class Publisher(Protocol):
    """Publishes messages to topics and queues."""

    def publish(self, messages: Sequence[Message]) -> None:
        """Hands all messages over, in order. Returning means the bus has them; raising means it may have some."""
        ...


class EventBus(Publisher, Protocol):
    """The bus as a whole."""

    def forget(self, session_id: str, naming: str, subscriptions: Collection[tuple[str, str]]) -> int:
        """Removes dead letters of a session whose bodies name this id. Returns how many.

        `subscriptions` are those of ours: (topic, name). Of others' their owners take care.
        """
        ...

    def check(self) -> None:
        """Raises if the bus cannot be reached."""
        ...


FORGET_DEAD = (
    "DELETE FROM Messages WHERE DeadLetterReason IS NOT NULL AND SessionId = ? AND instr(CAST(Body AS TEXT), ?) > 0"
)
FORGET_SENT = (  # of what was handed on, the id alone is needed
    "UPDATE Sent SET Body = '' WHERE Position <= (SELECT Position FROM Routed)"
    " AND SessionId = ? AND instr(CAST(Body AS TEXT), ?) > 0"
)


class LocalEventBus:
    """Writes messages into the `Sent` table of a SQLite file, whence the local host hands them to its triggers.

    The contract between the two is that table, and `Messages`, where the host keeps dead letters. A message id is taken
    once, as duplicate detection does.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def publish(self, messages: Sequence[Message]) -> None:
        for message in messages:
            if len(message.body) > MAX_MESSAGE_BYTES:
                raise MessageTooLarge(f"{len(message.body)} bytes; at most {MAX_MESSAGE_BYTES} are taken.")
        rows = [
            (m.entity, m.message_id, m.session_id, m.subject, m.content_type, m.body, json.dumps(m.properties))
            for m in messages
        ]
        with self._lock, self._opened() as connection:  # the connection's context is one transaction
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT OR IGNORE INTO Sent (Entity, MessageId, SessionId, Subject, ContentType, Body, Properties)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    def forget(self, session_id: str, naming: str, subscriptions: Collection[tuple[str, str]]) -> int:
        with self._lock, self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            routed = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'Messages'").fetchone()
            if not routed:
                return 0
            count = connection.execute(FORGET_DEAD, (session_id, naming)).rowcount
            connection.execute(FORGET_SENT, (session_id, naming))
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return count

    def check(self) -> None:
        with closing(sqlite3.connect(self._file, timeout=2)) as connection:
            connection.execute("SELECT 1")

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._file, timeout=15, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS Sent (Position INTEGER PRIMARY KEY AUTOINCREMENT, Entity TEXT NOT NULL,"
                " MessageId TEXT NOT NULL, SessionId TEXT, Subject TEXT, ContentType TEXT, Body BLOB NOT NULL,"
                " Properties TEXT NOT NULL, SentAt TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP, UNIQUE (Entity, MessageId))"
            )
            self._connection = connection
        return self._connection

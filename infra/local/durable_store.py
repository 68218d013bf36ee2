"""What the local hub remembers of orchestrations: their histories, what was answered, and what is still to be done.

Each step is one transaction: an answer and the work it ends; an episode, its history and the work it begins.
"""

import json
import sqlite3
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

type Event = Mapping[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS Instances (
    Id TEXT PRIMARY KEY, Run TEXT NOT NULL, Name TEXT NOT NULL, Version TEXT, Status TEXT NOT NULL, Input TEXT,
    Output TEXT, CustomStatus TEXT, CreatedAt TEXT NOT NULL, UpdatedAt TEXT NOT NULL, NextTask INTEGER NOT NULL,
    Actions INTEGER NOT NULL, Retries TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS History (Number INTEGER PRIMARY KEY AUTOINCREMENT, Id TEXT NOT NULL, Event TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS IX_History_Id ON History (Id, Number);
CREATE TABLE IF NOT EXISTS Answers (
    Number INTEGER PRIMARY KEY AUTOINCREMENT, Id TEXT NOT NULL, Run TEXT NOT NULL, Event TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS Work (
    Number INTEGER PRIMARY KEY AUTOINCREMENT, Id TEXT NOT NULL, Run TEXT NOT NULL, Task INTEGER NOT NULL,
    Action TEXT, DueAt REAL NOT NULL);
"""
ENDED = frozenset({"Completed", "Failed", "Terminated"})


@dataclass
class Instance:
    """An orchestration that was started; `retries` are the actions under way that are tried again when they fail."""

    id: str
    run: str
    name: str
    version: str | None
    status: str
    input: str | None
    output: str | None
    custom_status: str | None
    created_at: str
    updated_at: str
    next_task: int
    actions: int
    retries: dict[str, Any]


FIELDS = tuple(field.name for field in fields(Instance))


class Answer(NamedTuple):
    """An event that an orchestration has not seen yet."""

    number: int
    run: str
    event: Event


class Work(NamedTuple):
    """An activity to be run, or, without an action, a timer that is to fire."""

    number: int
    id: str
    run: str
    task: int
    action: Mapping[str, Any] | None
    due_at: float


def now() -> str:
    """A moment as histories have it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class DurableStore:
    """One hub's state in a SQLite file."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, timeout=15, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript(SCHEMA)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def instance(self, id: str) -> Instance | None:
        """An orchestration by its id."""
        row = self._db.execute("SELECT * FROM Instances WHERE Id = ?", (id,)).fetchone()
        return Instance(**{**dict(zip(FIELDS, row, strict=True)), "retries": json.loads(row[-1])}) if row else None

    def create(self, name: str, id: str, given: str | None, version: str | None, first: Event) -> None:
        """A new run of an orchestration; whatever had its id before is forgotten."""
        run, at = uuid.uuid4().hex, now()
        for table in ("History", "Answers", "Work"):
            self._db.execute(f"DELETE FROM {table} WHERE Id = ?", (id,))
        row = (id, run, name, version, "Pending", given, None, None, at, at, 0, 0, "{}")
        self._db.execute(f"INSERT OR REPLACE INTO Instances VALUES ({', '.join('?' * len(row))})", row)
        self.answer(id, run, first)

    def save(self, one: Instance) -> None:
        """Keeps how far an orchestration is."""
        done = (one.status, one.output, one.custom_status, now(), one.next_task, one.actions)
        self._db.execute(
            "UPDATE Instances SET Status = ?, Output = ?, CustomStatus = ?, UpdatedAt = ?, NextTask = ?, Actions = ?,"
            " Retries = ? WHERE Id = ?",
            (*done, json.dumps(one.retries), one.id),
        )
        if one.status in ENDED:
            self._db.execute("DELETE FROM Work WHERE Id = ?", (one.id,))

    def history(self, id: str) -> list[dict[str, Any]]:
        """What an orchestration has seen."""
        rows = self._db.execute("SELECT Event FROM History WHERE Id = ? ORDER BY Number", (id,))
        return [json.loads(event) for (event,) in rows]

    def remember(self, id: str, events: Sequence[Event]) -> None:
        """It has seen these."""
        rows = [(id, json.dumps(event)) for event in events]
        self._db.executemany("INSERT INTO History (Id, Event) VALUES (?, ?)", rows)

    def answer(self, id: str, run: str, event: Event) -> None:
        """Something that an orchestration is to see."""
        self._db.execute("INSERT INTO Answers (Id, Run, Event) VALUES (?, ?, ?)", (id, run, json.dumps(event)))

    def answered(self) -> list[str]:
        """The orchestrations that have something to see."""
        return [id for (id,) in self._db.execute("SELECT DISTINCT Id FROM Answers")]

    def next_answer(self, id: str) -> Answer | None:
        """What an orchestration is to see first."""
        found = self._db.execute("SELECT Number, Run, Event FROM Answers WHERE Id = ? ORDER BY Number LIMIT 1", (id,))
        row = found.fetchone()
        return Answer(row[0], row[1], json.loads(row[2])) if row else None

    def forget_answer(self, number: int) -> None:
        self._db.execute("DELETE FROM Answers WHERE Number = ?", (number,))

    def schedule(self, id: str, run: str, task: int, action: Mapping[str, Any] | None, due_at: float = 0.0) -> None:
        """Has something done: an activity, or nothing but waiting."""
        row = (id, run, task, None if action is None else json.dumps(action), due_at)
        self._db.execute("INSERT INTO Work (Id, Run, Task, Action, DueAt) VALUES (?, ?, ?, ?, ?)", row)

    def work(self) -> list[Work]:
        """All that is to be done, the earliest first."""
        rows = self._db.execute("SELECT * FROM Work ORDER BY DueAt, Number")
        return [Work(*row)._replace(action=json.loads(row[4]) if row[4] else None) for row in rows]

    def is_open(self, number: int) -> bool:
        """Whether a piece of work is still to be done."""
        return self._db.execute("SELECT 1 FROM Work WHERE Number = ?", (number,)).fetchone() is not None

    def forget_work(self, number: int) -> None:
        self._db.execute("DELETE FROM Work WHERE Number = ?", (number,))

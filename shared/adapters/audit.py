"""Who called what, and who was turned away: an append-only record, a partition a day (specification §9.5).

Azure Table storage, or a SQLite file. Changes of data have their own record, the event log.
"""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol

from shared.kernel.naming import iso


@dataclass(frozen=True)
class Entry:
    """One request. It names ids and routes, and says nothing about a person beyond the caller."""

    id: str
    at: datetime
    kind: Literal["Access", "Security"]
    """Security: the caller was turned away."""
    caller: str
    action: str
    """The route's name."""
    customer_id: str
    subject_id: str
    """What else the path names, such as an import, an export or a contact."""
    status: int
    trace_id: str


type Where = Mapping[str, str]
"""Fields of an entry, and what they must be."""


class AuditTrail(Protocol):
    """Takes entries and keeps them as they are."""

    def append(self, entries: Sequence[Entry]) -> None:
        """Keeps entries; one that is there already stays as it was."""
        ...

    def entries_of(self, day: date) -> Iterator[Entry]:
        """The entries of a day (UTC), oldest first."""
        ...

    def find(
        self, since: datetime, until: datetime, *, after: tuple[datetime, str] | None, where: Where, limit: int
    ) -> Sequence[Entry]:
        """The first entries from `since` on and before `until`, oldest first, behind one if named (its time and id).

        `where`: fields of an entry that must have these values.
        """
        ...

    def purge(self, before: date) -> int:
        """Drops the days before this one, whose time is over. Returns how many entries went."""
        ...

    def check(self) -> None:
        """Raises if the trail cannot be reached."""
        ...


NAMES = tuple(f.name for f in fields(Entry))
ADD = f"INSERT OR IGNORE INTO Audit (day, {', '.join(NAMES)}) VALUES (:day, {', '.join(f':{n}' for n in NAMES)})"  # noqa: S608
FIND = f"SELECT {', '.join(NAMES)} FROM Audit WHERE day >= ? AND day <= ? AND at >= ? AND at < ? AND (at, id) > (?, ?)"  # noqa: S608
OF_DAY = f"SELECT {', '.join(NAMES)} FROM Audit WHERE day = ? ORDER BY at, id"  # noqa: S608


class LocalAuditTrail:
    """A SQLite file that takes no UPDATE."""

    def __init__(self, file: Path) -> None:
        self._file, self._lock = file, threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def append(self, entries: Sequence[Entry]) -> None:
        rows = [{**vars(one), "day": one.at.date().isoformat(), "at": iso(one.at)} for one in entries]
        with self._lock, self._opened() as connection:
            connection.executemany(ADD, rows)

    def entries_of(self, day: date) -> Iterator[Entry]:
        with self._lock:
            rows = self._opened().execute(OF_DAY, (day.isoformat(),)).fetchall()
        for id, at, *rest in rows:
            yield Entry(id, datetime.fromisoformat(at), *rest)

    def find(
        self, since: datetime, until: datetime, *, after: tuple[datetime, str] | None, where: Where, limit: int
    ) -> Sequence[Entry]:
        at, id = (iso(after[0]), after[1]) if after else ("", "")
        text = FIND + "".join(f" AND {name} = ?" for name in NAMES if name in where) + " ORDER BY day, at, id LIMIT ?"
        period = (since.date().isoformat(), until.date().isoformat(), iso(since), iso(until))
        values = [where[name] for name in NAMES if name in where]
        with self._lock:
            rows = self._opened().execute(text, (*period, at, id, *values, limit)).fetchall()
        return [Entry(id, datetime.fromisoformat(at), *rest) for id, at, *rest in rows]

    def purge(self, before: date) -> int:
        with self._lock, self._opened() as connection:
            return connection.execute("DELETE FROM Audit WHERE day < ?", (before.isoformat(),)).rowcount

    def check(self) -> None:
        with self._lock:
            self._opened().execute("SELECT 1")

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self._file, timeout=15, check_same_thread=False)
            connection.executescript(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
                "CREATE TABLE IF NOT EXISTS Audit (day TEXT, id TEXT, at TEXT, kind TEXT, caller TEXT, action TEXT,"
                " customer_id TEXT, subject_id TEXT NOT NULL DEFAULT '', status INTEGER, trace_id TEXT,"
                " PRIMARY KEY (day, id));"
                "CREATE TRIGGER IF NOT EXISTS AppendOnly BEFORE UPDATE ON Audit"
                " BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
            )
            with suppress(sqlite3.OperationalError):  # a file from before has not this column yet
                connection.execute("ALTER TABLE Audit ADD COLUMN subject_id TEXT NOT NULL DEFAULT ''")
            self._connection = connection
        return self._connection

"""What a million complaints cost: lists in every order and by every filter, the timer, and the report."""

import random
import sqlite3
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from alembic import command

from infra.migrations import config
from shared.complaints import escalation
from shared.complaints.service_level import service_level
from shared.kernel.naming import iso
from shared.settings import CustomerManagement, Settings
from tests.performance.seed import id_of, seed
from tests.support.world import World

NEVER = "9999-12-31 00:00:00.000000"
STATUSES = ("Closed", "Resolved", "InProgress", "New", "Escalated")
PRIORITIES = ("Medium", "Low", "High", "Critical")
SHARES = {STATUSES: (70, 10, 10, 8, 2), PRIORITIES: (45, 30, 20, 5)}
CATEGORIES = [f"Kind {number}" for number in range(40)]
AGENTS = [f"agent-{number}" for number in range(200)]
BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
CAUSES = (None, None, "Heating", "Catering", "Noise", "Staff", "Parking")
COLUMNS = (
    "Id, ComplaintNumber, CustomerId, Subject, Description, Category, RootCause, Priority, Status, AssignedTo,"
    " CreatedAt, CreatedBy, ReopenCount, ResolutionTimeInHours, ResolutionBusinessMinutes, ResolvedAt,"
    " FirstResponseDueAt, DueAt, AlarmAt, ClockRunningSince, ClockRules, FirstResponseMinutes, ResolutionBreached,"
    " CompensationAmount, CompensationCurrency, SatisfactionScore, RowVersion"
)
NAMES = COLUMNS.split(", ")
CREATED = NAMES.index("CreatedAt")


def base_of(folder: Path, count: int, customers: int, *, due: int | None = None) -> Path:
    """A base of so many complaints; with `due` all are open, and so many of them are to be escalated."""
    folder.mkdir()
    file = folder / "customers.db"
    command.upgrade(config(f"sqlite:///{file}"), "head")
    seed(file, customers)
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA synchronous=OFF")
    indexes = db.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'IX_Complaints%'").fetchall()
    for name, _ in indexes:
        db.execute(f'DROP INDEX "{name}"')
    db.execute("BEGIN")
    places = ", ".join("?" * (COLUMNS.count(",") + 1))
    rows = _rows(count, customers) if due is None else _open(_rows(count, customers), count - due)
    db.executemany(f"INSERT INTO Complaints ({COLUMNS}) VALUES ({places})", rows)
    for _, sql in indexes:
        db.execute(sql)
    db.execute("COMMIT")
    db.execute("ANALYZE")
    db.close()
    return folder


def _open(rows: Iterator[list[object]], first_due: int) -> Iterator[list[object]]:
    """The same complaints, all open; those from a number on were due at New Year."""
    rules = service_level(CustomerManagement()).rules
    for number, row in enumerate(rows):
        due = "2026-01-01 00:00:00.000000" if number >= first_due else "9000-01-01 00:00:00.000000"
        yield [
            {"Status": "New", "DueAt": due, "AlarmAt": due, "ClockRunningSince": row[CREATED], "ClockRules": rules}.get(
                name, value
            )
            for name, value in zip(NAMES, row, strict=True)
        ]


def _rows(count: int, customers: int) -> Iterator[list[object]]:
    chance, rules = random.Random(3), service_level(CustomerManagement()).rules
    statuses, priorities = (chance.choices(kinds, shares, k=count) for kinds, shares in SHARES.items())
    for number, (status, priority) in enumerate(zip(statuses, priorities, strict=True)):
        made = BEGINNING + timedelta(seconds=number * 63)
        hours, runs = chance.randrange(1, 90), status in ("InProgress", "New", "Escalated")
        answered, paid = status != "New", chance.random() < 0.1
        yield [
            uuid.uuid4().hex,
            f"CMP-{number:06d}",
            UUID(id_of(1 + chance.randrange(customers))).hex,
            "The hall was cold",
            "The heating was off until ten. " * 5,
            CATEGORIES[min(int(chance.expovariate(1 / 6)), len(CATEGORIES) - 1)],
            chance.choice(CAUSES),
            priority,
            status,
            chance.choice(AGENTS),
            stored(made),
            "seed",
            int(chance.random() < 0.05),
            None if runs else hours,
            None if runs else hours * 20,
            None if runs else stored(made + timedelta(hours=hours)),
            NEVER if answered or not runs else stored(made + timedelta(hours=24)),
            stored(made + timedelta(hours=48)) if runs else NEVER,
            NEVER,
            stored(made) if runs else None,
            rules if runs else "",
            hours * 15 if answered else None,
            hours > 48,
            5_000 if paid else None,
            "EUR" if paid else None,
            None if runs else chance.choice((None, 1, 2, 3, 4, 5)),
            0,
        ]


def stored(moment: datetime) -> str:
    """As SQLite keeps it."""
    return iso(moment).replace("T", " ").removesuffix("Z")


def queues(count: int) -> list[str]:
    """Paths of lists across customers: every order, and up to three filters of every kind."""
    chance, paths = random.Random(4), []
    for _ in range(count):
        values = {
            "status": chance.choice(STATUSES),
            "priority": chance.choice(PRIORITIES),
            "assignedTo": chance.choice(AGENTS),
            "category": chance.choice(CATEGORIES).replace(" ", "%20"),
        }
        chosen = chance.sample(sorted(values), chance.randrange(4))
        order = chance.choice(("dueAt", "firstResponseDueAt", "createdAt", "-createdAt"))
        filters = "".join(f"&{name}={values[name]}" for name in chosen)
        paths.append(f"complaints?sortBy={order}{filters}")
    return paths


def escalated(data: Path) -> float:
    """Seconds of a run of the timer."""
    world = World(Settings.from_environment({"DATA": str(data)}))
    began = time.perf_counter()
    escalation.run(world.app)
    taken = time.perf_counter() - began
    world.app.database.dispose()
    return taken


def still_due(data: Path) -> int:
    """How many the timer left."""
    with sqlite3.connect(data / "customers.db") as db:
        left: int = db.execute("SELECT count(*) FROM Complaints WHERE AlarmAt < '2026-02-01'").fetchone()[0]
        return left

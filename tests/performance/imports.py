"""The speed of an import, and of the floor beside it: the same rows read and inserted, and nothing else."""

import csv
import io
import sqlite3
import time
from pathlib import Path
from uuid import uuid4

from alembic import command

from infra.migrations import config
from shared.imports.work import CONTAINER, work
from shared.settings import Settings
from tests.performance.seed import seed
from tests.world import World

HEADER = ("First name", "Last name", "E-mail", "Phone", "Customer number", "Tags")


def people(rows: int, customers: int) -> str:
    """A list of people, spread evenly over the customers."""
    lines = [",".join(HEADER)]
    for n in range(rows):
        number = f"CUST-{n % customers + 1:06d}"
        lines.append(f"First{n},Last{n},person{n}@company{n % customers}.example.com,+4930{n:08d},{number},vip;press")
    return "\n".join(lines)


def rows_per_second(folder: Path, rows: int, customers: int) -> tuple[float, float]:
    """(ours, floor) in rows a second, end to end, each into a base of its own."""
    text = people(rows, customers)
    for name in ("import", "import-floor"):
        (folder / name).mkdir()
        command.upgrade(config(f"sqlite:///{folder / name / 'customers.db'}"), "head")
        seed(folder / name / "customers.db", customers)
    world = World(Settings.from_environment({"DATA": str(folder / "import")}))
    world.app.blobs.put(CONTAINER, "list.csv", io.BytesIO(text.encode()))
    began = time.perf_counter()
    work(world.app, "list.csv")
    ours = rows / (time.perf_counter() - began)
    assert len(world.search("person1").items) > 0
    world.app.database.dispose()
    return ours, rows / _floor(folder / "import-floor" / "customers.db", text)


def _floor(file: Path, text: str) -> float:
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=NORMAL")
    began = time.perf_counter()
    rows = csv.reader(io.StringIO(text.partition("\n")[2]))
    customers = dict(db.execute("SELECT CustomerNumber, Id FROM Customers"))
    db.execute("BEGIN")
    db.executemany(
        "INSERT INTO Contacts (Id, CustomerId, FirstName, LastName, Email, Phone, IsPrimary, EmailKey, RowVersion)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
        (
            (uuid4().hex, customers[number], first, last, email, phone, place < len(customers), email)
            for place, (first, last, email, phone, number, _) in enumerate(rows)
        ),
    )
    db.execute("COMMIT")
    taken = time.perf_counter() - began
    db.close()
    return taken

"""The speed and size of lists coming in and going out, each in a process of its own, and of the floor beside it.

`python -m tests.performance.lists FOLDER ROUNDS`: imports ROUNDS × 100,000 contacts, each into 5,000 customers of their
own, exports them all, and prints the figures as JSON.
"""

import csv
import io
import json
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from alembic import command

from infra.migrations import config
from shared.contacts.list_files import FileFormat
from shared.exports.commands import RequestExport
from shared.exports.names import CONTAINER as EXPORTS
from shared.exports.values import USUAL_COLUMNS, Filters
from shared.imports.arrivals import note_file
from shared.imports.commands import StartImport
from shared.imports.names import CONTAINER
from shared.imports.values import Options, UnknownCustomer
from shared.platform.messaging.verification import Verification
from shared.settings import Settings
from tests.performance.seed import seed
from tests.support.running import FOLDER
from tests.support.world import World

HEADER = ("First name", "Last name", "E-mail", "Phone", "Customer number", "Tags")
ROWS, CUSTOMERS, NEW = 100_000, 5_000, 20_000


def people(rows: int, customers: int, turn: int = 0) -> str:
    """A list of people, spread evenly over the customers of its turn."""
    lines = [",".join(HEADER)]
    for n in range(rows):
        place = turn * customers + n % customers + 1
        lines.append(f"First{n},Last{n},person{n}@company{place}.example.com,+4930{n:08d},CUST-{place:06d},vip;press")
    return "\n".join(lines)


def measured(folder: Path, rounds: int) -> dict[str, Any]:
    """The figures of a process of its own, started on a base of its own."""
    data = folder / f"lists-{rounds}"
    data.mkdir()
    command.upgrade(config(f"sqlite:///{data / 'customers.db'}"), "head")
    seed(data / "customers.db", rounds * CUSTOMERS)
    done = subprocess.run(
        [sys.executable, "-m", "tests.performance.lists", str(data), str(rounds)],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def resident() -> int:
    """The most memory this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def newcomers(world: World) -> float:
    """Rows a second of a list that brings a customer with each fifth row."""
    rows = [f"F{n},L{n},p{n}@new{n % NEW}.example.com,Newcomer {n % NEW}" for n in range(ROWS)]
    id, wish = uuid4(), Options(on_unknown_customer=UnknownCustomer.CREATE)
    world.send(StartImport("new.csv", f"{id}/new.csv", wish, id))
    text = "\n".join(["First name,Last name,E-mail,Company", *rows])
    world.app.blobs.put(CONTAINER, f"{id}/new.csv", io.BytesIO(text.encode()))
    note_file(world.app, f"{id}/new.csv")
    began = time.perf_counter()
    world.works()
    return ROWS / (time.perf_counter() - began)


def verified(world: World) -> float:
    """Events a second of a look through the whole log."""
    verification, began = Verification(world.app.database), time.perf_counter()
    assert list(verification.faults()) == []
    return verification.events / (time.perf_counter() - began)


def main() -> None:
    """Imports, exports, prints."""
    data, rounds = Path(sys.argv[1]), int(sys.argv[2])
    world = World(Settings.from_environment({"DATA": str(data)}))
    rates = []
    for turn in range(rounds):
        world.app.blobs.put(CONTAINER, f"{turn}.csv", io.BytesIO(people(ROWS, CUSTOMERS, turn).encode()))
        began = time.perf_counter()
        note_file(world.app, f"{turn}.csv")
        world.works()
        rates.append(ROWS / (time.perf_counter() - began))
    figures: dict[str, Any] = {"imports": rates, "resident_import": resident(), "new_customers": newcomers(world)}
    for format in (FileFormat.CSV, FileFormat.EXCEL):
        began = time.perf_counter()
        if rounds * ROWS < 1_000_000 or format is FileFormat.CSV:
            world.send(RequestExport(format, Filters(), USUAL_COLUMNS))
            world.works()
            figures[format] = rounds * ROWS / (time.perf_counter() - began)
    figures["resident_export"] = resident()
    figures["verified"] = verified(world)
    with world.app.blobs.opened(EXPORTS, next((data / "blobs" / EXPORTS).glob("*.csv")).name) as file:
        assert sum(1 for _ in file) == (rounds + 1) * ROWS + 1
    print(json.dumps(figures))


def floors(folder: Path) -> tuple[float, float]:
    """Rows a second of the same list read and inserted, and of the same list selected and written, and nothing else."""
    text = people(ROWS, CUSTOMERS)
    folder = folder / "lists-floor"
    folder.mkdir()
    command.upgrade(config(f"sqlite:///{folder / 'customers.db'}"), "head")
    seed(folder / "customers.db", CUSTOMERS)
    db = sqlite3.connect(folder / "customers.db", isolation_level=None)
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
    imported = ROWS / (time.perf_counter() - began)
    began = time.perf_counter()
    with (folder / "out.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            db.execute(
                "SELECT CustomerNumber, CompanyName, FirstName, LastName, Email, Phone, Position, Tags FROM Contacts"
                " JOIN Customers ON Customers.Id = CustomerId ORDER BY CustomerId, IsPrimary DESC, LastName"
            )
        )
    exported = ROWS / (time.perf_counter() - began)
    db.close()
    return imported, exported


if __name__ == "__main__":
    main()

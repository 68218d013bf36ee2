"""A base of many customers, written straight into the tables: quick, and alike each time."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

MOMENT = "2026-01-01 00:00:00.000000"
_chance = random.Random(1)
WORDS = [
    "".join(_chance.choice("bcdfghklmnprstvw") + _chance.choice("aeiou") for _ in range(_chance.randint(2, 4)))
    for _ in range(4000)
]
KINDS = ("events", "group", "venue", "studio", "catering", "ltd", "gmbh", "partners", "media", "hall")


def id_of(number: int) -> str:
    """The id of the customer with this number."""
    return str(UUID(int=(0x8000 << 64) | (0x8 << 60) | number))


def seed(file: Path, size: int) -> None:
    """Adds customers 1 to `size`, to whom nothing has happened yet."""
    chance = random.Random(2)
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA synchronous=OFF")
    db.execute("BEGIN")
    for number in range(1, size + 1):
        id = UUID(id_of(number)).hex
        rare = WORDS[min(int(chance.expovariate(1 / 600)), len(WORDS) - 1)]
        name = f"{rare.title()} {chance.choice(WORDS).title()} {chance.choice(KINDS).title()}"
        email = f"info{number}@{rare}.example.com"
        for statement, values in _rows(number, id, name, email):
            db.execute(statement, values)
    db.execute("UPDATE NumberSeries SET Latest = ?", (size,))
    db.execute("COMMIT")
    db.execute("ANALYZE")
    db.close()


CUSTOMER = """INSERT INTO Customers
    (Id, CustomerNumber, CompanyName, Type, CreatedAt, CreatedBy, RowVersion, LastActivityAt)
    VALUES (?, ?, ?, 'Enterprise', ?, 'seed', 0, ?)"""
INFO = "INSERT INTO CustomerContactInfo (Id, CustomerId, PrimaryEmail, LiveEmailKey) VALUES (?, ?, ?, ?)"
PREFERENCES = """INSERT INTO CustomerPreferences
    (Id, CustomerId, PreferredCommunicationChannels, PreferredEventTypes, Interests) VALUES (?, ?, '[]', '[]', '[]')"""
SEARCH = "INSERT INTO CustomerSearch VALUES (?, ?, ?, ?, 'Enterprise', 'Standard', 'Active', ?, '')"


def _rows(number: int, id: str, name: str, email: str) -> Iterator[tuple[str, tuple[object, ...]]]:
    yield CUSTOMER, (id, f"CUST-{number:06d}", name, MOMENT, MOMENT)
    yield INFO, (id, id, email, email)
    yield PREFERENCES, (id, id)
    words = f"{name.lower()} cust {number:06d} {email.replace('@', ' ').replace('.', ' ')} 4930{number:08d}"
    yield SEARCH, (number, id, name.lower(), email, words)

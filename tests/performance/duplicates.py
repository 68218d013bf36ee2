"""What finding duplicates costs, and how many of those that were planted it finds."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple
from uuid import UUID

from alembic import command
from sqlalchemy import select

from infra.migrations import config
from shared.customers.commands import RegisterCustomer
from shared.customers.values import Address, ContactInfo, CustomerType, Preferences, Profile
from shared.duplicates.finding import portrait_of_new
from shared.duplicates.names import SCAN
from shared.duplicates.queries import lookalikes
from shared.duplicates.scan import SUBJECT
from shared.duplicates.tables import duplicate_pairs
from shared.kernel.text import fold
from shared.platform.jobs.commands import StartJob
from shared.settings import Settings
from tests.performance.seed import CUSTOMER, MOMENT, PREFERENCES
from tests.support.lookalikes import Base, Lookalike
from tests.support.world import World

INFO = """INSERT INTO CustomerContactInfo
    (Id, CustomerId, PrimaryEmail, LiveEmailKey, PrimaryPhone, Website, BillingStreet, BillingZipCode, BillingCity)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""


class Scanned(NamedTuple):
    """How long a scan took, and how good it was."""

    seconds: float
    recall: float
    precision: float


def scanned(data: Path, size: int, half: str = "measure") -> Scanned:
    """Scans a base of so many customers, of whom one in eleven is there twice."""
    data.mkdir(parents=True)
    command.upgrade(config(f"sqlite:///{data / 'customers.db'}"), "head")
    base = Base(half, size)
    _write(data / "customers.db", base.customers)
    world = World(Settings.from_environment({"DATA": str(data)}))
    world.send(StartJob(SCAN, SUBJECT))
    began = time.perf_counter()
    world.works()
    seconds = time.perf_counter() - began
    p = duplicate_pairs.c
    with world.app.database.reading() as session:
        found = {(row[0], row[1]) for row in session.execute(select(p.FirstCustomerId, p.SecondCustomerId))}
    right = len(found & base.truth)
    return Scanned(seconds, right / len(base.truth), right / max(1, len(found)))


def _write(file: Path, customers: Sequence[Lookalike]) -> None:
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA synchronous=OFF")
    db.execute("BEGIN")
    for number, one in enumerate(customers, 1):
        id = one.id.hex
        db.execute(CUSTOMER, (id, f"CUST-{number:06d}", one.name, MOMENT, MOMENT))
        info = (id, id, one.email, fold(one.email), one.phone, one.website, one.street, one.zip_code, one.city)
        db.execute(INFO, info)
        db.execute(PREFERENCES, (id, id))
    db.execute("UPDATE NumberSeries SET Latest = ?", (len(customers),))
    db.execute("COMMIT")
    db.execute("ANALYZE")
    db.close()


def wrong(data: Path, half: str, size: int) -> Iterator[str]:
    """What a scan missed or made up, for who tunes it."""
    base = Base(half, size)
    known = {one.id: one for one in base.customers}
    world = World(Settings.from_environment({"DATA": str(data)}))
    p = duplicate_pairs.c
    with world.app.database.reading() as session:
        rows = session.execute(select(p.FirstCustomerId, p.SecondCustomerId, p.Reasons))
        found: dict[tuple[UUID, UUID], object] = {(row[0], row[1]): row[2] for row in rows}
    for pair in base.truth - found.keys():
        yield f"missed  {known[pair[0]]}\n        {known[pair[1]]}"
    for pair in found.keys() - base.truth:
        yield f"made up {known[pair[0]]}\n        {known[pair[1]]} {found[pair]}"


class Creation(NamedTuple):
    """Seconds of a registration, with and without a look at who may be the same."""

    alone: float
    looked: float


def creation(data: Path, count: int) -> Creation:
    """Registers customers in a scanned base: every other after a look, so that both meet the same machine."""
    world = World(Settings.from_environment({"DATA": str(data)}))
    alone, looked = list[float](), list[float]()
    for number, one in enumerate(Base("measure", count + 40).customers):
        place = Address(one.street, one.city, None, one.zip_code)
        info = ContactInfo(f"new{number}@{one.email.partition('@')[2]}", primary_phone=one.phone, billing_address=place)
        profile = Profile(one.name, industry=None, type=CustomerType.ENTERPRISE)
        began = time.perf_counter()
        if number % 2:
            with world.app.database.reading() as session:
                lookalikes(session, portrait_of_new(profile, info))
        world.send(RegisterCustomer(profile, info, Preferences()))
        if number >= 40:
            (looked if number % 2 else alone).append(time.perf_counter() - began)
    return Creation(median(alone), median(looked))

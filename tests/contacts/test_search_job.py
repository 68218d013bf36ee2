"""Rows that were written before the way of searching changed."""

import sqlite3
from pathlib import Path
from typing import Any
from uuid import UUID

from alembic import command
from pytest import mark
from sqlalchemy import update

from infra.migrations import config
from shared.contacts.commands import AddContact
from shared.contacts.names import SEARCH
from shared.contacts.search_job import SUBJECT
from shared.contacts.values import ContactDetails
from shared.customers.tables import customer_search
from shared.platform.jobs.commands import StartJob
from tests.support.world import World

KAI = ContactDetails("Kai", "山田中村", "kai@job.example.com", phone="+442079460999")


def has_old_rows(world: World, count: int) -> list[UUID]:
    """Customers with a contact each, found by nothing yet."""
    made = [world.has_customer(f"株式会社田中商事{n}", primary_phone="+49301234567") for n in range(count)]
    for customer in made:
        world.send(AddContact(customer, KAI))
    with world.app.database.transaction() as session:
        session.execute(update(customer_search).values(Words="", ContactWords=""))
        session.commit()
    assert world.found("田中") == world.found("020 7946 0999") == []
    return made


@mark.parametrize("at_once", [1, 500])
def test_old_rows_are_found_as_new_ones_once_the_job_came_to_them(world: World, monkeypatch: Any, at_once: int) -> None:
    monkeypatch.setattr("shared.contacts.search_job.CUSTOMERS_AT_ONCE", at_once)
    archived, *_ = has_old_rows(world, 3)
    world.archives(archived)

    world.send(StartJob(SEARCH, SUBJECT))
    world.works()

    for query in ("田中", "030 1234567", "020 7946 0999", "中村"):
        assert world.found(query) == ["株式会社田中商事1", "株式会社田中商事2"], query
    assert world.found("田中", status="Archived") == ["株式会社田中商事0"]


def test_the_job_goes_on_where_it_stopped(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr("shared.contacts.search_job.CUSTOMERS_AT_ONCE", 1)
    monkeypatch.setattr("shared.platform.jobs.work.Work.has_time", lambda _: False)
    has_old_rows(world, 3)
    world.send(StartJob(SEARCH, SUBJECT))

    found = []
    while world.jobs():
        world.works_once(SUBJECT)
        found.append(len(world.found("田中")))

    assert found == [1, 2, 3, 3]


@mark.parametrize(("rows", "expected"), [(0, []), (1, [(SEARCH, SUBJECT.hex, "{}")])])
def test_the_migration_asks_for_the_job_where_there_is_something_to_do(
    tmp_path: Path, rows: int, expected: list[tuple[str, str, str]]
) -> None:
    path = tmp_path / "old.db"
    alembic = config(f"sqlite:///{path}")
    command.upgrade(alembic, "0023")
    with sqlite3.connect(path) as old:
        for number in range(rows):
            old.execute(
                "INSERT INTO CustomerSearch (Number, CustomerId, SortName, EmailKey, Type, Segment, Status, Words)"
                " VALUES (?, 'c', 'n', 'e', 'Enterprise', 'Standard', 'Active', '')",
                (number,),
            )
    old.close()

    command.upgrade(alembic, "0024")

    with sqlite3.connect(path) as new:
        assert new.execute("SELECT Kind, SubjectId, Checkpoint FROM Jobs").fetchall() == expected
    new.close()

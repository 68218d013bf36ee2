"""Whatever happens at once, a merge has one outcome: nothing is lost, doubled or split, and totals are sums."""

import threading
from collections import Counter
from decimal import Decimal
from typing import Any
from uuid import UUID

from pytest import mark
from sqlalchemy import select, update

from shared.contacts.commands import AddContact
from shared.contacts.values import ContactDetails
from shared.customers.errors import CustomerArchived, CustomerMerging
from shared.customers.tables import customers
from shared.follow_ups.commands import CreateFollowUp
from shared.imports.values import ImportMode
from shared.kernel.errors import DomainError, NotFound
from shared.merges.commands import StartMerge
from shared.merges.tables import merges
from shared.platform.messaging.verification import Verification
from tests.support.concurrency import at_once
from tests.support.erasing import erased, wish
from tests.support.importing import Importer
from tests.support.merging import ADA, carries_out, furnished, rows_of
from tests.support.samples import task
from tests.support.world import World

REFUSED = (CustomerMerging.__name__, CustomerArchived.__name__)


def brought(world: World, customer: UUID, value: int) -> None:
    with world.app.database.transaction() as session:
        values = {"LifetimeValue": Decimal(value), "TotalEvents": value}
        session.execute(update(customers).where(customers.c.Id == customer).values(values))
        session.commit()


def begun(world: World) -> list[UUID]:
    with world.app.database.reading() as session:
        return list(session.scalars(select(merges.c.Id)))


def total(world: World, customer: UUID) -> int:
    return int(world.shown(customer)["profile"]["totalEvents"])


@mark.parametrize("which", ["each into the other", "one into the other twice", "one after another"])
def test_of_merges_at_once_that_share_a_customer_one_is_done(world: World, which: str) -> None:
    one, two, three = (world.has_customer(name) for name in ("One", "Two", "Three"))
    for customer, value in ((one, 1), (two, 10), (three, 100)):
        brought(world, customer, value)
    pairs = {
        "each into the other": [(one, two), (two, one)],
        "one into the other twice": [(one, two), (one, two)],
        "one after another": [(one, two), (two, three)],
    }[which]

    said = at_once(lambda n: world.send(StartMerge(source_id=pairs[n % 2][0], target_id=pairs[n % 2][1])), 8)

    assert said == {"done": 1, CustomerMerging.__name__: 7}
    [id] = begun(world)
    done = carries_out(world, id)
    source, target = UUID(done["sourceCustomerId"]), UUID(done["targetCustomerId"])
    assert (done["status"], world.shown(source)["status"]) == ("Completed", "Archived")
    values = {one: 1, two: 10, three: 100}
    assert total(world, target) == values[source] + values[target]
    assert list(Verification(world.app.database).faults()) == []


def test_what_writers_write_meanwhile_is_with_the_target_or_refused(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), furnished(world, "Aurora")
    outcomes, over = Counter[str](), threading.Event()

    def writes(number: int) -> None:
        count = 0
        while not over.is_set() or count == 0:
            count += 1
            details = ContactDetails("P", "Q", f"{number}.{count}@writers.example.com")
            commands: list[Any] = [CreateFollowUp(source, task(world))]
            commands += [AddContact(source, details)] if count < 4 else []
            for command in commands:
                try:
                    world.send(command)
                    outcomes[type(command).__name__] += 1
                except DomainError as refused:
                    outcomes[type(refused).__name__] += 1

    writers = [threading.Thread(target=writes, args=(number,)) for number in range(8)]
    for one in writers:
        one.start()
    try:
        id = world.send(StartMerge(source_id=source, target_id=target)).id
        carries_out(world, id)
    finally:
        over.set()
        for one in writers:
            one.join()

    assert set(outcomes) <= {"CreateFollowUp", "AddContact", *REFUSED}
    assert rows_of(world, source)["FollowUps"] == 0
    assert rows_of(world, target)["FollowUps"] == 2 + outcomes["CreateFollowUp"]
    assert len(world.contacts(target)) == 1 + outcomes["AddContact"]
    assert list(Verification(world.app.database).faults()) == []


@mark.parametrize("who", ["source", "target"])
def test_of_a_merge_and_an_erasure_at_once_one_is_refused(world: World, who: str) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), furnished(world, "Aurora")
    gone = source if who == "source" else target
    wishes = [StartMerge(source_id=source, target_id=target), wish(world, gone)]

    said = at_once(lambda n: world.send(wishes[n]), 2)

    if begun(world):
        assert said == {"done": 1, CustomerMerging.__name__: 1}
        carries_out(world, begun(world)[0])
        assert rows_of(world, target)["Complaints"] == 2
    else:
        assert said == {"done": 1, "CustomerNotFound": 1}
        erased(world, gone)
        kept = target if who == "source" else source
        assert (rows_of(world, gone)["Complaints"], rows_of(world, kept)["Complaints"]) == (0, 1)


def test_a_list_for_the_source_meanwhile_is_refused_row_by_row_and_after_it_is_the_targets(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), world.has_customer("Aurora")
    id = world.send(StartMerge(source_id=source, target_id=target)).id
    rows = f"First name,Last name,E-mail,Customer id\nBen,N,ben@list.example.com,{source}\n"
    importing = Importer(world)

    meanwhile = importing(rows, mode=ImportMode.UPSERT)
    carries_out(world, id)
    after = importing(rows, mode=ImportMode.UPSERT)

    assert (meanwhile.failed_records, after.failed_records) == (1, 0)
    assert sorted(one["email"] for one in world.contacts(target)) == ["ada@example.com", "ben@list.example.com"]


def test_nothing_at_all_is_merged_if_one_is_gone(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), world.has_customer("Aurora")
    erased(world, target)

    said = at_once(lambda _: world.send(StartMerge(source_id=source, target_id=target)), 4)

    assert said == {"CustomerNotFound": 4}
    assert issubclass(NotFound, DomainError)
    assert rows_of(world, source)["Complaints"] == 1

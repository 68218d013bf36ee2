"""What is personal in the event log is encrypted; what is in the log can't be changed unseen."""

import json
import random
import threading
from typing import Any
from uuid import UUID

from pytest import fixture, mark, raises
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from shared.contacts.commands import AddContact, TagContact
from shared.contacts.values import ContactDetails
from shared.customers.commands import SuspendCustomer, UpdateContactInfo, UpdateProfile
from shared.kernel.ids import new_id
from shared.platform.encryption.data_keys import Tampered
from shared.platform.messaging.sealing import seal_log
from shared.platform.messaging.tables import domain_events, event_streams
from shared.platform.messaging.verification import Fault, Verification
from shared.platform.resilience import Unreachable
from tests.support.deeds import DEEDS
from tests.support.event_log import unguarded, unseal
from tests.support.world import World

t, s = domain_events.c, event_streams.c


def faults(world: World) -> list[Fault]:
    return list(Verification(world.app.database).faults())


def rows(world: World) -> list[Any]:
    with world.app.database.reading() as session:
        return list(session.execute(select(domain_events).order_by(t.AggregateId, t.EventVersion)).all())


def change(world: World, *statements: Any) -> None:
    """Changes the log behind the product's back."""
    with world.app.database.transaction() as session:
        with unguarded(session):
            for statement in statements:
                session.execute(statement)
        session.commit()


@fixture
def busy(world: World) -> World:
    """With customers and contacts of several events each."""
    for number in range(4):
        customer = world.has_customer(f"Canary {number}", primary_phone="+4930123450")
        world.send(UpdateProfile(customer, provided={"industry": "Canary", "company_name": f"Canary Ltd {number}"}))
        world.send(UpdateContactInfo(customer, provided={"website": "https://canary.example.com"}))
        world.send(SuspendCustomer(customer, reason="canary sang"))
        details = ContactDetails("Canary", "Bird", f"canary{number}@example.com", position="Canary")
        contact = world.send(AddContact(customer, details))
        world.send(TagContact(customer, contact.id, tag="canary"))
    return world


def test_nothing_personal_stands_in_the_log_in_plain(busy: World) -> None:
    log = json.dumps([[str(cell) for cell in row] for row in rows(busy)]).casefold()

    assert "canary" not in log
    assert "4930123450" not in log


@mark.parametrize("deed", DEEDS)
def test_of_everything_that_can_happen_no_personal_field_is_in_plain(world: World, deed: Any) -> None:
    deed(world)

    for row in rows(world):
        kind = world.app.event_types[row.EventType]
        data = json.loads(row.EventData)
        assert not set(data) & set(kind.personal_keys.values())
        assert ("sealed" in data) == bool(kind.personal_keys)
        assert set(json.loads(row.Changes)) <= {"sealed"}
    assert faults(world) == []


def test_what_was_logged_is_read_as_it_was(busy: World) -> None:
    customer = UUID(str(busy.search("canary 0").items[0].id))

    assert busy.history(customer).items[-1].changes[0].new_value
    told = {entry.type: entry.data for entry in busy.timeline(customer).items}
    assert told["ContactTagged"]["tag"] == "canary"
    assert told["ContactAdded"]["fullName"] == "Canary Bird"


def test_what_is_swapped_between_events_or_fields_does_not_open(busy: World) -> None:
    one, other = [row for row in rows(busy) if row.EventType == "CustomerSuspended"][:2]
    change(
        busy,
        update(domain_events).where(t.Id == one.Id).values(EventData=other.EventData),
        update(domain_events).where(t.Id == other.Id).values(Changes=other.EventData),
    )

    for row in (one, other):
        with raises(Tampered):
            busy.timeline(row.AggregateId)


TAMPERINGS = ("edit", "delete", "insert", "swap", "truncate", "forget")


def tamper(session: Session, how: str, log: list[Any], chance: random.Random) -> UUID:
    """Does it to a random event. Returns the entity it belongs to."""
    row = chance.choice(log)
    mine = [one for one in log if one.AggregateId == row.AggregateId]
    this = t.Id == row.Id
    match how:
        case "edit":
            column = chance.choice(["EventType", "EventData", "Changes", "UserId", "OccurredAt", "CustomerId", "Seal"])
            values = {"OccurredAt": row.OccurredAt.replace(year=1999), "CustomerId": new_id()}
            session.execute(update(domain_events).where(this).values({column: values.get(column, "x")}))
        case "delete":
            session.execute(delete(domain_events).where(this))
        case "insert":
            added = {**row._mapping, "Id": new_id(), "EventVersion": len(mine) + 1}
            session.execute(insert(domain_events).values(added))
        case "swap" if len(mine) > 1:
            first, last = mine[0], mine[-1]
            for id, version in ((first.Id, 0), (last.Id, first.EventVersion), (first.Id, last.EventVersion)):
                session.execute(update(domain_events).where(t.Id == id).values(EventVersion=version))
        case "truncate" | "swap":
            session.execute(delete(domain_events).where(t.Id == mine[-1].Id))
        case "forget":
            session.execute(delete(domain_events).where(t.AggregateId == row.AggregateId))
    return UUID(str(row.AggregateId))


def test_a_hundred_random_tamperings_are_named(busy: World) -> None:
    chance, log = random.Random(14), rows(busy)

    assert faults(busy) == []
    for number in range(100):
        how = TAMPERINGS[number % len(TAMPERINGS)]
        with busy.app.database.transaction() as session:
            with unguarded(session):
                broken = tamper(session, how, log, chance)
            session.commit()
        assert [fault.aggregate_id for fault in faults(busy)] == [broken], how
        restore(busy, log)
    assert faults(busy) == []


def restore(world: World, log: list[Any]) -> None:
    change(world, delete(domain_events), *(insert(domain_events).values(dict(row._mapping)) for row in log))


def test_the_first_broken_event_of_an_entity_is_named(busy: World) -> None:
    third = next(row for row in rows(busy) if row.EventVersion == 3)
    change(busy, update(domain_events).where(t.Id == third.Id).values(UserId="mallory"))

    assert faults(busy) == [Fault(third.AggregateId, 3, third.Id, "the event was changed, added or moved")]


def test_a_log_that_is_written_meanwhile_has_no_faults(busy: World) -> None:
    customers, done = [hit.id for hit in busy.search("canary").items], threading.Event()

    def write() -> None:
        for number in range(10**6):
            if done.is_set():
                return
            busy.send(UpdateProfile(customers[number % 4], provided={"industry": str(number)}))
            busy.has_customer(f"Meanwhile {number}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert [faults(busy) for _ in range(20)] == [[]] * 20
    finally:
        done.set()
        writer.join()


def test_a_log_of_before_is_sealed_in_batches_and_goes_on_where_it_stopped(busy: World, monkeypatch: Any) -> None:
    customers = [hit.id for hit in busy.search("canary").items]
    with busy.app.database.transaction() as session:
        for aggregate in session.scalars(select(s.AggregateId)).all():
            unseal(session, aggregate)
        session.commit()
    assert "canary" in json.dumps([str(row.EventData) for row in rows(busy)]).casefold()
    monkeypatch.setattr("shared.platform.messaging.sealing.UNSEALED", unsealed(7))

    with monkeypatch.context() as patch:
        patch.setattr("shared.platform.messaging.sealing._seal_some", once_only())
        with raises(InterruptedError):
            seal_log(busy.app.database, busy.app.event_types)
    left = seal_log(busy.app.database, busy.app.event_types)

    assert left == len(rows(busy)) - 7
    test_nothing_personal_stands_in_the_log_in_plain(busy)
    assert faults(busy) == []
    busy.send(UpdateProfile(customers[0], provided={"industry": "Music"}))
    assert faults(busy) == []
    assert busy.history(customers[0]).total_count == 5


def unsealed(batch: int) -> Any:
    from shared.platform.messaging import sealing

    return sealing.UNSEALED.limit(batch)


def once_only() -> Any:
    """Seals one batch, then dies."""
    from shared.platform.messaging.sealing import _seal_some

    turns = iter([True])

    def some(session: Session, kinds: Any) -> int:
        if next(turns, None) is None:
            raise InterruptedError
        return _seal_some(session, kinds)

    return some


def test_nothing_is_added_to_events_that_are_not_sealed_yet(busy: World) -> None:
    customer = busy.has_customer()
    with busy.app.database.transaction() as session:
        unseal(session, customer)
        session.commit()

    with raises(Unreachable, match="not sealed yet"):
        busy.send(UpdateProfile(customer, provided={"industry": "Music"}))


def test_what_is_sealed_is_never_rewritten_and_what_is_not_can_be_once(busy: World) -> None:
    with busy.app.database.reading() as session:
        unsealed_events = session.scalar(select(func.count()).select_from(domain_events).where(t.Seal.is_(None)))

    assert unsealed_events == 0

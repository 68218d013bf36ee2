"""What holds inside one transaction, whatever a command does in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

from pytest import MonkeyPatch, fixture, mark, raises
from sqlalchemy import delete, select, update

from shared.contacts.commands import AddContact
from shared.contacts.repository import ContactRepository
from shared.contacts.services import open_contacts, open_contacts_of
from shared.contacts.tables import contacts
from shared.contacts.values import ContactDetails
from shared.customers.commands import UpdateProfile
from shared.customers.model import Customer
from shared.customers.repository import CustomerRepository
from shared.customers.tables import customers
from shared.customers.values import ContactInfo, CustomerType, Preferences, Profile
from shared.imports.commands import CancelImport, StartImport
from shared.imports.model import ContactImport, ImportEnded
from shared.imports.repository import ImportRepository
from shared.imports.tables import contact_imports
from shared.imports.values import Options
from shared.kernel.errors import VersionConflict
from shared.kernel.ids import new_id
from shared.platform.application import mediator
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging import event_log
from shared.platform.messaging.delivery import Once
from shared.platform.messaging.tables import domain_events, inbox
from shared.platform.persistence.constraints import ConcurrentChange
from tests.support.world import World

AT = datetime(2026, 3, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Do(Command[Any]):
    """Whatever a test wants done in one unit of work."""

    work: Callable[[UnitOfWork], Any]

    def handle(self, uow: UnitOfWork) -> Any:
        return self.work(uow)


@fixture(autouse=True)
def loses_races_at_once(monkeypatch: MonkeyPatch) -> None:
    """Whoever lost a race tries again without waiting: nobody else is there."""
    monkeypatch.setattr(mediator, "time", SimpleNamespace(sleep=lambda _: None))


def a_customer(uow: UnitOfWork, name: str = "Aurora") -> Customer:
    profile = Profile(name, industry=None, type=CustomerType.ENTERPRISE)
    info = ContactInfo(f"{uuid4().hex}@example.com")
    repository = uow.repository(CustomerRepository)
    return repository.add(Customer(new_id(), repository.next_number(), profile, info, Preferences(), by="amira", at=AT))


def details(name: str) -> ContactDetails:
    return ContactDetails(name, "Lovelace", f"{name}@example.com")


def with_contact(world: World, customer: UUID, name: str) -> UUID:
    """A contact the customer has."""
    return world.send(AddContact(customer, details(name))).id


def log_of(world: World) -> list[tuple[str, int]]:
    """Type and version of every event, in the order of the log."""
    with world.app.database.reading() as session:
        rows = session.execute(select(domain_events.c.EventType, domain_events.c.EventVersion)).all()
    return [(row.EventType, row.EventVersion) for row in rows]


def test_a_row_fetched_twice_is_one_object_and_what_was_added_can_be_fetched(world: World) -> None:
    known = world.has_customer()

    def work(uow: UnitOfWork) -> bool:
        repository = uow.repository(CustomerRepository)
        added = a_customer(uow)
        return repository.get(added.id) is added and repository.get(known) is repository.get(known)

    assert world.send(Do(work))


def test_there_is_one_repository_of_a_kind(world: World) -> None:
    assert world.send(Do(lambda uow: uow.repository(CustomerRepository) is uow.repository(CustomerRepository)))


def test_a_customers_contacts_opened_twice_are_one_and_their_limit_holds(world: World) -> None:
    customer = world.has_customer()

    def work(uow: UnitOfWork) -> bool:
        first, second = open_contacts(uow, customer), open_contacts(uow, customer)
        first.add(new_id(), details("ada"), is_primary=False, tags=(), at=AT)
        return first is second and len(list(second)) == 1

    assert world.send(Do(work))
    assert [one["firstName"] for one in world.contacts(customer)] == ["ada"]


def test_contacts_opened_by_email_are_completed_when_all_are_asked_for(world: World) -> None:
    customer = world.has_customer()
    for name in ("ada", "ben", "cleo"):
        with_contact(world, customer, name)

    def work(uow: UnitOfWork) -> tuple[bool, list[str]]:
        some = open_contacts_of(uow, [customer], emails=["ben@example.com"])[customer]
        some.update(some.contact(next(iter(some)).id), {"position": "Lead"}, at=AT)
        every = open_contacts(uow, customer)
        return every is some, sorted(one.details.first_name for one in every)

    assert world.send(Do(work)) == (True, ["ada", "ben", "cleo"])
    assert [one["position"] for one in world.contacts(customer) if one["firstName"] == "ben"] == ["Lead"]


def test_an_import_fetched_twice_keeps_what_was_done_through_the_first(world: World) -> None:
    id = world.send(StartImport("a.csv", "a.csv", Options(), uuid4())).id

    def work(uow: UnitOfWork) -> None:
        repository = uow.repository(ImportRepository)
        first, second = repository.get(id), repository.get(id)
        first.arrive("v1")
        assert second is first

    world.send(Do(work))
    assert world.send(Do(lambda uow: uow.repository(ImportRepository).get(id).blob_etag)) == "v1"


def test_events_of_several_aggregates_are_logged_in_the_order_they_were_recorded(world: World) -> None:
    customer = world.has_customer()

    def work(uow: UnitOfWork) -> None:
        one = uow.repository(CustomerRepository).get(customer)
        opened = open_contacts(uow, customer)
        opened.add(new_id(), details("ada"), is_primary=False, tags=(), at=AT)
        one.suspend("overdue", by="amira", at=AT)
        opened.add(new_id(), details("ben"), is_primary=False, tags=(), at=AT)
        one.reactivate(None, by="amira", at=AT)

    world.send(Do(work))
    world.app.relay.drain()

    told = ["ContactAdded", "CustomerSuspended", "ContactAdded", "CustomerReactivated"]
    assert [event["type"] for event in world.published()][1:] == told


def test_what_is_added_flushed_and_changed_again_is_as_it_was_last(world: World) -> None:
    def work(uow: UnitOfWork) -> UUID:
        customer = a_customer(uow, "Before")
        uow.flush()
        opened = open_contacts(uow, customer.id)
        ada = opened.add(new_id(), details("ada"), is_primary=False, tags=(), at=AT)
        ben = opened.add(new_id(), details("ben"), is_primary=False, tags=(), at=AT)
        uow.flush()
        customer.update_profile({"company_name": "After"}, by="amira", at=AT)
        opened.update(ada, {"position": "Countess"}, at=AT)
        uow.flush()
        opened.update(ada, {"position": "Lead"}, at=AT)
        opened.remove(ben, None, at=AT)
        return customer.id

    customer = world.send(Do(work))

    assert (world.shown(customer)["profile"]["companyName"], world.found("after")) == ("After", ["After"])
    assert [(one["firstName"], one["position"]) for one in world.contacts(customer)] == [("ada", "Lead")]
    assert world.audit_trail(customer) == ["CustomerRegistered", "CustomerProfileUpdated"]


def test_what_is_added_and_removed_in_one_unit_leaves_its_events_and_no_row(world: World) -> None:
    customer = world.has_customer()

    def work(uow: UnitOfWork) -> UUID:
        opened = open_contacts(uow, customer)
        ada = opened.add(new_id(), details("ada"), is_primary=False, tags=(), at=AT)
        opened.remove(ada, None, at=AT)
        return ada.id

    assert world.audit_trail(world.send(Do(work))) == ["ContactAdded", "ContactRemoved"]
    assert world.contacts(customer) == []


def test_a_lost_race_for_a_place_in_the_log_is_tried_again(world: World, monkeypatch: MonkeyPatch) -> None:
    customer, append, losses = world.has_customer(), event_log.append, iter([True, True])

    def losing(*given: Any, **more: Any) -> int:
        if next(losses, False):  # as if somebody had written this version meanwhile
            session, pending = given
            append(session, list(pending), **more)
            return append(session, list(pending), **more)
        return append(*given, **more)

    monkeypatch.setattr(event_log, "append", losing)
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))

    assert log_of(world) == [("CustomerRegistered", 1), ("CustomerProfileUpdated", 2)]


def test_a_race_that_is_lost_every_time_is_a_version_conflict(world: World) -> None:
    def losing(_uow: UnitOfWork) -> None:
        raise ConcurrentChange

    with raises(VersionConflict):
        world.send(Do(losing))


@mark.parametrize("kind", ["customer", "import", "contact"])
def test_an_update_that_finds_another_version_than_it_read_is_a_conflict(world: World, kind: str) -> None:
    customer = world.has_customer()
    ada = with_contact(world, customer, "ada")
    listed = world.send(StartImport("a.csv", "a.csv", Options(), uuid4())).id

    def meanwhile(uow: UnitOfWork, table: Any, id: UUID) -> None:
        uow.session.execute(update(table).where(table.c.Id == id).values(RowVersion=table.c.RowVersion + 1))

    def work(uow: UnitOfWork) -> None:
        match kind:
            case "customer":
                uow.repository(CustomerRepository).get(customer).suspend(None, by="amira", at=AT)
                meanwhile(uow, customers, customer)
            case "import":
                found: ContactImport = uow.repository(ImportRepository).get(listed)
                meanwhile(uow, contact_imports, listed)
                found.fail("no reason", at=AT)
            case "contact":
                opened = open_contacts(uow, customer)
                meanwhile(uow, contacts, ada)
                opened.update(opened.contact(ada), {"position": "Lead"}, at=AT)

    with raises(VersionConflict):
        world.send(Do(work))


def test_a_contact_that_is_gone_when_it_is_written_is_a_conflict(world: World) -> None:
    customer = world.has_customer()
    ada = with_contact(world, customer, "ada")

    def work(uow: UnitOfWork) -> None:
        opened = open_contacts(uow, customer)
        uow.session.execute(delete(contacts).where(contacts.c.Id == ada))
        opened.remove(opened.contact(ada), None, at=AT)

    with raises(VersionConflict):
        world.send(Do(work))


def test_a_command_caused_by_a_message_is_carried_out_once_by_each_consumer(world: World) -> None:
    customer, mediator = world.has_customer(), world.app.mediator
    change = UpdateProfile(customer, provided={"industry": "Music"})

    first = mediator.send(change, once=Once("insights", "m1"))
    again = mediator.send(UpdateProfile(customer, provided={"industry": "Food"}), once=Once("insights", "m1"))
    other = mediator.send(UpdateProfile(customer, provided={"industry": "Art"}), once=Once("reports", "m1"))

    assert (first is None, again is None, other is None) == (False, True, False)
    assert world.shown(customer)["profile"]["industry"] == "Art"


def test_a_command_that_fails_leaves_its_message_unhandled(world: World) -> None:
    id = world.send(StartImport("a.csv", "a.csv", Options(), uuid4())).id
    world.send(CancelImport(id))

    with raises(ImportEnded):
        world.app.mediator.send(CancelImport(id), once=Once("insights", "m1"))

    with world.app.database.reading() as session:
        assert session.execute(select(inbox)).all() == []


def test_two_deliveries_at_one_time_meet_at_the_note(world: World) -> None:
    """The loser's transaction is tried again, and finds the message handled."""
    customer, tries = world.has_customer(), []

    def work(uow: UnitOfWork) -> None:
        tries.append(uow)
        if len(tries) == 1:  # another process handles the same message before this one commits
            raise ConcurrentChange
        uow.repository(CustomerRepository).get(customer).suspend(None, by="amira", at=AT)

    world.app.mediator.send(Do(work), once=Once("insights", "m1"))

    assert len(tries) == 2
    assert world.audit_trail(customer) == ["CustomerRegistered", "CustomerSuspended"]


def test_contacts_are_not_written_twice_by_two_flushes(world: World) -> None:
    customer = world.has_customer()

    def work(uow: UnitOfWork) -> None:
        open_contacts(uow, customer).add(new_id(), details("ada"), is_primary=False, tags=(), at=AT)
        uow.flush()
        uow.flush()
        assert isinstance(uow.repository(ContactRepository), ContactRepository)

    world.send(Do(work))
    assert len(world.contacts(customer)) == 1

"""Customers that a list brings along are the same as those that are registered one by one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from shared.customers.commands import RegisterCustomer
from shared.customers.newcomers import Newcomers
from shared.customers.repository import PARTS, CustomerRepository
from shared.customers.values import ContactInfo, CustomerType, Preferences, Profile
from shared.imports.values import UnknownCustomer
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.event_log import read
from shared.platform.messaging.tables import domain_events
from tests.support.importing import Importer, csv_of
from tests.support.world import World

OWN = {"Id", "CustomerId", "Number", "CustomerNumber", "CreatedAt", "LastActivityAt", "ContactsVersion", "Words"}
OWN |= {"ContactWords"}


def rows_of(world: World, customer: UUID) -> dict[str, Any]:
    """What the tables have of a customer, without ids, numbers and moments."""
    found: dict[str, Any] = {}
    with world.app.database.reading() as session:
        for table in PARTS:
            key = table.c.Id if table.name == "Customers" else table.c.CustomerId
            row = session.execute(select(table).where(key == customer)).one()
            found |= {f"{table.name}.{name}": value for name, value in row._mapping.items() if name not in OWN}
    return found


def event_of(world: World, customer: UUID) -> dict[str, Any]:
    with world.app.database.reading() as session:
        rows = session.execute(select(domain_events).where(domain_events.c.AggregateId == customer)).all()
        [event] = read(session, rows)
        own = {"customerId", "customerNumber", "registeredAt"}
        data = {key: value for key, value in event.data.items() if key not in own}
        return {"type": event.type, "kind": rows[0].AggregateType, "data": data, "changes": dict(event.changes)}


def test_a_customer_of_a_list_has_the_rows_and_the_event_of_any_other(world: World) -> None:
    importer = Importer(world)
    importer(
        csv_of("A,L,a@x.example.com,,Nova", "B,L,b@x.example.com,,Second Ltd"),
        on_unknown_customer=UnknownCustomer.CREATE,
    )
    brought = {one.company_name: one.id for one in world.search("").items}

    for name, email in (("Nova", "a"), ("Second Ltd", "b")):
        profile = Profile(name, industry=None, type=CustomerType.SMALL_BUSINESS)
        with_it = RegisterCustomer(profile, ContactInfo(f"{email}@y.example.com"), Preferences())
        registered = world.send(with_it, by="amira").id

        def alike(found: Any) -> str:
            return repr(found).replace("@y.example.com", "@x.example.com")

        assert alike(rows_of(world, registered)) == alike(rows_of(world, brought[name]))
        assert alike(event_of(world, registered)) == alike(event_of(world, brought[name]))
    assert world.found("second") == ["Second Ltd", "Second Ltd"]


@dataclass(frozen=True)
class FlushTwice(Command[int]):
    """Registers a newcomer, and says how many events were logged."""

    def handle(self, uow: UnitOfWork) -> int:
        newcomers = Newcomers(by=uow.actor, at=uow.now)
        uow.repository(CustomerRepository).add_newcomer(*newcomers.registered(7, "Nova", "a@x.example.com"))
        uow.flush()
        uow.flush()
        return uow.logged


def test_newcomers_are_inserted_and_logged_once_however_often_the_unit_flushes(world: World) -> None:
    assert world.send(FlushTwice()) == 1
    assert world.found("nova") == ["Nova"]

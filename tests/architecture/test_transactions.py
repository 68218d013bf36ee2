"""What every transaction keeps to, seen by running all there is: it fences its customer, and calls nothing outside."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from uuid import uuid4

from pytest import fixture, mark, raises
from sqlalchemy import Connection, event, insert

from shared import concepts
from shared.adapters.blobs import LocalBlobs
from shared.adapters.event_bus import LocalEventBus
from shared.customers import services
from shared.customers.errors import CustomerArchived, CustomerNotFound
from shared.kernel.customer_data import CustomerData
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from tests.support.deeds import DEEDS
from tests.support.samples import SAMPLES
from tests.support.world import World

WRITE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?')
NOT_FENCED = {
    "DomainEvents": "the log is appended to by whoever fenced the rest",
    "InsightRefreshes": "says when a customer is due, and who sees to it, of whoever is there",
    "ContactImportRows": "says what became of a file's row, whatever became of its customer",
}
BELONGING = {one.table for one in concepts.rows() if isinstance(one, CustomerData)} - set(NOT_FENCED)


@contextmanager
def written(world: World) -> Iterator[list[set[str]]]:
    """The tables that each transaction meanwhile writes to."""
    transactions: list[set[str]] = []

    def begin(_connection: Connection) -> None:
        transactions.append(set())

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if found := WRITE.match(statement):
            transactions[-1].add(found[1])

    event.listen(world.app.database.writer, "begin", begin)
    event.listen(world.app.database.writer, "before_cursor_execute", note)
    try:
        yield transactions
    finally:
        event.remove(world.app.database.writer, "begin", begin)
        event.remove(world.app.database.writer, "before_cursor_execute", note)


def unfenced(transactions: list[set[str]]) -> list[set[str]]:
    """Those that write rows of a customer without a word to the customer's own row."""
    return [tables for tables in transactions if tables & BELONGING and "Customers" not in tables]


@mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.__name__)
def test_a_command_that_writes_rows_of_a_customer_fences_the_customer(world: World, kind: type[Command[Any]]) -> None:
    command = SAMPLES[kind](world)

    with written(world) as transactions:
        world.send(command)

    assert unfenced(transactions) == []


class Careless(Command[None]):
    """Writes a row of a customer it did not hold."""

    def handle(self, uow: UnitOfWork) -> None:
        values = {"Id": uuid4(), "CustomerId": uuid4(), "FirstName": "A", "LastName": "L", "Email": "a@x.example.com"}
        with uow.session.no_autoflush:
            statement = insert(concepts.metadata().tables["Contacts"])
            more = {"CreatedAt": uow.now, "EmailKey": "a@x.example.com", "RowVersion": 1}
            uow.session.connection().exec_driver_sql("PRAGMA foreign_keys=OFF")
            uow.session.execute(statement, values | more)


def test_a_command_that_does_not_is_found(world: World) -> None:
    with written(world) as transactions, suppress(Exception):  # the database may refuse it as well
        world.send(Careless())

    assert unfenced(transactions) == [{"Contacts"}]


def test_who_holds_a_customer_keeps_it_from_being_archived_meanwhile(world: World) -> None:
    customer = world.has_customer()

    class Holding(Command[None]):
        def __init__(self, id: Any) -> None:
            object.__setattr__(self, "id", id)

        def handle(self, uow: UnitOfWork) -> None:
            services.hold(uow, self.id)  # type: ignore[attr-defined]

    world.send(Holding(customer))
    with raises(CustomerNotFound):
        world.send(Holding(uuid4()))
    world.archives(customer)
    with raises(CustomerArchived):
        world.send(Holding(customer))


@fixture
def watched(world: World) -> Iterator[list[str]]:
    """Calls of adapters while a transaction that may write is open."""
    found: list[str] = []
    writer, adapters = world.app.database.writer, (world.app.bus, world.app.blobs, world.app.audit, world.app.cache)
    open_transactions = 0

    def opened(_connection: Connection) -> None:
        nonlocal open_transactions
        open_transactions += 1

    def closed(_connection: Connection) -> None:
        nonlocal open_transactions
        open_transactions -= 1

    def watch(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def calling(*given: Any, **named: Any) -> Any:
            if open_transactions > 0:
                found.append(name)
            return call(*given, **named)

        return calling

    for kind, listener in (("begin", opened), ("commit", closed), ("rollback", closed)):
        event.listen(writer, kind, listener)
    for adapter in adapters:
        for name in (name for name in dir(type(adapter)) if not name.startswith("_")):
            vars(adapter)[name] = watch(f"{type(adapter).__name__}.{name}", getattr(adapter, name))
    yield found
    for kind, listener in (("begin", opened), ("commit", closed), ("rollback", closed)):
        event.remove(writer, kind, listener)


@mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_no_adapter_is_called_inside_a_transaction(
    world: World, watched: list[str], deed: Callable[[World], None]
) -> None:
    deed(world)

    assert watched == []


def test_an_adapter_that_is_called_inside_one_is_found(world: World, watched: list[str]) -> None:
    class Impatient(Command[None]):
        def handle(self, uow: UnitOfWork) -> None:
            uow.now  # noqa: B018
            uow.session.connection()
            world.app.blobs.check()
            world.app.bus.check()

    world.send(Impatient())

    assert watched == [f"{LocalBlobs.__name__}.check", f"{LocalEventBus.__name__}.check"]

"""From the bus to a handler: typed events, outages that are waited for, and commands carried out once."""

import asyncio
import json
import threading
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

import azure.functions as func
from azure.functions.servicebus import ServiceBusMessage
from pytest import LogCaptureFixture, MonkeyPatch, mark, raises
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from infra.local.bus_store import LOCK_SECONDS
from shared import concepts
from shared.contacts.events import ContactAdded, ContactTagged
from shared.contacts.names import CONTACT_EVENTS
from shared.customers.commands import SuspendCustomer
from shared.customers.errors import CustomerNotFound
from shared.customers.events import CustomerDeactivated
from shared.customers.names import CUSTOMER_EVENTS
from shared.kernel.events import DomainEvent
from shared.kernel.values import ValueObject
from shared.platform.application.commands import SYSTEM
from shared.platform.messaging import consumers
from shared.platform.messaging.consumers import handle_message, kinds_of
from shared.platform.messaging.delivery import Delivery, Once
from shared.platform.messaging.envelope import UnknownSchema, received
from shared.platform.messaging.tables import inbox
from shared.platform.resilience import Unreachable
from tests.support.bus import message_of
from tests.support.waiting import PATIENCE_SECONDS
from tests.support.world import World


def sample(hint: Any) -> Any:
    """A value of a field's type, other than its default."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return sample(arguments[0])
    if origin is tuple:
        return (sample(arguments[0]),)
    if origin is Mapping:
        return {"companyName": "Aurora", "tags": ["a"], "website": None}
    if issubclass(hint, Enum):
        return list(hint)[-1]
    if issubclass(hint, ValueObject):
        hints = get_type_hints(hint)
        return hint(**{f.name: sample(hints[f.name]) for f in fields(hint)})
    samples = {str: "text", int: 7, bool: True, UUID: uuid4(), datetime: datetime(2026, 3, 2, 9, 0, 1, 5, tzinfo=UTC)}
    return samples[hint]


def event_of(kind: type[DomainEvent]) -> DomainEvent:
    hints = get_type_hints(kind)
    return kind(**{f.name: sample(hints[f.name]) for f in fields(kind)})


@mark.parametrize("kind", concepts.event_types().values(), ids=lambda kind: kind.__name__)
def test_an_event_comes_back_from_the_bus_as_it_was(kind: type[DomainEvent]) -> None:
    event, entity = event_of(kind), uuid4()
    sent = message_of(event, entity_id=entity, sequence=3)

    found = received(sent.body, {kind.__name__: kind})

    assert found is not None
    assert (type(found.event), found.event) == (kind, event)
    assert (found.id, found.entity_id, found.sequence) == (sent.message_id, entity, 3)
    assert found.occurred_at.tzinfo is not None


def test_an_event_nobody_waits_for_is_none_and_a_message_that_is_none_fails() -> None:
    sent = message_of(event_of(ContactAdded), entity_id=uuid4())

    assert received(sent.body, {"ContactTagged": ContactTagged}) is None
    for body in (b"not json", b"{}", b"[]", json.dumps({"type": "ContactAdded", "data": {}}).encode()):
        with raises((ValueError, KeyError, TypeError)):
            received(body, {"ContactAdded": ContactAdded})


def test_a_topic_stands_for_all_that_is_published_to_it() -> None:
    kinds = kinds_of([CUSTOMER_EVENTS, ContactAdded], concepts.event_types())

    to_customers = {name for name, kind in concepts.event_types().items() if kind.destination == CUSTOMER_EVENTS}
    assert set(kinds) == to_customers | {"ContactAdded"}
    assert "CustomerRegistered" in kinds
    assert kinds_of([CONTACT_EVENTS], {"CustomerDeactivated": CustomerDeactivated}) == {}


def delivered(body: bytes, id: str) -> func.ServiceBusMessage:
    """A message as a trigger gets it."""
    return ServiceBusMessage(body=body, message_id=id, subject="x", application_properties={}, user_properties={})


def deactivated(reason: str) -> func.ServiceBusMessage:
    event = CustomerDeactivated(
        customer_id=uuid4(), reason=reason, deactivated_at=datetime(2026, 3, 2, tzinfo=UTC), deactivated_by=SYSTEM
    )
    return delivered(message_of(event, entity_id=event.customer_id).body, reason)


KINDS = {"CustomerDeactivated": CustomerDeactivated}


@mark.parametrize(
    "outage", [Unreachable("redis"), ConnectionError("reset"), OperationalError("SELECT 1", {}, Exception("gone"))]
)
def test_what_is_away_for_a_moment_is_waited_for_and_costs_no_delivery(outage: Exception) -> None:
    tried: list[str] = []

    def handler(event: CustomerDeactivated, _delivery: Delivery) -> None:
        tried.append(event.reason)
        if len(tried) < 3:
            raise outage

    asyncio.run(handle_message("patient", KINDS, handler, deactivated("closed")))

    assert tried == ["closed"] * 3


def test_what_is_away_for_long_fails_in_the_end(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(consumers, "PAUSES", (0.01, 0.01))
    tried: list[str] = []

    def handler(event: CustomerDeactivated, _delivery: Delivery) -> None:
        tried.append(event.reason)
        raise Unreachable("redis")

    with raises(Unreachable):
        asyncio.run(handle_message("patient", KINDS, handler, deactivated("closed")))

    assert len(tried) == 3


def test_the_broker_has_a_message_longer_than_it_is_waited_for() -> None:
    assert 30 < sum(consumers.PAUSES) < LOCK_SECONDS / 2


@mark.parametrize("bad", [deactivated("bad"), delivered(b"not json", "garbage")])
def test_a_message_that_is_wrong_fails_at_once(bad: func.ServiceBusMessage) -> None:
    tried: list[str] = []

    def handler(event: CustomerDeactivated, _delivery: Delivery) -> None:
        tried.append(event.reason)
        raise ValueError(event.reason)

    with raises(ValueError, match=r"bad|Expecting value"):
        asyncio.run(handle_message("picky", KINDS, handler, bad))

    assert len(tried) <= 1


def test_a_thousand_messages_that_wait_for_what_is_away_leave_loop_and_threads_to_others() -> None:
    failed: list[str] = []
    back = threading.Event()

    def handler(event: CustomerDeactivated, _delivery: Delivery) -> None:
        if event.reason == "repair":
            back.set()
        if not back.is_set():
            failed.append(event.reason)
            raise Unreachable("redis")

    async def outage() -> None:
        async with asyncio.timeout(PATIENCE_SECONDS), asyncio.TaskGroup() as waiting:
            for _ in range(1000):
                waiting.create_task(handle_message("patient", KINDS, handler, deactivated("closed")))
            while len(failed) < 1000:
                await asyncio.sleep(0.01)
            await handle_message("patient", KINDS, handler, deactivated("repair"))

    asyncio.run(outage())

    assert back.is_set()


def test_a_handler_learns_where_its_event_stands() -> None:
    found: list[Delivery] = []
    customer = uuid4()
    event = CustomerDeactivated(
        customer_id=customer, reason="closed", deactivated_at=datetime(2026, 3, 2, tzinfo=UTC), deactivated_by="ben"
    )
    sent = message_of(event, entity_id=customer, sequence=9)

    received_by = handle_message(
        "insights", KINDS, lambda _event, delivery: found.append(delivery), delivered(sent.body, sent.message_id)
    )
    asyncio.run(received_by)

    [delivery] = found
    assert (delivery.entity_id, delivery.sequence) == (customer, 9)
    assert (delivery.once.consumer, delivery.once.message_id) == ("insights", sent.message_id)


def test_a_message_of_an_unknown_schema_version_is_refused_with_the_reason() -> None:
    letter = json.loads(message_of(event_of(ContactTagged), entity_id=uuid4()).body)
    for version in ("2", "", None, 1):
        with raises(UnknownSchema, match="ContactTagged has schema version"):
            received(json.dumps(letter | {"schemaversion": version}).encode(), {"ContactTagged": ContactTagged})


def test_a_message_about_a_customer_that_is_gone_is_noted_and_dropped(caplog: LogCaptureFixture) -> None:
    def gone(event: DomainEvent, _delivery: Delivery) -> None:
        raise CustomerNotFound(uuid4())

    asyncio.run(handle_message("insights", KINDS, gone, deactivated("closed")))

    assert [said for said in caplog.messages if said.startswith("insights dropped")]


def test_a_consumer_whose_customer_is_gone_leaves_no_trace(world: World) -> None:
    once = Once("insights", "m1")
    with raises(CustomerNotFound):
        world.app.mediator.send(SuspendCustomer(uuid4()), once=once)

    with world.app.database.reading() as session:
        assert session.execute(select(inbox.c.MessageId)).all() == []

"""From the bus to a handler: typed events, each in its own guard, and commands carried out once."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

import azure.functions as func
from azure.functions.servicebus import ServiceBusMessage
from pytest import mark, raises

from shared import concepts
from shared.contacts.events import ContactAdded, ContactTagged
from shared.contacts.names import CONTACT_EVENTS
from shared.customers.events import CustomerDeactivated
from shared.customers.names import CUSTOMER_EVENTS
from shared.kernel.events import DomainEvent
from shared.kernel.values import ValueObject
from shared.platform.application.commands import SYSTEM
from shared.platform.messaging.consumers import handle_messages, kinds_of
from shared.platform.messaging.delivery import Delivery
from shared.platform.messaging.envelope import received
from tests.support.bus import message, message_of


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


def test_a_bad_message_in_a_batch_takes_no_other_with_it() -> None:
    seen: list[str] = []

    def handler(event: CustomerDeactivated, delivery: Delivery) -> None:
        if event.reason == "bad":
            raise ValueError(event.reason)
        seen.append(event.reason)
        assert delivery.once.consumer == "picky"

    def batch() -> list[func.ServiceBusMessage]:
        made = []
        for reason in ("good", "bad", "fine"):
            event = CustomerDeactivated(
                customer_id=uuid4(),
                reason=reason,
                deactivated_at=datetime(2026, 3, 2, tzinfo=UTC),
                deactivated_by=SYSTEM,
            )
            made.append(delivered(message_of(event, entity_id=event.customer_id).body, reason))
        return [*made, delivered(message("customer-events", b"not json").body, "garbage")]

    kinds = {"CustomerDeactivated": CustomerDeactivated}
    with raises(ValueError, match="bad"):
        handle_messages("picky", kinds, handler, batch())

    assert seen == ["good", "fine"]


def test_a_handler_learns_where_its_event_stands() -> None:
    found: list[Delivery] = []
    customer = uuid4()
    event = CustomerDeactivated(
        customer_id=customer, reason="closed", deactivated_at=datetime(2026, 3, 2, tzinfo=UTC), deactivated_by="ben"
    )
    sent = message_of(event, entity_id=customer, sequence=9)

    kinds = {"CustomerDeactivated": CustomerDeactivated}
    handle_messages(
        "insights", kinds, lambda _event, delivery: found.append(delivery), [delivered(sent.body, sent.message_id)]
    )

    [delivery] = found
    assert (delivery.entity_id, delivery.sequence) == (customer, 9)
    assert (delivery.once.consumer, delivery.once.message_id) == ("insights", sent.message_id)

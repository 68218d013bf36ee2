"""Service Bus triggers: what the house does when it hears of an event."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, List  # noqa: UP035 - the worker does not read `list[...]`
from uuid import UUID

import azure.functions as func

from shared.composition import app
from shared.platform.lazy import lazy
from shared.platform.messaging.topology import CONNECTION, CONTACT_CACHE, PROFILE_CACHE

if TYPE_CHECKING:
    from shared.contacts import queries as contacts
    from shared.customers import queries as customers
    from shared.imports import queries as imports
    from shared.platform.messaging import inbox
    from shared.platform.observability import telemetry
else:
    (telemetry,) = lazy("shared.platform.observability", "telemetry")
    (contacts,) = lazy("shared.contacts", "queries")
    (customers,) = lazy("shared.customers", "queries")
    (inbox,) = lazy("shared.platform.messaging", "inbox")
    (imports,) = lazy("shared.imports", "queries")

ERASED = 2**31 - 1
"""Later than any version: nothing of what is erased is current."""

blueprint = func.Blueprint()


def _event(message: func.ServiceBusMessage) -> Any:
    return json.loads(message.get_body())


def _consume(
    consumer: str,
    messages: list[func.ServiceBusMessage],
    effect: Callable[[Any, func.ServiceBusMessage], None],
) -> None:
    """Takes each message's effect once, as a part of the trace it comes from."""
    house = app()

    def traced(session: Any, message: func.ServiceBusMessage) -> None:
        parent = _event(message).get("traceparent")
        with telemetry.span(f"{consumer} {message.subject}", kind="consumer", parent=parent):
            effect(session, message)

    received = {message.message_id: message for message in messages}
    inbox.consume(house.database, consumer, received, traced, at=house.clock())


@blueprint.function_name("outdate_cached_profiles")
@blueprint.service_bus_topic_trigger(
    arg_name="messages",
    topic_name=PROFILE_CACHE.topic,
    subscription_name=PROFILE_CACHE.name,
    connection=CONNECTION,
    cardinality=func.Cardinality.MANY,
)
def outdate_cached_profiles(messages: List[func.ServiceBusMessage]) -> None:  # noqa: UP006
    """Customer events → the cache forgets profiles older than what happened, if the committing instance could not."""
    house = app()

    def invalidate(_session: object, message: func.ServiceBusMessage) -> None:
        event = _event(message)
        house.read_cache.invalidate(
            {customers.profile_key(event["data"]["customerId"]): event["sequence"]}, raise_on_error=True
        )
        house.search_cache.changed(raise_on_error=True)

    _consume(PROFILE_CACHE.name, messages, invalidate)


@blueprint.function_name("outdate_cached_contacts")
@blueprint.service_bus_topic_trigger(
    arg_name="messages",
    topic_name=CONTACT_CACHE.topic,
    subscription_name=CONTACT_CACHE.name,
    connection=CONNECTION,
    cardinality=func.Cardinality.MANY,
)
def outdate_cached_contacts(messages: List[func.ServiceBusMessage]) -> None:  # noqa: UP006
    """Contact events → the cache forgets lists of contacts older than their customer's present one."""
    house = app()

    def invalidate(session: Any, message: func.ServiceBusMessage) -> None:
        told = _event(message)["data"]
        meant = [UUID(told["customerId"])] if "customerId" in told else []
        if "importId" in told:
            meant = list(imports.imported_customers(session, UUID(told["importId"])))
        versions = customers.contacts_versions(session, meant)
        outdated = {contacts.book_key(customer_id): versions.get(customer_id, ERASED) for customer_id in meant}
        house.read_cache.invalidate(outdated, raise_on_error=True)
        house.search_cache.changed(raise_on_error=True)

    _consume(CONTACT_CACHE.name, messages, invalidate)

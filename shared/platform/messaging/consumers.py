"""Consuming what the bus delivers: messages become events, and each is handled inside its own guard."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from shared.kernel.destinations import Queue, Topic
from shared.kernel.events import DomainEvent
from shared.platform.messaging.delivery import Delivery, Handler, Once
from shared.platform.messaging.envelope import received
from shared.platform.observability import telemetry

if TYPE_CHECKING:
    import azure.functions as func

log = logging.getLogger(__name__)


def kinds_of(
    subscribed: Sequence[type[DomainEvent] | Topic | Queue], events: Mapping[str, type[DomainEvent]]
) -> dict[str, type[DomainEvent]]:
    """The kinds of event a consumer waits for, by name; a topic or queue stands for all that goes there."""
    whole = {one for one in subscribed if isinstance(one, str)}
    named = {one.__name__: one for one in subscribed if not isinstance(one, str)}
    return named | {name: kind for name, kind in events.items() if kind.destination in whole}


def handle_messages(
    consumer: str,
    kinds: Mapping[str, type[DomainEvent]],
    handler: Handler,
    messages: Sequence[func.ServiceBusMessage],
) -> None:
    """Hands each message to the handler, as a part of the trace it comes from.

    A bad one takes no other with it. Raises the first failure at the end: the broker then delivers again, and a
    handler that must not do something twice sends its command once.
    """
    failures = []
    for message in messages:
        try:
            _handle(consumer, kinds, handler, message)
        except Exception as failure:
            log.warning("%s could not handle %s: %s", consumer, message.message_id, type(failure).__name__)
            failures.append(failure)
    if failures:
        raise failures[0]


def _handle(
    consumer: str, kinds: Mapping[str, type[DomainEvent]], handler: Handler, message: func.ServiceBusMessage
) -> None:
    found = received(message.get_body(), kinds)
    if found is None:  # of a kind this consumer does not wait for
        return
    with telemetry.span(f"{consumer} {message.subject}", kind="consumer", parent=found.trace_parent):
        delivery = Delivery(
            once=Once(consumer, message.message_id or found.id),
            entity_id=found.entity_id,
            sequence=found.sequence,
            occurred_at=found.occurred_at,
            trace_parent=found.trace_parent,
        )
        handler(found.event, delivery)

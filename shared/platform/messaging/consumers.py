"""Consuming what the bus delivers: messages become events; an outage is waited for, a refusal is not."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import random
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from shared.kernel.destinations import Queue, Topic
from shared.kernel.events import DomainEvent
from shared.platform.messaging.delivery import Delivery, Handler, Once
from shared.platform.messaging.envelope import received
from shared.platform.observability import telemetry
from shared.platform.persistence.passing_errors import is_outage

if TYPE_CHECKING:
    import azure.functions as func

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between tries while something a handler needs is away: the longest there is."""

THREADS = 16
"""Handlers at work in one process: as many as the bus hands out for one consumer (`maxConcurrentCalls`)."""

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="consumer")
"""Of their own: requests never wait behind messages."""

log = logging.getLogger(__name__)


def kinds_of(
    subscribed: Sequence[type[DomainEvent] | Topic | Queue], events: Mapping[str, type[DomainEvent]]
) -> dict[str, type[DomainEvent]]:
    """The kinds of event a consumer waits for, by name; a topic or queue stands for all that goes there."""
    whole = {one for one in subscribed if isinstance(one, str)}
    named = {one.__name__: one for one in subscribed if not isinstance(one, str)}
    return named | {name: kind for name, kind in events.items() if kind.destination in whole}


async def handle_message(
    consumer: str, kinds: Mapping[str, type[DomainEvent]], handler: Handler, message: func.ServiceBusMessage
) -> None:
    """Hands a message to the handler, as a part of the trace it comes from.

    Raises what the handler raises: the broker then delivers again, at once, and a few times at most. So what is away
    for a while is waited for here first, a minute at most and without a thread. A handler that must not do something
    twice sends its command once.
    """
    run = partial(contextvars.copy_context().run, _handle, consumer, kinds, handler, message)
    for pause in (*PAUSES, None):
        try:
            await asyncio.get_running_loop().run_in_executor(_threads, run)
            return
        except Exception as failure:
            log.warning("%s could not handle %s: %s", consumer, message.message_id, type(failure).__name__)
            if pause is None or not _is_outage(failure):
                raise
        await asyncio.sleep(random.uniform(pause / 2, pause))  # noqa: S311 - jitter, not a secret


def _is_outage(failure: Exception) -> bool:
    """Whether a dependency is away, rather than this message wrong."""
    return is_outage(failure) or isinstance(failure, ConnectionError | TimeoutError)


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

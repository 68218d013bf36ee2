"""Consuming what the bus delivers: messages become events; an outage is waited for, a refusal is not."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import random
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING
from uuid import UUID

from shared.kernel.destinations import Queue, Topic
from shared.kernel.errors import DomainError, NotFound
from shared.kernel.events import DomainEvent
from shared.platform.jobs.events import JobReady
from shared.platform.messaging.delivery import Delivery, Handler, Once
from shared.platform.messaging.envelope import received
from shared.platform.messaging.storage_events import blob_created
from shared.platform.observability import telemetry
from shared.platform.persistence.passing_errors import is_outage, told_as_outage

if TYPE_CHECKING:
    import azure.functions as func

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds between tries while something a handler needs is away: the longest there is."""

THREADS = 16
"""Handlers at work in one process: as many as the bus hands out for one consumer (`maxConcurrentCalls`)."""

WORKERS = 4
"""Jobs at work in one process: each may read a file, in a process of its own."""

_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="consumer")
"""Of their own: requests never wait behind messages."""
_workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="worker")
"""Of their own again: messages never wait behind long work."""

log = logging.getLogger(__name__)


@cache
def _threads_of(queue: str) -> ThreadPoolExecutor:
    """Of a queue's own."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix=queue)


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
    own = any(isinstance(kind.destination, Queue) for kind in kinds.values())
    threads = _threads_of(consumer) if own else _threads
    await _patiently(f"{consumer} {message.message_id}", partial(_handle, consumer, kinds, handler, message), threads)


async def handle_job(handle: Callable[[UUID], None], message: func.ServiceBusMessage) -> None:
    """Has the job worked on that a message is about. Waits as `handle_message` does."""
    letter = received(message.get_body(), {JobReady.__name__: JobReady})
    if letter is not None:
        await _patiently(f"job {letter.entity_id}", partial(handle, letter.entity_id), _workers)


async def handle_file(container: str, handler: Callable[[str], None], event: bytes) -> None:
    """Hands the name of a new blob to the handler. Waits as `handle_message` does."""
    name = blob_created(container, event)
    if name is not None:
        await _patiently(f"{container} {name!r}", partial(handler, name), _threads)


async def _patiently(about: str, work: Callable[[], None], threads: ThreadPoolExecutor) -> None:
    run = partial(contextvars.copy_context().run, work)
    for pause in (*PAUSES, None):
        try:
            await asyncio.get_running_loop().run_in_executor(threads, run)
            return
        except Exception as failure:
            if not told_as_outage(failure):
                log.warning("%s could not be handled: %s", about, type(failure).__name__)
            if pause is None or not _is_outage(failure):
                raise
        await asyncio.sleep(random.uniform(pause / 2, pause))  # noqa: S311 - jitter, not a secret


def _is_outage(failure: Exception) -> bool:
    """Whether a dependency is away, or something is in the way for a moment, rather than this message wrong."""
    passes = isinstance(failure, DomainError) and failure.passes
    return passes or is_outage(failure) or isinstance(failure, ConnectionError | TimeoutError)


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
        try:
            handler(found.event, delivery)
        except NotFound as gone:  # its customer was erased, or never here: there is nothing to do, now or later
            log.warning("%s dropped %s: %s", consumer, found.id, type(gone).__name__)
            telemetry.count("messages.dropped", 1)

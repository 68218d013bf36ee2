"""Durable Functions: starting orchestrations, and running one as its history says. Imported when one runs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import azure.durable_functions as df

from shared.platform.messaging.envelope import received

if TYPE_CHECKING:
    import azure.functions as func

    from shared.kernel.events import DomainEvent

FIRST_RETRY_MILLISECONDS, ATTEMPTS = 2_000, 3
"""How often a step is tried in a row, and how soon again."""
RUNNING = frozenset({"Running", "Pending", "ContinuedAsNew", "Suspended"})

log = logging.getLogger(__name__)


class Orchestration(NamedTuple):
    """An orchestration to start."""

    name: str
    instance_id: str
    """There is one of each id: who starts it twice starts it once."""
    given: Mapping[str, Any]


def replay(handler: Callable[[Any, Any], Any], context: func.OrchestrationContext) -> str:
    """Runs an orchestrator from its beginning, up to what its history does not tell yet."""

    def orchestrator(context: df.DurableOrchestrationContext) -> Any:
        return (yield from handler(context, df.RetryOptions(FIRST_RETRY_MILLISECONDS, ATTEMPTS)))

    answered: str = df.Orchestrator.create(orchestrator)(context)
    return answered


async def start(
    handler: Callable[[Any], Orchestration | None],
    message: func.ServiceBusMessage,
    client: str,
    kinds: Mapping[str, type[DomainEvent]],
) -> None:
    """Starts what a message asks for, unless it runs. Raises what keeps it from that: the message comes again."""
    found = received(message.get_body(), kinds)
    if found is None:
        return
    wanted = await asyncio.get_running_loop().run_in_executor(None, partial(handler, found.event))
    if wanted is None:
        return
    hub = df.DurableOrchestrationClient(client)
    try:
        await hub.start_new(wanted.name, wanted.instance_id, dict(wanted.given))
    except Exception:
        status = await hub.get_status(wanted.instance_id)
        if status.runtime_status is None or status.runtime_status.value not in RUNNING:
            raise
        log.info("%s %s runs already", wanted.name, wanted.instance_id)

"""Service Bus triggers: peek-lock, batches, sessions in order, dead letters, over the SQLite broker."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from azure_functions_runtime.bindings.datumdef import Datum

from infra.local.bus_store import BusStore, Delivery
from infra.local.expressions import resolved
from infra.local.worker import Function, datum

POLL_SECONDS = 0.05

type Enqueue = Callable[[str, bytes], None]
"""Puts a message into a storage queue."""

type Run = Callable[[Function, Datum, Mapping[str, Datum], str], Awaitable[str | None]]
"""Runs a function with its data, metadata and what to call it in the log; returns None or why it failed."""


class ServiceBusTrigger:
    """One function's queue or subscription."""

    def __init__(self, function: Function, store: BusStore, run: Run, options: Mapping[str, Any]) -> None:
        self.function, self._store, self._run = function, store, run
        trigger = function.trigger
        if trigger.get("queueName"):
            self.entity = resolved(str(trigger["queueName"]))
        else:
            self.entity = resolved(f"{trigger['topicName']}/{trigger['subscriptionName']}")
        self._many = str(trigger.get("cardinality") or "one").lower() == "many"
        self._sessions = bool(trigger.get("isSessionsEnabled"))
        self._batch = int(options.get("maxMessageBatchSize", 1000)) if self._many else 1
        self._lanes = int(
            options.get("maxConcurrentSessions", 8) if self._sessions else options.get("maxConcurrentCalls", 16)
        )
        self._busy: set[str] = set()
        self._at_work: set[asyncio.Task[None]] = set()
        self.wake = asyncio.Event()

    async def serve(self) -> None:
        """Hands out messages for ever, as many at a time as `host.json` allows."""
        while True:
            self.wake.clear()
            while len(self._at_work) < self._lanes and (lane := self._next()):
                self._at_work.add(lane)
                lane.add_done_callback(self._finished)
            await self.wake.wait()

    def _next(self) -> asyncio.Task[None] | None:
        if self._sessions:
            for session in self._store.sessions(self.entity, busy=self._busy):
                self._busy.add(session)
                return asyncio.create_task(self._session(session))
            return None
        deliveries = self._store.receive(self.entity, most=self._batch)
        return asyncio.create_task(self._handle(deliveries)) if deliveries else None

    def _finished(self, lane: asyncio.Task[None]) -> None:
        self._at_work.discard(lane)
        self.wake.set()

    async def _session(self, session: str) -> None:
        """A session's messages strictly one after another; the next waits until the former is handled or dead."""
        try:
            while deliveries := self._store.receive(self.entity, most=self._batch, session=session):
                await self._handle(deliveries)
        finally:
            self._busy.discard(session)

    async def _handle(self, deliveries: Sequence[Delivery]) -> None:
        failure = await self._handled(deliveries)
        if failure is None:
            self._store.complete(deliveries)
        else:
            self._store.abandon(deliveries, failure)

    async def _handled(self, deliveries: Sequence[Delivery]) -> str | None:
        """Runs the function; returns why it failed, if so."""
        subjects = Counter(delivery.subject or "message" for delivery in deliveries)
        about = ", ".join(f"{name} × {count}" if count > 1 else name for name, count in subjects.items())
        return await self._run(self.function, *self._input(deliveries), about)

    def _input(self, deliveries: Sequence[Delivery]) -> tuple[Datum, Mapping[str, Datum]]:
        described = [_described(delivery) for delivery in deliveries]
        if not self._many:
            return datum(deliveries[0].body), {name: datum(value) for name, value in described[0].items()}
        bodies = Datum(SimpleNamespace(bytes=[delivery.body for delivery in deliveries]), "collection_bytes")
        columns = {f"{name}Array": [one[name] for one in described] for name in described[0]}
        return bodies, {name: _collection(values) for name, values in columns.items()}


class QueueTrigger(ServiceBusTrigger):
    """One function's storage queue, kept by the same broker: some tries, then the queue of poisoned messages."""

    def __init__(
        self, function: Function, store: BusStore, run: Run, options: Mapping[str, Any], enqueue: Enqueue
    ) -> None:
        super().__init__(function, store, run, {"maxConcurrentCalls": options.get("batchSize", 16)})
        self._enqueue = enqueue
        self._tries = int(options.get("maxDequeueCount", 5))

    async def _handle(self, deliveries: Sequence[Delivery]) -> None:
        [delivery] = deliveries
        failure = await self._handled(deliveries)
        if failure is not None and delivery.delivery_count < self._tries:
            self._store.unlock(deliveries)
            return
        if failure is not None:
            self._enqueue(f"{self.entity}-poison", delivery.body)
        self._store.complete(deliveries)

    def _input(self, deliveries: Sequence[Delivery]) -> tuple[Datum, Mapping[str, Datum]]:
        [delivery] = deliveries
        metadata = {
            "Id": delivery.message_id,
            "DequeueCount": delivery.delivery_count,
            "PopReceipt": delivery.message_id,
        }
        return Datum(delivery.body.decode(), "string"), {name: datum(value) for name, value in metadata.items()}


def _collection(values: list[Any]) -> Datum:
    """A batch's values of one property, in the cheapest form the worker reads."""
    match values[0]:
        case str():
            return Datum(SimpleNamespace(string=values), "collection_string")
        case int():
            return Datum(SimpleNamespace(sint64=values), "collection_sint64")
    return Datum(json.dumps(values), "json")


def _described(delivery: Delivery) -> dict[str, object]:
    """A message's system and application properties as the worker knows them."""
    enqueued = datetime.fromtimestamp(delivery.enqueued_at, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return {
        "MessageId": delivery.message_id,
        "SessionId": delivery.session_id or "",
        "Subject": delivery.subject or "",
        "Label": delivery.subject or "",
        "ContentType": delivery.content_type or "",
        "DeliveryCount": delivery.delivery_count,
        "SequenceNumber": delivery.sequence,
        "EnqueuedTimeUtc": enqueued,
        "ApplicationProperties": delivery.properties,
        "UserProperties": delivery.properties,
    }


async def route_messages(store: BusStore, triggers: Collection[ServiceBusTrigger]) -> None:
    """Moves what the product sends to its subscribers, and wakes them; for ever."""
    entities = {trigger.entity for trigger in triggers}
    seen = -1
    while True:
        version = store.version()
        if version != seen:
            seen = version
            if store.route(entities):
                for trigger in triggers:
                    trigger.wake.set()
        await asyncio.sleep(POLL_SECONDS)

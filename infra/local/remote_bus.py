"""Service Bus triggers fed by a real broker: for an app whose connection setting names one."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Mapping
from typing import Any

from azure.servicebus import NEXT_AVAILABLE_SESSION, ServiceBusReceivedMessage
from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver
from azure.servicebus.exceptions import OperationTimeoutError, ServiceBusError

from infra.local.bus_store import BusStore, Delivery
from infra.local.service_bus import Run, ServiceBusTrigger
from infra.local.worker import Function

WAIT_SECONDS = 1
PREFETCHED = 100


class RemoteTrigger(ServiceBusTrigger):
    """One function's queue or subscription on a broker that speaks AMQP."""

    def __init__(self, function: Function, store: BusStore, run: Run, options: Mapping[str, Any]) -> None:
        super().__init__(function, store, run, options)
        self._connection = os.environ[str(function.trigger["connection"])]

    async def serve(self) -> None:
        """Receives for ever, as many sessions side by side as `host.json` allows."""
        await asyncio.gather(*(self._lane() for _ in range(self._lanes if self._sessions else 1)))

    async def _lane(self) -> None:
        """Receives for ever; after a failure from anew."""
        while True:
            try:
                client = ServiceBusClient.from_connection_string(self._connection, retry_total=0)
                async with client, self._receiver(client) as receiver:
                    await self._receive(receiver)
            except OperationTimeoutError:
                continue  # no session has messages
            except (TimeoutError, ServiceBusError, OSError) as failure:
                print(f"{self.function.name}: {type(failure).__name__}", file=sys.stderr, flush=True)
                await asyncio.sleep(WAIT_SECONDS)

    def _receiver(self, client: ServiceBusClient) -> ServiceBusReceiver:
        topic, _, subscription = self.entity.partition("/")
        given: dict[str, Any] = {"prefetch_count": PREFETCHED}
        if self._sessions:
            given = {"session_id": NEXT_AVAILABLE_SESSION, "max_wait_time": WAIT_SECONDS}
        if subscription:
            return client.get_subscription_receiver(topic, subscription, **given)
        return client.get_queue_receiver(topic, **given)

    async def _receive(self, receiver: ServiceBusReceiver) -> None:
        at_once = self._batch if self._many else 1 if self._sessions else self._lanes
        while True:
            messages = await receiver.receive_messages(at_once, WAIT_SECONDS)
            if not messages:
                if self._sessions:
                    return  # for the next session
                continue
            together = [messages] if self._many else [[message] for message in messages]
            outcomes = await asyncio.gather(*(self._handled(list(map(_delivery, some))) for some in together))
            for some, failure in zip(together, outcomes, strict=True):
                settle = receiver.complete_message if failure is None else receiver.abandon_message
                for message in some:  # one after another: side by side, the SDK's calls wait for each other
                    with contextlib.suppress(ServiceBusError):  # whose lock is lost comes again, and is known
                        await settle(message)


def _delivery(message: ServiceBusReceivedMessage) -> Delivery:
    body = b"".join(message.body)
    properties = {str(_text(name)): _text(value) for name, value in (message.application_properties or {}).items()}
    enqueued = message.enqueued_time_utc
    return Delivery(
        message.sequence_number or 0,
        message.message_id or "",
        message.session_id,
        message.subject,
        message.content_type,
        body,
        properties,
        enqueued.timestamp() if enqueued else 0.0,
        (message.delivery_count or 0) + 1,
    )


def _text[V](value: V | bytes) -> V | str:
    """The SDK hands out keys and strings as bytes."""
    return value.decode() if isinstance(value, bytes) else value

"""Service Bus triggers fed by a real broker: for an app whose connection setting names one."""

import asyncio
import contextlib
import os
import sys
from collections.abc import Mapping
from typing import Any

from azure.servicebus import ServiceBusReceivedMessage
from azure.servicebus.aio import ServiceBusClient, ServiceBusReceiver
from azure.servicebus.exceptions import ServiceBusError

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
        """Receives for ever; after a failure from anew."""
        while True:
            try:
                client = ServiceBusClient.from_connection_string(self._connection, retry_total=0)
                async with client, self._receiver(client) as receiver:
                    await self._receive(receiver)
            except (TimeoutError, ServiceBusError, OSError) as failure:
                print(f"{self.function.name}: {type(failure).__name__}", file=sys.stderr, flush=True)
                await asyncio.sleep(WAIT_SECONDS)

    def _receiver(self, client: ServiceBusClient) -> ServiceBusReceiver:
        topic, _, subscription = self.entity.partition("/")
        if subscription:
            return client.get_subscription_receiver(topic, subscription, prefetch_count=PREFETCHED)
        return client.get_queue_receiver(topic)

    async def _receive(self, receiver: ServiceBusReceiver) -> None:
        while True:
            messages = await receiver.receive_messages(self._batch, WAIT_SECONDS)
            if not messages:
                continue
            failure = await self._handled([_delivery(message) for message in messages])
            for message in messages:
                settle = receiver.complete_message if failure is None else receiver.abandon_message
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

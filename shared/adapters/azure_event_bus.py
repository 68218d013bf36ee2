"""Topics and queues of Azure Service Bus: one connection, one open sender an entity, batches."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, Any

from shared.adapters.credential import client_of
from shared.adapters.event_bus import MAX_MESSAGE_BYTES, Message, MessageTooLarge, UnknownEntity
from shared.platform.resilience import EVENT_BUS, Circuit

if TYPE_CHECKING:
    from azure.servicebus import ServiceBusClient, ServiceBusSender

DEAD_LETTERS, DEAD_LETTER_SECONDS = 100, 5.0
"""How many dead letters are taken at a time, and how long one waits for more."""


class AzureEventBus:
    """Entities are there already, the infrastructure makes them: not partitioned, so that a batch may mix sessions."""

    def __init__(self, namespace: str, *, topics: Collection[str], queues: Collection[str]) -> None:
        """`namespace`: a connection string, or `<name>.servicebus.windows.net`."""
        self._namespace, self._topics, self._queues = namespace, topics, queues
        self._circuit = Circuit("The event bus", EVENT_BUS, passes=(MessageTooLarge, UnknownEntity))
        self._lock = threading.Lock()
        self._client: ServiceBusClient | None = None
        self._senders: dict[str, ServiceBusSender] = {}

    def publish(self, messages: Sequence[Message]) -> None:
        for message in messages:
            if len(message.body) > MAX_MESSAGE_BYTES:
                raise MessageTooLarge(f"{len(message.body)} bytes; at most {MAX_MESSAGE_BYTES} are taken.")
        with self._lock:  # a sender is one thread's at a time
            for entity, some in groupby(messages, key=lambda message: message.entity):
                self._circuit.call(self._send, entity, list(some))

    def forget(self, session_id: str, naming: str, subscriptions: Collection[tuple[str, str]]) -> int:
        wanted = naming.encode()
        return sum(
            self._circuit.call(_removed, self._opened(), topic, name, session_id, wanted)
            for topic, name in subscriptions
        )

    def check(self) -> None:
        with self._lock:
            self._circuit.call(lambda: self._sender(min(self._topics)).create_message_batch())

    def _send(self, entity: str, messages: Sequence[Message]) -> None:
        from azure.servicebus import ServiceBusMessage
        from azure.servicebus.exceptions import MessageSizeExceededError, MessagingEntityNotFoundError

        try:
            sender = self._sender(entity)
            batch, empty = sender.create_message_batch(), True
            for message in messages:
                properties: dict[str | bytes, Any] = dict[Any, Any](message.properties)
                wrapped = ServiceBusMessage(
                    message.body,
                    message_id=message.message_id,
                    session_id=message.session_id,
                    subject=message.subject,
                    content_type=message.content_type,
                    application_properties=properties,
                )
                try:
                    batch.add_message(wrapped)
                except MessageSizeExceededError as failure:
                    if empty:
                        raise MessageTooLarge(str(failure)) from failure
                    sender.send_messages(batch, timeout=EVENT_BUS.read_timeout)
                    batch = sender.create_message_batch()
                    batch.add_message(wrapped)
                empty = False
            sender.send_messages(batch, timeout=EVENT_BUS.read_timeout)
        except MessageTooLarge:
            raise
        except MessagingEntityNotFoundError as failure:
            self._forget(entity)
            raise UnknownEntity(entity) from failure
        except Exception:
            self._forget(entity)  # what was broken is opened anew the next time
            raise

    def _sender(self, entity: str) -> ServiceBusSender:
        if entity not in self._senders:
            client = self._opened()
            self._senders[entity] = (
                client.get_queue_sender(entity) if entity in self._queues else client.get_topic_sender(entity)
            )
        return self._senders[entity]

    def _forget(self, entity: str) -> None:
        with suppress(Exception):
            self._senders.pop(entity).close()

    def _opened(self) -> ServiceBusClient:
        if self._client is None:
            from azure.servicebus import ServiceBusClient

            options: dict[str, Any] = {
                "retry_total": EVENT_BUS.tries - 1,
                "retry_backoff_factor": 0.5,
                "retry_backoff_max": 4,
                "socket_timeout": EVENT_BUS.connect_timeout,
            }
            self._client = client_of(
                ServiceBusClient, ServiceBusClient.from_connection_string, self._namespace, **options
            )
        return self._client


def _removed(client: ServiceBusClient, topic: str, name: str, session_id: str, naming: bytes) -> int:
    """Takes each dead letter of a subscription once, and completes those that are meant; the others stay."""
    from azure.servicebus import ServiceBusReceiveMode, ServiceBusSubQueue

    count, others = 0, []
    with client.get_subscription_receiver(
        topic, name, sub_queue=ServiceBusSubQueue.DEAD_LETTER, receive_mode=ServiceBusReceiveMode.PEEK_LOCK
    ) as receiver:
        while letters := receiver.receive_messages(max_message_count=DEAD_LETTERS, max_wait_time=DEAD_LETTER_SECONDS):
            for letter in letters:
                body = b"".join(letter.body)
                if letter.session_id == session_id and naming in body:
                    receiver.complete_message(letter)
                    count += 1
                else:
                    others.append(letter)  # locked until all were seen: none comes twice
        for letter in others:
            receiver.abandon_message(letter)
    return count

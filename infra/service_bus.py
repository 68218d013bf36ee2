"""`python -m infra.service_bus`: makes what the product names and the namespace lacks: topics, subscriptions, queues.

For a namespace of one's own; deployed ones get the same from the infrastructure. ServiceBusConnection says which.
"""

import os
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

from azure.core.exceptions import AzureError, ResourceExistsError
from azure.servicebus.management import ServiceBusAdministrationClient

from infra.databases import no_answer, reason
from infra.product import present_settings
from infra.refusal import Refusal, run
from shared import concepts
from shared.platform.messaging.topology import MAX_DELIVERIES, Topology
from shared.platform.triggers import subscriptions
from shared.settings import SERVICE_BUS

LOCK = timedelta(minutes=5)
"""As long as a message may be at work before another gets it: the longest there is."""
DUPLICATES_WITHIN = timedelta(minutes=10)
ENTITY: dict[str, Any] = {
    "requires_duplicate_detection": True,
    "duplicate_detection_history_time_window": DUPLICATES_WITHIN,
    "enable_partitioning": False,  # a batch may mix sessions then
}
TAKER: dict[str, Any] = {
    "max_delivery_count": MAX_DELIVERIES,
    "lock_duration": LOCK,
    "dead_lettering_on_message_expiration": True,
}


def topology() -> Topology:
    """What the product's events and consumers need."""
    import function_app  # noqa: F401 - registers the consumers; it is not loaded with wrong settings

    return Topology.of(concepts.event_types().values(), subscriptions)


def make(client: ServiceBusAdministrationClient) -> list[str]:
    """Makes what is missing, and says what that was; what is there stays as it is."""
    needed = topology()
    wanted: list[tuple[str, Any]] = [(topic, partial(client.create_topic, topic, **ENTITY)) for topic in needed.topics]
    wanted += [(queue, partial(client.create_queue, queue, **ENTITY, **TAKER)) for queue in needed.queues]
    wanted += [
        (
            f"{one.topic}/{one.name}",
            partial(client.create_subscription, one.topic, one.name, requires_session=one.ordered, **TAKER),
        )
        for one in needed.subscriptions
    ]
    made = []
    for name, create in wanted:
        with suppress(ResourceExistsError):
            create()
            made.append(name)
    return made


def main() -> None:
    """Makes them in the namespace of the environment. Raises Refusal."""
    present_settings()
    if text := os.environ.get(SERVICE_BUS):
        client = ServiceBusAdministrationClient.from_connection_string(text)
    elif host := os.environ.get(f"{SERVICE_BUS}__fullyQualifiedNamespace"):
        from shared.adapters.credential import credential

        client = ServiceBusAdministrationClient(host, credential())
    else:
        raise Refusal(f"Set {SERVICE_BUS}, or {SERVICE_BUS}__fullyQualifiedNamespace, to the namespace.")
    with client:
        try:
            print("\n".join(make(client)) or "All of it is there.")
        except AzureError as failure:
            raise no_answer(SERVICE_BUS, text or str(host), reason(failure)) from None


if __name__ == "__main__":
    run(main)

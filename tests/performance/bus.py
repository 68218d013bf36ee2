"""How many events a second go over the broker: published and received, and through the product's handlers."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from azure.servicebus import ServiceBusClient
from azure.servicebus.exceptions import ServiceBusError

from shared.adapters.azure_event_bus import AzureEventBus
from shared.adapters.event_bus import Message
from shared.customers.events import CustomerProfileUpdated
from shared.kernel.clock import utc_now
from shared.platform.resilience import Unreachable
from tests.support.bus import azure_event_bus, message_of
from tests.support.running import FOLDER, Process

TOGETHER = 100
CUSTOMERS = 8


@contextmanager
def broker() -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The stand-in in a process of its own, and its connection string."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.broker"], cwd=FOLDER, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def customer_of(number: int) -> str:
    return f"00000000-0000-8000-8000-{number:012d}"


def events(count: int) -> list[Message]:
    """So many events of some customers, numbered through for each."""
    made = []
    for n in range(count):
        customer = customer_of(n % CUSTOMERS)
        event = CustomerProfileUpdated(
            customer_id=UUID(customer), changed_fields={"industry": "x" * 300}, updated_at=utc_now(), updated_by="amira"
        )
        made.append(message_of(event, entity_id=UUID(customer), sequence=n // CUSTOMERS + 1))
    return made


def over_the_wire(rate: int, seconds: int, *, cut: bool = False) -> tuple[float, int]:
    """(events a second from first to last, customers with events missing or out of order) at this rate.

    With a cut half-way each customer's events are received as a session, which alone keeps their order through it.
    """
    wanted, got = rate * seconds // (CUSTOMERS * TOGETHER) * CUSTOMERS * TOGETHER, defaultdict[str, list[int]](list)
    with broker() as (process, address):
        sessions = [customer_of(n) for n in range(CUSTOMERS)] if cut else [None]
        receivers = [
            threading.Thread(target=_receive, args=(address, session, wanted // len(sessions), got), daemon=True)
            for session in sessions
        ]
        for receiver in receivers:
            receiver.start()
        time.sleep(1)
        bus, began = azure_event_bus(address), time.perf_counter()
        sent = events(wanted)
        for place in range(0, wanted, TOGETHER):
            if cut and place == wanted // 2:
                os.kill(process.pid, signal.SIGUSR1)
            _publish(bus, sent[place : place + TOGETHER])
            time.sleep(max(0.0, began + place / rate - time.perf_counter()))
        for receiver in receivers:
            receiver.join(60)
        taken = time.perf_counter() - began
    whole = list(range(1, wanted // CUSTOMERS + 1))
    return wanted / taken, sum(got[customer_of(n)] != whole for n in range(CUSTOMERS))


def _publish(bus: AzureEventBus, some: list[Message]) -> None:
    """As the relay does: again until the bus has them; ids make repetitions harmless."""
    while True:
        try:
            return bus.publish(some)
        except Unreachable:
            time.sleep(0.2)


def _receive(address: str, session: str | None, wanted: int, got: dict[str, list[int]]) -> None:
    known: set[str] = set()
    name = "ordered" if session else "watched"
    while len(known) < wanted:
        try:
            with (
                ServiceBusClient.from_connection_string(address, retry_total=0) as client,
                client.get_subscription_receiver(
                    "customer-events", name, session_id=session, prefetch_count=300
                ) as receiver,
            ):
                while len(known) < wanted:
                    for message in receiver.receive_messages(TOGETHER, 1):
                        told = json.loads(b"".join(message.body))
                        if message.message_id not in known:
                            known.add(str(message.message_id))
                            got[told["data"]["customerId"]].append(told["sequence"])
                        receiver.complete_message(message)
        except ServiceBusError:
            time.sleep(0.2)


def through_handlers(folder: Path, count: int) -> float:
    """Events a second that the running product's subscription handles."""
    with broker() as (_, address), Process(folder, settings={"ServiceBusConnection": address}) as served:
        time.sleep(2)
        bus, began = azure_event_bus(address), time.perf_counter()
        sent = events(count)
        for place in range(0, count, TOGETHER):
            _publish(bus, sent[place : place + TOGETHER])
        while _handled(served.output) < count:
            time.sleep(0.1)
            assert time.perf_counter() - began < 120, served.output[-2000:]
        return count / (time.perf_counter() - began)


def _handled(output: str) -> int:
    """How many events the host says it has handed to the product's consumer."""
    batches = re.findall(r"^invalidate_cached_profiles <- CustomerProfileUpdated(?: × (\d+))?", output, re.MULTILINE)
    return sum(int(count or 1) for count in batches)

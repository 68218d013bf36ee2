"""Many relays over very many events, and a bus away for eight hours: none is swapped, told twice, lost or starved."""

import json
import os
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import batched
from uuid import UUID

from pytest import mark
from sqlalchemy import update

from shared.adapters.event_bus import LocalEventBus, Message
from shared.customers.events import CustomerProfileUpdated
from shared.kernel.clock import utc_now
from shared.kernel.events import Entity
from shared.kernel.ids import new_id
from shared.platform.messaging import event_log
from shared.platform.messaging.outbox import Outbox
from shared.platform.messaging.relay import Relay
from shared.platform.messaging.tables import outbox_shards
from shared.platform.persistence.database import Database
from tests.support.database import GIVEN_DATABASE
from tests.support.sqlite import opened
from tests.support.waiting import until
from tests.support.world import World

SOAK = bool(os.environ.get("SOAK")) and "postgresql" in GIVEN_DATABASE
RELAYS, CUSTOMERS, EACH, STEP = (20, 2_000, 50, timedelta(minutes=1)) if SOAK else (8, 100, 20, timedelta(minutes=10))
OUTAGE = timedelta(hours=8)
WRITERS = 2


class Distant:
    """The local bus behind a network: a message needs its time, an answer may get lost, and all may be away."""

    def __init__(self, world: World) -> None:
        self._inner = LocalEventBus(world.app.settings.data / "servicebus.db")
        self._lock = threading.Lock()
        self.answers_lost = 0
        """How many it takes without their sender getting to know, at the beginning of an outage."""
        self.away = False
        self.refused = 0
        self.acknowledged: list[str] = []

    def publish(self, messages: Sequence[Message]) -> None:
        time.sleep(random.uniform(0, 0.005))
        with self._lock:
            if self.away:
                self.refused += 1
                if self.answers_lost:
                    self.answers_lost -= 1
                    self._inner.publish(messages)
                raise ConnectionError("away")
            self._inner.publish(messages)
            self.acknowledged.extend(message.message_id for message in messages)

    def check(self) -> None: ...


class Customer(Entity):
    """What events are logged of."""

    def __init__(self) -> None:
        self.id, self.version = new_id(), 0

    def change(self) -> None:
        """Records its next event."""
        fields = {"industry": str(self.version)}
        self.record(
            CustomerProfileUpdated(customer_id=self.id, changed_fields=fields, updated_at=utc_now(), updated_by="a"), {}
        )


def change_all(world: World, customers: Sequence[Customer], times: int) -> None:
    """Logs events as units of work do, a hundred customers a commit and several commits at once."""

    def commit(some: Sequence[Customer]) -> None:
        for customer in some:
            customer.change()
        pending = [(customer, event) for customer in some for event in customer.release_events()]
        world.app.keyring.prepare()
        with world.app.database.transaction() as session:
            event_log.append(session, pending, by="amira", at=world.now, trace_parent=None)
            session.commit()

    with ThreadPoolExecutor(WRITERS) as writers:
        for _ in range(times):
            list(writers.map(commit, batched(customers, 100, strict=False)))


def gather_statistics(world: World) -> None:
    """As a server does by itself within a minute, once a table has grown."""
    with world.app.database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def lease_ends(world: World, owner: UUID) -> None:
    """As if a minute had passed by the database's clock: the others renew theirs, a dead relay does not."""
    with world.app.database.transaction() as session:
        theirs = outbox_shards.c.LeaseOwner == owner
        session.execute(update(outbox_shards).where(theirs).values(LeasedUntil=utc_now() - timedelta(seconds=1)))
        session.commit()


def sleep_out(world: World, bus: Distant) -> None:
    """The hours of the outage. In each step, somebody tries in vain."""

    def step() -> None:
        before = bus.refused
        world.now += STEP
        until(lambda: bus.refused > before)

    for _ in range(OUTAGE // STEP):
        step()


def wait_for_all(world: World, waiting: Outbox) -> None:
    """Until nothing waits, for as long as it gets less. Time goes on: who failed at the last moment rests a while."""

    def becomes_less(left: int) -> None:
        def less() -> bool:
            world.now += timedelta(minutes=1)
            return waiting.waiting() < left

        until(less)

    while left := waiting.waiting():
        becomes_less(left)


def told(world: World) -> dict[str, list[int]]:
    """The sequences that the bus has of each session, in its order."""
    sequences = defaultdict[str, list[int]](list)
    with opened(world.app.settings.data / "servicebus.db") as bus:
        for session, body in bus.execute("SELECT SessionId, Body FROM Sent ORDER BY Position"):
            sequences[session].append(json.loads(body)["sequence"])
    return sequences


@mark.system
def test_many_relays_and_a_bus_away_for_hours_swap_repeat_lose_and_starve_nothing(world: World) -> None:
    bus, waiting = Distant(world), Outbox(world.app.database)
    customers = [Customer() for _ in range(CUSTOMERS)]
    done, dead = threading.Event(), new_id()

    def relay_on() -> None:
        database = Database(world.app.settings.database_url)  # its own, as its process would have
        database.info.update(world.app.database.info)
        relay = Relay(database, bus, lambda: world.now, world.app.event_types)
        while not done.is_set():
            if not relay.drain():
                done.wait(random.uniform(0, 0.1))
        database.dispose()

    with ThreadPoolExecutor(RELAYS) as crowd:
        relays = [crowd.submit(relay_on) for _ in range(RELAYS)]
        try:
            change_all(world, customers, EACH * 2 // 5)
            gather_statistics(world)
            until(lambda: bool(bus.acknowledged))
            bus.answers_lost, bus.away = RELAYS, True
            change_all(world, customers, EACH // 5)
            until(lambda: bool(waiting.claim(dead, at=world.now)))  # and it dies
            world.now += STEP
            lease_ends(world, dead)
            sleep_out(world, bus)
            assert waiting.given_up() == 0
            bus.away = False
            world.now += STEP
            change_all(world, customers, EACH - EACH * 2 // 5 - EACH // 5)
            wait_for_all(world, waiting)
        finally:
            done.set()
        for relay in relays:
            relay.result()

    print(f"{RELAYS} relays told {len(bus.acknowledged)} events, and were refused {bus.refused} times meanwhile")
    assert {id: times for id, times in Counter(bus.acknowledged).items() if times > 1} == {}
    assert len(bus.acknowledged) == CUSTOMERS * EACH
    in_order, heard = list(range(1, EACH + 1)), told(world)
    assert {id: numbers for id, numbers in heard.items() if numbers != in_order} == {}
    assert len(heard) == CUSTOMERS

"""From the outbox to the bus."""

import json
import threading
from collections.abc import Sequence
from datetime import timedelta

from pytest import fixture, raises
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DatabaseError

from shared.adapters.event_bus import LocalEventBus, Message, MessageTooLarge
from shared.customers.commands import UpdateProfile
from shared.kernel.ids import new_id
from shared.platform.messaging import inbox, retention
from shared.platform.messaging.relay import DUE, LEASE_THESE, LEASED, MAX_ATTEMPTS, Relay, backoff
from shared.platform.messaging.tables import domain_events, inbox as inbox_table, outbox
from tests.support.waiting import PATIENCE_SECONDS
from tests.support.world import World


class Moody:
    """A bus that refuses some messages; behind it, the real local one."""

    def __init__(self, world: World) -> None:
        self.inner = LocalEventBus(world.app.settings.data / "servicebus.db")
        self.refuses: set[str] = set()
        self.failure: BaseException = ConnectionError("reset")

    def publish(self, messages: Sequence[Message]) -> None:
        if any(message.session_id in self.refuses for message in messages):
            raise self.failure
        self.inner.publish(messages)

    def check(self) -> None: ...


@fixture
def bus(world: World) -> Moody:
    return Moody(world)


@fixture
def relay(world: World, bus: Moody) -> Relay:
    return Relay(world.app.database, bus, lambda: world.now, world.app.event_types)


def test_an_event_travels_as_a_cloud_event_with_its_customer_as_session(world: World, relay: Relay) -> None:
    customer = world.has_customer("Aurora")

    assert relay.drain() == 1

    [told] = world.published()
    assert {name: told[name] for name in ("specversion", "type", "subject", "schemaversion", "sequence")} == {
        "specversion": "1.0",
        "type": "CustomerRegistered",
        "subject": str(customer),
        "schemaversion": "1",
        "sequence": 1,
    }
    assert told["data"] == world.events(customer)[0][1]
    assert world.unsent() == 0
    assert relay.drain() == 0


def test_events_of_one_customer_arrive_in_their_order(world: World, relay: Relay) -> None:
    first, second = world.has_customer(), world.has_customer()
    for number in range(5):
        world.send(UpdateProfile(first, provided={"industry": str(number)}))
        world.send(UpdateProfile(second, provided={"industry": str(number)}))

    relay.drain()

    for customer in (first, second):
        assert [e["sequence"] for e in world.published() if e["subject"] == str(customer)] == [1, 2, 3, 4, 5, 6]


def test_a_refused_event_holds_up_its_own_customer_and_nobody_else(world: World, relay: Relay, bus: Moody) -> None:
    stuck, free = world.has_customer(), world.has_customer()
    world.send(UpdateProfile(stuck, provided={"industry": "Music"}))
    bus.refuses = {str(stuck)}

    relay.drain()
    assert [event["subject"] for event in world.published()] == [str(free)]

    bus.refuses = set()
    relay.drain()
    assert len(world.published()) == 1, "it waits for its backoff"
    world.now += timedelta(seconds=2)
    relay.drain()
    assert [e["sequence"] for e in world.published() if e["subject"] == str(stuck)] == [1, 2]


def test_retries_come_ever_later_and_end(world: World, relay: Relay, bus: Moody) -> None:
    customer = world.has_customer()
    bus.refuses = {str(customer)}
    for _ in range(MAX_ATTEMPTS + 3):
        relay.drain()
        world.now += timedelta(minutes=11)

    with world.app.database.reading() as session:
        row = session.execute(select(outbox).where(outbox.c.SessionId == str(customer))).one()
    assert (row.Attempts, row.SentAt) == (MAX_ATTEMPTS, None)
    assert row.FailedAt is not None
    assert "ConnectionError" in row.LastError
    assert [backoff(n).total_seconds() for n in (1, 2, 5, 40)] == [1, 2, 16, 600]


def test_an_event_too_large_for_the_bus_is_given_up_at_once_and_blocks_nothing(
    world: World, relay: Relay, bus: Moody
) -> None:
    customer = world.has_customer()
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))
    bus.refuses, bus.failure = {str(customer)}, MessageTooLarge("too large")
    relay.drain()
    bus.refuses = set()

    relay.drain()

    assert [event["sequence"] for event in world.published()] == [2]


def test_a_relay_that_died_is_followed_by_another_once_its_lease_ends(world: World, relay: Relay, bus: Moody) -> None:
    customer = world.has_customer()
    bus.refuses, bus.failure = {str(customer)}, SystemExit()
    with raises(SystemExit):
        relay.drain()
    bus.refuses = set()
    heir = Relay(world.app.database, bus, lambda: world.now, world.app.event_types)

    assert heir.drain() == 0
    world.now += timedelta(seconds=61)
    assert heir.drain() == 1


def test_a_relay_that_lost_its_lease_marks_nothing(world: World, relay: Relay) -> None:
    world.has_customer()
    former, heir = new_id(), new_id()
    rows = relay._claim(former)
    world.now += timedelta(seconds=61)
    relay._claim(heir)

    relay._mark(former, rows, SentAt=world.now)

    assert world.unsent() == 1


def test_an_event_waits_while_another_relay_has_an_earlier_one_of_its_customer(world: World, relay: Relay) -> None:
    customer = world.has_customer()
    first, second = new_id(), new_id()
    with world.app.database.reading() as session:
        seen_by_second = list(session.scalars(DUE, {"now": world.now, "owner": second}))
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))
    relay._claim(first)
    world.send(UpdateProfile(customer, provided={"industry": "Food"}))

    assert relay._claim(second) == ()
    with world.app.database.transaction() as session:  # even if it looked before the first had claimed
        stale = [*seen_by_second, seen_by_second[0] + 2]
        session.execute(
            LEASE_THESE,
            {"positions": stale, "now": world.now, "owner": second, "until": world.now + timedelta(minutes=1)},
        )
        assert session.execute(LEASED, {"positions": stale, "owner": second}).all() == []


def test_what_was_told_and_heard_long_ago_is_forgotten_and_the_log_is_not(world: World, relay: Relay) -> None:
    customer = world.has_customer()
    relay.drain()
    with world.app.database.transaction() as session:
        inbox.note(session, "old", "m1", at=world.now)
        session.commit()

    world.days_pass(31)
    retention.purge(world.app.database, now=world.now)

    with world.app.database.reading() as session:
        assert session.execute(select(outbox.c.Position).where(outbox.c.SessionId == str(customer))).all() == []
        assert session.execute(select(inbox_table).where(inbox_table.c.Consumer == "old")).all() == []
    assert world.audit_trail(customer) == ["CustomerRegistered"]


def test_the_event_log_cannot_be_rewritten(world: World) -> None:
    customer = world.has_customer()
    mine = domain_events.c.AggregateId == customer
    for statement in (update(domain_events).where(mine).values(UserId="x"), delete(domain_events).where(mine)):
        with world.app.database.transaction() as session, raises(DatabaseError, match="append-only"):
            session.execute(statement)


def test_a_traceparent_travels_with_the_event(world: World, relay: Relay) -> None:
    parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    customer = world.has_customer()
    world.app.mediator.send(UpdateProfile(customer, provided={"industry": "M"}), actor="a", trace_parent=parent)
    relay.drain()

    assert json.dumps(world.published()[-1]).count(parent) == 1


def test_a_commit_is_relayed_without_anybody_asking(world: World) -> None:
    arrived = threading.Event()

    class Listening(Moody):
        def publish(self, messages: Sequence[Message]) -> None:
            super().publish(messages)
            arrived.set()

    relay = Relay(world.app.database, Listening(world), lambda: world.now, world.app.event_types)
    world.has_customer()
    relay.wake()

    assert arrived.wait(PATIENCE_SECONDS)

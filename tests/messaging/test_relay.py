"""From the outbox to the bus."""

import json
import threading
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from pytest import CaptureFixture, MonkeyPatch, fixture, mark, raises
from sqlalchemy import delete, event, insert, select, update
from sqlalchemy.exc import DatabaseError

from infra.outbox import main
from shared.adapters.event_bus import LocalEventBus, Message, MessageTooLarge, UnknownEntity
from shared.customers.commands import UpdateProfile
from shared.kernel.clock import utc_now
from shared.kernel.ids import new_id
from shared.platform.jobs.commands import StartJob
from shared.platform.jobs.work import stopping
from shared.platform.jobs.worker import work_on
from shared.platform.messaging import inbox
from shared.platform.messaging.outbox import Outbox
from shared.platform.messaging.relay import MAX_ATTEMPTS, Relay, backoff
from shared.platform.messaging.tables import domain_events, inbox as inbox_table, outbox, outbox_shards
from shared.platform.persistence import purging
from shared.platform.retention import RETENTION, SUBJECT
from shared.platform.triggers import job_handlers
from tests.support.waiting import PATIENCE_SECONDS, until
from tests.support.world import World


class Moody:
    """A bus that refuses some messages; behind it, the real local one."""

    def __init__(self, world: World) -> None:
        self.inner = LocalEventBus(world.app.settings.data / "servicebus.db")
        self.refuses: set[str] = set()
        self.failure: BaseException = ConnectionError("reset")
        self.asked: Callable[[], object] = lambda: None

    def publish(self, messages: Sequence[Message]) -> None:
        self.asked()
        if any(message.session_id in self.refuses for message in messages):
            raise self.failure
        self.inner.publish(messages)

    def check(self) -> None: ...


def waiting(world: World, customer: UUID) -> Any:
    """The first outbox row of a customer."""
    with world.app.database.reading() as session:
        mine = select(outbox).where(outbox.c.SessionId == str(customer)).order_by(outbox.c.Position)
        return session.execute(mine).first()


def leases_end(world: World) -> None:
    """As if a minute had passed by the database's clock."""
    with world.app.database.transaction() as session:
        session.execute(update(outbox_shards).values(LeasedUntil=utc_now() - timedelta(seconds=1)))
        session.commit()


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


def test_an_event_that_is_refused_while_others_get_through_is_given_up_and_seen(
    world: World, relay: Relay, bus: Moody
) -> None:
    refused, free = world.has_customer(), world.has_customer()
    bus.refuses = {str(refused)}
    for number in range(MAX_ATTEMPTS + 3):
        world.send(UpdateProfile(free, provided={"industry": str(number)}))
        relay.drain()
        world.now += timedelta(minutes=11)

    row = waiting(world, refused)
    assert (row.Attempts, row.SentAt) == (MAX_ATTEMPTS, None)
    assert row.FailedAt is not None
    assert "ConnectionError" in row.LastError
    assert Outbox(world.app.database).given_up() == 1
    assert [backoff(n).total_seconds() for n in (1, 2, 5, 40)] == [1, 2, 16, 600]


def test_what_was_given_up_is_told_in_its_order_once_somebody_says_so(
    world: World, relay: Relay, bus: Moody, monkeypatch: MonkeyPatch, capsys: CaptureFixture[str]
) -> None:
    customer = world.has_customer()
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))
    bus.refuses, bus.failure = {str(customer)}, MessageTooLarge("too large")
    relay.drain()
    bus.refuses = set()
    assert relay.drain() == 0
    monkeypatch.setenv("DATA", str(world.app.settings.data))
    monkeypatch.setenv("DATABASE_URL", world.app.settings.database_url)
    with raises(LookupError, match="2 events were given up"):
        relay.check()
    assert main([]) == 0
    assert "0 events wait, 2 were given up" in capsys.readouterr().out

    assert main(["replay"]) == 0

    assert [event["sequence"] for event in world.published()] == [1, 2]
    assert "0 events wait, 0 were given up" in capsys.readouterr().out
    relay.check()


@mark.system
@mark.parametrize("failure", [ConnectionError("away"), PermissionError("no right"), UnknownEntity("customer-events")])
def test_an_outage_of_hours_gives_nothing_up(world: World, relay: Relay, bus: Moody, failure: Exception) -> None:
    customers = [world.has_customer() for _ in range(5)]
    world.send(UpdateProfile(customers[0], provided={"industry": "Music"}))
    bus.refuses, bus.failure = {str(customer) for customer in customers}, failure
    for _ in range(8 * 60):
        relay.drain()
        world.now += timedelta(minutes=1)
    assert Outbox(world.app.database).given_up() == 0

    bus.refuses = set()
    world.now += timedelta(minutes=11)
    relay.drain()

    assert len(world.published()) == 6
    assert world.unsent() == 0


def test_a_bus_that_is_away_is_left_alone_for_ever_longer(world: World, relay: Relay, bus: Moody) -> None:
    tried = []
    bus.refuses = {str(world.has_customer())}
    bus.asked = lambda: tried.append(world.now)
    for _ in range(200):
        relay.drain()
        world.now += timedelta(seconds=1)

    rounds = sorted(set(tried))
    pauses = [(later - earlier).total_seconds() for earlier, later in pairwise(rounds)]
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60]


def test_an_event_that_is_no_message_is_given_up_and_its_neighbours_are_told(world: World, relay: Relay) -> None:
    broken, whole = world.has_customer(), world.has_customer()
    with world.app.database.transaction() as session:
        this = outbox.c.SessionId == str(broken)
        session.execute(update(outbox).where(this).values(EventId=new_id()))  # the log knows no such event
        session.commit()

    assert relay.drain() == 1

    assert [event["subject"] for event in world.published()] == [str(whole)]
    assert "LookupError" in waiting(world, broken).LastError


def test_a_subscription_that_is_missing_holds_up_no_other_topic(world: World, relay: Relay, bus: Moody) -> None:
    lost, free = world.has_customer(), world.has_customer()
    bus.refuses, bus.failure = {str(lost)}, UnknownEntity("customer-events")
    for number in range(MAX_ATTEMPTS + 3):
        world.send(UpdateProfile(free, provided={"industry": str(number)}))
        relay.drain()
        world.now += timedelta(minutes=11)

    assert (waiting(world, lost).Attempts, waiting(world, lost).FailedAt) == (0, None)
    assert len(world.published()) == MAX_ATTEMPTS + 4


def test_an_event_too_large_for_the_bus_is_given_up_at_once_and_blocks_nothing(
    world: World, relay: Relay, bus: Moody
) -> None:
    large, free = world.has_customer(), world.has_customer()
    bus.refuses, bus.failure = {str(large)}, MessageTooLarge("too large")
    relay.drain()
    bus.refuses = set()
    world.send(UpdateProfile(large, provided={"industry": "Music"}))

    relay.drain()

    assert [(event["subject"], event["sequence"]) for event in world.published()] == [(str(free), 1), (str(large), 2)]


def test_a_relay_that_died_is_followed_by_another_once_its_lease_ends(world: World, relay: Relay, bus: Moody) -> None:
    customer = world.has_customer()
    bus.refuses, bus.failure = {str(customer)}, SystemExit()
    with raises(SystemExit):
        relay.drain()
    bus.refuses = set()
    heir = Relay(world.app.database, bus, lambda: world.now, world.app.event_types)

    assert heir.drain() == 0
    leases_end(world)
    assert heir.drain() == 1


def test_a_clock_set_forward_takes_no_relays_lease_away(world: World, relay: Relay) -> None:
    world.has_customer()
    Outbox(world.app.database).claim(new_id(), at=world.now)
    world.now += timedelta(days=1)

    assert Outbox(world.app.database).claim(new_id(), at=world.now) == ()


def test_a_relay_that_lost_its_lease_marks_nothing(world: World, relay: Relay) -> None:
    world.has_customer()
    former, heir = new_id(), new_id()
    rows = Outbox(world.app.database).claim(former, at=world.now)
    leases_end(world)
    Outbox(world.app.database).claim(heir, at=world.now)

    Outbox(world.app.database).settle(former, [(rows, {"SentAt": world.now})])

    assert world.unsent() == 1


def test_an_event_waits_while_another_relay_publishes_for_its_customer(world: World, relay: Relay) -> None:
    customer = world.has_customer()
    first, second = new_id(), new_id()
    rows = Outbox(world.app.database).claim(first, at=world.now)
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))

    assert Outbox(world.app.database).claim(second, at=world.now) == ()
    Outbox(world.app.database).settle(first, [(rows, {"SentAt": world.now})])
    assert [row.LoggedEventVersion for row in Outbox(world.app.database).claim(second, at=world.now)] == [2]


def test_many_relays_at_once_keep_the_order_of_each_customer_and_tell_nothing_twice(world: World) -> None:
    bus = LocalEventBus(world.app.settings.data / "servicebus.db")
    customers = [world.has_customer() for _ in range(12)]
    for number in range(10):
        for customer in customers:
            world.send(UpdateProfile(customer, provided={"industry": str(number)}))
    done = threading.Event()

    def relay_on() -> None:
        relay = Relay(world.app.database, bus, lambda: world.now, world.app.event_types)
        while not done.is_set():
            relay.drain()

    relays = [threading.Thread(target=relay_on) for _ in range(6)]
    for thread in relays:
        thread.start()
    try:
        until(lambda: world.unsent() == 0)
    finally:
        done.set()
        for thread in relays:
            thread.join()

    for customer in customers:
        told = [event["sequence"] for event in world.published() if event["subject"] == str(customer)]
        assert told == list(range(1, 12))


def test_what_was_told_and_heard_long_ago_is_forgotten_and_the_log_is_not(world: World, relay: Relay) -> None:
    customer = world.has_customer()
    relay.drain()
    with world.app.database.transaction() as session:
        inbox.note(session, "old", "m1", at=world.now)
        session.commit()

    world.days_pass(31)
    world.forgets()

    with world.app.database.reading() as session:
        assert session.execute(select(outbox.c.Position).where(outbox.c.SessionId == str(customer))).all() == []
        assert session.execute(select(inbox_table).where(inbox_table.c.Consumer == "old")).all() == []
    assert world.audit_trail(customer) == ["CustomerRegistered"]


def test_a_purge_of_very_many_rows_goes_in_batches_and_is_not_undone_by_what_fails_later(
    world: World, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(purging, "BATCH", 10)
    with world.app.database.transaction() as session:
        rows = [
            {"Consumer": "old", "MessageId": str(n), "HandledAt": world.now + timedelta(seconds=n // 3)}
            for n in range(100)
        ]
        session.execute(insert(inbox_table), rows)
        session.commit()
    deletes: list[str] = []

    def fail_from_the_fourth_on(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("DELETE") and "Inbox" in statement:
            deletes.append(statement)
            if len(deletes) > 3:
                raise ConnectionError("cut off")

    def rows_left() -> int:
        with world.app.database.reading() as session:
            return len(session.execute(select(inbox_table.c.MessageId).where(inbox_table.c.Consumer == "old")).all())

    event.listen(world.app.database.writer, "before_cursor_execute", fail_from_the_fourth_on)
    world.days_pass(31)
    world.send(StartJob(RETENTION, SUBJECT))
    [job] = world.jobs()
    work_on(world.app, job_handlers, job)
    event.remove(world.app.database.writer, "before_cursor_execute", fail_from_the_fourth_on)

    assert 60 <= rows_left() <= 70
    assert world.jobs() == [job]  # it is tried again
    world.works()
    assert rows_left() == 0


def test_a_purge_ends_with_its_slice_and_goes_on_in_the_next(world: World, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(purging, "BATCH", 1)
    with world.app.database.transaction() as session:
        for n in range(3):
            inbox.note(session, "old", f"m{n}", at=world.now + timedelta(seconds=n))
        session.commit()
    world.days_pass(31)
    world.send(StartJob(RETENTION, SUBJECT))
    [job] = world.jobs()

    stopping.set()
    work_on(world.app, job_handlers, job)
    stopping.clear()
    with world.app.database.reading() as session:
        assert len(session.execute(select(inbox_table.c.MessageId)).all()) == 2
    world.works()

    with world.app.database.reading() as session:
        assert session.execute(select(inbox_table.c.MessageId)).all() == []


def test_a_clock_that_was_set_back_a_day_strands_no_event(world: World, relay: Relay) -> None:
    world.days_pass(1)
    customer = world.has_customer()
    world.days_pass(-1)

    relay.drain()

    assert world.unsent() == 0
    assert [event["subject"] for event in world.published()] == [str(customer)]


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

"""What every event bus does, whichever is chosen."""

from collections.abc import Callable, Iterator
from pathlib import Path

from pytest import FixtureRequest, fixture, raises

from infra.local.bus_store import BusStore
from shared.adapters.event_bus import (
    MAX_MESSAGE_BYTES,
    EventBus,
    LocalEventBus,
    Message,
    MessageTooLarge,
    UnknownEntity,
)
from shared.platform.resilience import Unreachable
from tests.support.broker.entities import Queue
from tests.support.bus import azure_event_bus, message as plain_message
from tests.support.services import Bus
from tests.support.sqlite import opened
from tests.support.waiting import PATIENCE_SECONDS


def message(body: bytes = b"{}", *, session: str = "s", id: str = "") -> Message:
    return plain_message("customer-events", body, id=id, session=session, subject="CustomerRegistered", traceparent="t")


type Arrived = Callable[[], list[tuple[str, str, bytes]]]


@fixture(scope="module")
def service_bus() -> Iterator[Bus]:
    with Bus() as running:
        yield running


@fixture(params=["local", "azure"])
def kind(request: FixtureRequest) -> str:
    return str(request.param)


@fixture
def bus(kind: str, tmp_path: Path, service_bus: Bus) -> EventBus:
    if kind == "azure":
        service_bus.forget()
        return azure_event_bus(service_bus.connection_string)
    return LocalEventBus(tmp_path / "bus" / "servicebus.db")


@fixture
def arrived(kind: str, tmp_path: Path, service_bus: Bus) -> Arrived:
    def read() -> list[tuple[str, str, bytes]]:
        if kind == "azure":
            return service_bus.held("customer-events")
        with opened(tmp_path / "bus" / "servicebus.db") as db:
            return db.execute("SELECT MessageId, SessionId, Body FROM Sent ORDER BY Position").fetchall()

    return read


def test_messages_arrive_whole_and_in_order(bus: EventBus, arrived: Arrived) -> None:
    sent = [message(f'{{"n": {n}, "name": "Müller 🎪"}}'.encode(), session=str(n % 3)) for n in range(250)]

    bus.publish(sent)

    assert arrived() == [(m.message_id, m.session_id, m.body) for m in sent]


def test_a_message_sent_twice_arrives_once(bus: EventBus, arrived: Arrived) -> None:
    once, other = message(), message()
    bus.publish([once, other])
    bus.publish([once])

    assert [id for id, _, _ in arrived()] == [once.message_id, other.message_id]


def test_a_message_that_is_too_large_is_refused_as_such(bus: EventBus) -> None:
    with raises(MessageTooLarge):
        bus.publish([message(b"x" * (MAX_MESSAGE_BYTES + 1))])


def test_nothing_to_send_is_fine_and_a_healthy_bus_says_so(bus: EventBus) -> None:
    bus.publish([])
    bus.check()


def test_many_large_messages_are_more_than_one_batch_and_stay_in_order(bus: EventBus, arrived: Arrived) -> None:
    sent = [message(b"%03d" % n + b"x" * 60_000) for n in range(40)]

    bus.publish(sent)

    assert [id for id, _, _ in arrived()] == [one.message_id for one in sent]


def test_what_is_told_to_a_queue_arrives_there(service_bus: Bus) -> None:
    told = plain_message("jobs", b"{}", subject="JobReady")

    azure_event_bus(service_bus.connection_string).publish([told])

    queue = service_bus.broker.entities["jobs"]
    assert isinstance(queue, Queue)
    assert len(queue) == 1


def test_properties_travel_beside_the_body(service_bus: Bus) -> None:
    from azure.servicebus import ServiceBusClient

    service_bus.forget()
    azure_event_bus(service_bus.connection_string).publish([sent := message(b'{"a": 1}')])

    with (
        ServiceBusClient.from_connection_string(service_bus.connection_string) as client,
        client.get_subscription_receiver("customer-events", "watched") as receiver,
    ):
        [got] = receiver.receive_messages(1, PATIENCE_SECONDS)
        receiver.complete_message(got)
    assert (got.message_id, got.session_id, got.subject) == (sent.message_id, "s", "CustomerRegistered")
    assert got.content_type == "application/cloudevents+json"
    assert got.application_properties == {b"traceparent": b"t"}


def test_a_topic_that_does_not_exist_is_said_so(service_bus: Bus) -> None:
    bus = azure_event_bus(service_bus.connection_string)
    for _ in range(6):
        with raises(UnknownEntity):
            bus.publish([plain_message("nobody", b"{}", id="1")])
    bus.publish([message()])  # the others' circuit is closed still


def test_a_bus_that_was_cut_off_and_came_back_is_used_again_and_nothing_is_lost() -> None:
    with Bus() as service_bus:
        bus = azure_event_bus(service_bus.connection_string)
        bus.publish([message()])
        service_bus.broker.stop()
        with raises(Unreachable):
            bus.publish([message()])
        service_bus.broker.start()

        bus.publish([message(), message()])

        assert len(service_bus.held("customer-events")) == 3


def test_nobody_at_home_is_noticed() -> None:
    nowhere = "Endpoint=sb://localhost:1;SharedAccessKeyName=k;SharedAccessKey=a2V5;UseDevelopmentEmulator=true;"
    with raises(Unreachable):
        azure_event_bus(nowhere).check()


TOPIC, SUBSCRIPTION = "customer-events", "watched"
type Died = Callable[[], list[str]]


@fixture
def died(kind: str, tmp_path: Path, bus: EventBus, service_bus: Bus) -> Iterator[Died]:
    """Has what was published given up by a consumer; then says which messages are dead letters."""
    if kind == "azure":
        from azure.servicebus import ServiceBusClient

        with ServiceBusClient.from_connection_string(service_bus.connection_string) as client:

            def of_azure() -> list[str]:
                with client.get_subscription_receiver(TOPIC, SUBSCRIPTION) as receiver:
                    for letter in receiver.receive_messages(max_message_count=20, max_wait_time=1):
                        receiver.dead_letter_message(letter)
                return sorted(id for id, _, _ in service_bus.held(TOPIC, f"{SUBSCRIPTION}/$deadletterqueue"))

            yield of_azure
    else:

        def of_host() -> list[str]:
            host = BusStore(tmp_path / "bus" / "servicebus.db")
            host.route([f"{TOPIC}/{SUBSCRIPTION}"])
            while letters := host.receive(f"{TOPIC}/{SUBSCRIPTION}", most=20):
                host.abandon(letters, "no")
            return sorted(str(letter["messageId"]) for letter in host.dead_letters())

        yield of_host


def test_dead_letters_about_somebody_are_forgotten_and_no_others(bus: EventBus, died: Died) -> None:
    meant, other, elsewhere = (
        message(f'{{"contactId": "{id}"}}'.encode(), session=session)
        for id, session in (("x", "s1"), ("y", "s1"), ("x", "s2"))
    )
    bus.publish([meant, other, elsewhere])
    assert len(died()) == 3

    assert bus.forget("s1", '"x"', [(TOPIC, SUBSCRIPTION)]) == 1

    assert died() == sorted([other.message_id, elsewhere.message_id])
    assert bus.forget("s1", '"x"', [(TOPIC, SUBSCRIPTION)]) == 0

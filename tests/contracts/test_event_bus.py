"""What every event bus does, whichever is chosen."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from pytest import fixture, raises

from shared.adapters.event_bus import MAX_MESSAGE_BYTES, EventBus, LocalEventBus, MessageTooLarge
from shared.event_log.envelope import Message
from tests.support.sqlite import opened


def message(body: bytes = b"{}", *, session: str = "s", id: str = "") -> Message:
    return Message("customer-events", id or str(uuid4()), session, "CustomerRegistered", body, {"traceparent": "t"})


@fixture
def bus(tmp_path: Path) -> EventBus:
    return LocalEventBus(tmp_path / "bus" / "servicebus.db")


@fixture
def arrived(tmp_path: Path) -> Callable[[], list[tuple[str, str, bytes]]]:
    def read() -> list[tuple[str, str, bytes]]:
        with opened(tmp_path / "bus" / "servicebus.db") as db:
            return db.execute("SELECT MessageId, SessionId, Body FROM Sent ORDER BY Position").fetchall()

    return read


def test_messages_arrive_whole_and_in_order(bus: EventBus, arrived: Callable[[], list[tuple[str, str, bytes]]]) -> None:
    sent = [message(f'{{"n": {n}, "name": "Müller 🎪"}}'.encode(), session=str(n % 3)) for n in range(250)]

    bus.publish(sent)

    assert arrived() == [(m.message_id, m.session_id, m.body) for m in sent]


def test_a_message_sent_twice_arrives_once(bus: EventBus, arrived: Callable[[], list[tuple[str, str, bytes]]]) -> None:
    once = message()
    bus.publish([once])
    bus.publish([once, message()])

    assert len(arrived()) == 2


def test_a_message_that_is_too_large_is_refused_as_such(bus: EventBus) -> None:
    with raises(MessageTooLarge):
        bus.publish([message(b"x" * (MAX_MESSAGE_BYTES + 1))])


def test_nothing_to_send_is_fine_and_a_healthy_bus_says_so(bus: EventBus) -> None:
    bus.publish([])
    bus.check()

"""The queues that send messages: one channel never waits for the other, and what can't be written is not lost."""

import threading
from collections.abc import Iterator
from typing import Any

import httpx
from pytest import MonkeyPatch, fixture

from shared.communications import sending
from shared.composition import app
from tests.support import http
from tests.support.messages import Provider
from tests.support.running import NewCustomer, Running
from tests.support.sending import path_of, sends, sent
from tests.support.waiting import until

AT_ONCE = 20
"""More than a queue has threads."""


@fixture
def customer(new_customer: NewCustomer) -> dict[str, Any]:
    return new_customer(primaryPhone="+493012349999", preferences={"communicationChannels": ["Email", "SMS"]})


@fixture
def stuck(running: Running) -> Iterator[threading.Event]:
    """The provider of mail takes a call and does not answer until this is set."""
    free, channels = threading.Event(), app().channels
    provider: Any = Provider(name="slow", answer=free.wait)
    vars(app())["channels"] = channels._replace(email=provider)
    yield free
    free.set()
    vars(app())["channels"] = channels


def test_a_channel_that_is_stuck_delays_only_itself(
    api: httpx.Client, customer: dict[str, Any], stuck: threading.Event
) -> None:
    mails = [sends(api, customer).headers["location"].removeprefix("/api/v1/") for _ in range(AT_ONCE)]

    body = {"recipientPhone": "+493012349999", "message": "Doors open at 19:00."}
    assert sent(api, api.post(path_of(customer, "/sms"), json=body))["status"] == "Sent"
    assert {api.get(path).json()["status"] for path in mails} == {"Queued"}

    stuck.set()
    until(lambda: {api.get(path).json()["status"] for path in mails} == {"Sent"})


def test_what_cant_be_written_lies_among_the_dead_letters_and_is_sent_when_it_is_delivered_again(
    api: httpx.Client, running: Running, customer: dict[str, Any], monkeypatch: MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ValueError("a fault of ours")

    with monkeypatch.context() as patch:
        patch.setattr(sending, "email_of", fails)
        answer = sends(api, customer)
        until(lambda: bool(dead(running)))

    [letter] = dead(running)
    path = answer.headers["location"].removeprefix("/api/v1/")
    assert (letter["deliveryCount"], letter["reason"]) == (4, "MaxDeliveryCountExceeded")
    assert "a fault of ours" in letter["description"]
    assert api.get(path).json()["status"] == "Queued"
    headers = {"x-functions-key": running.host_key()}
    http.post(f"{running.root}/admin/servicebus/deadletters", headers=headers)
    until(lambda: api.get(path).json()["status"] == "Sent")


def dead(running: Running) -> list[dict[str, Any]]:
    """The dead letters of the queue of mail."""
    return [one for one in running.dead_letters() if one["entity"] == "emails"]

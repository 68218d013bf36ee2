"""Clients that create and change customers and contacts until nobody answers, and remember what they were told."""

import random
import threading
from collections.abc import Callable
from typing import NamedTuple
from uuid import uuid4

import httpx

from tests.support.running import Process

CLIENTS = 4


class Wish(NamedTuple):
    """A request, and the event that it becomes."""

    event: str
    mark: str
    """Stands in this one event and in no other."""
    method: str
    path: str
    body: dict[str, str]


class Fact(NamedTuple):
    """What happened to whom."""

    event: str
    mark: str
    id: str


def registered() -> Wish:
    mark = f"{uuid4().hex}@example.com"
    body = {"companyName": "Phoenix", "type": "Individual", "primaryEmail": mark}
    return Wish("CustomerRegistered", mark, "POST", "customers", body)


def changed(customer: str) -> Wish:
    mark = uuid4().hex
    return Wish("CustomerProfileUpdated", mark, "PUT", f"customers/{customer}/profile", {"industry": mark})


def added(customer: str) -> Wish:
    mark = f"{uuid4().hex}@example.com"
    body = {"firstName": "Ada", "lastName": "Ash", "email": mark}
    return Wish("ContactAdded", mark, "POST", f"customers/{customer}/contacts", body)


def contact_changed(customer: str, contact: str) -> Wish:
    mark = uuid4().hex
    return Wish("ContactUpdated", mark, "PUT", f"customers/{customer}/contacts/{contact}", {"position": mark})


class Clients:
    """Several clients at once; what they know outlives the host they talk to."""

    def __init__(self) -> None:
        self.acknowledged: list[Fact] = []
        self.unanswered: list[Wish] = []
        self.refused: list[str] = []
        self._customers: list[str] = []
        self._contacts: list[tuple[str, str]] = []

    def talk_to(self, served: Process, until_it: Callable[[], None]) -> None:
        """All of them send what comes to their minds until `until_it` has ended the host."""
        stop = threading.Event()
        crowd = [threading.Thread(target=self._talk, args=(served, stop)) for _ in range(CLIENTS)]
        for client in crowd:
            client.start()
        until_it()
        stop.set()
        for client in crowd:
            client.join()

    def _talk(self, served: Process, stop: threading.Event) -> None:
        with served.client() as api:
            while not stop.is_set():
                wish = self._wish()
                try:
                    self.send(api, wish)
                except httpx.HTTPError:
                    self.unanswered.append(wish)
                    return

    def _wish(self) -> Wish:
        """A change of somebody new or of somebody lately known; now and then two clients change the same."""
        customers, contacts = self._customers[-30:], self._contacts[-30:]
        if not customers or not contacts:
            return added(random.choice(customers)) if customers else registered()
        customer = random.choice(customers)
        wishes = (registered, lambda: changed(customer), lambda: added(customer))
        return random.choice((*wishes, lambda: contact_changed(*random.choice(contacts))))()

    def send(self, api: httpx.Client, wish: Wish) -> None:
        """Asks; whoever asks again with the same wish asks with the same key."""
        key = {"Idempotency-Key": wish.mark} if wish.method == "POST" else {}
        answer = api.request(wish.method, wish.path, json=wish.body, headers=key)
        if answer.status_code not in (200, 201):
            self.refused.append(f"{answer.status_code} {wish.method} {wish.path}: {answer.text}")
            return
        id = str(answer.json()["id"])
        self.acknowledged.append(Fact(wish.event, wish.mark, id))
        if wish.event == "CustomerRegistered":
            self._customers.append(id)
        if wish.event == "ContactAdded":
            self._contacts.append((wish.path.split("/")[1], id))

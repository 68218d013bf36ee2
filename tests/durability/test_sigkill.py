"""SIGKILL from outside, to the real `make run`, at random moments under load."""

import os
import random
import shutil
import threading
import time
from pathlib import Path
from uuid import UUID, uuid4

import httpx

from tests.support.bus import all_handled
from tests.support.running import Process
from tests.support.sqlite import opened
from tests.support.waiting import until

KILLS = 40 if os.environ.get("SOAK") else 5


def create_until_it_dies(served: Process, acknowledged: list[str], stop: threading.Event) -> None:
    with served.client() as client:
        while not stop.is_set():
            body = {"companyName": "Phoenix", "type": "Individual", "primaryEmail": f"{uuid4().hex}@example.com"}
            try:
                answer = client.post("customers", json=body, headers={"Idempotency-Key": body["primaryEmail"]})
            except httpx.HTTPError:
                return
            if answer.status_code == 201:
                acknowledged.append(answer.json()["id"])


def wait_for_more(acknowledged: list[str], count: int) -> None:
    enough = len(acknowledged) + count
    until(lambda: len(acknowledged) >= enough)


def logged(data: Path) -> set[str]:
    """The ids of all events."""
    with opened(data / "customers.db") as db:
        return {str(UUID(id)) for (id,) in db.execute("SELECT Id FROM DomainEvents")}


def test_kills_lose_nothing_acknowledged_and_every_event_reaches_its_consumer(
    tmp_path: Path, empty_database: Path
) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    acknowledged: list[str] = []
    for _ in range(KILLS):
        with Process(tmp_path, command=("make", "run")) as served:
            stop = threading.Event()
            clients = [
                threading.Thread(target=create_until_it_dies, args=(served, acknowledged, stop)) for _ in range(3)
            ]
            for client in clients:
                client.start()
            wait_for_more(acknowledged, random.randint(11, 60))
            time.sleep(random.uniform(0, 0.05))  # at any moment of a request
            served.kill()
            stop.set()
            for client in clients:
                client.join()

    # A dead relay's leases end after a minute; they would be waited for, but for this.
    with opened(tmp_path / "customers.db") as db:
        db.execute("UPDATE OutboxShards SET LeasedUntil = NULL")
    with Process(tmp_path, command=("make", "run")) as served:
        assert served.run_now("relay_outbox") == 202

        until(lambda: all_handled(tmp_path) == logged(tmp_path))

    with opened(tmp_path / "customers.db") as db:
        customers = {str(UUID(id)) for (id,) in db.execute("SELECT Id FROM Customers")}
        facts = [str(UUID(id)) for (id,) in db.execute("SELECT AggregateId FROM DomainEvents")]
        searchable = {str(UUID(id)) for (id,) in db.execute("SELECT CustomerId FROM CustomerSearch")}
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(acknowledged) > KILLS * 10  # they came under load
    assert set(acknowledged) <= customers == searchable
    assert sorted(facts) == sorted(customers)

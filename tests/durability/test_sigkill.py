"""SIGKILL from outside, to the running product, at random moments under load."""

import os
import random
import shutil
import time
from collections import Counter
from pathlib import Path

from tests.durability import witness
from tests.durability.clients import Clients
from tests.durability.evidence import Evidence, all_is_done, end_leases, wait_for_hand_over, watch
from tests.support.running import FOLDER, Process
from tests.support.waiting import until

KILLS = 500 if os.environ.get("SOAK") else 5
AS_MAKE_RUN = ("make", "run")


def live_and_die(served: Process, clients: Clients) -> None:
    """Serves clients, and is killed after some answers, none or many: at any moment of the next requests, or of a
    hand-over to the bus, which is short and would be missed by chance.
    """

    def kill() -> None:
        enough = len(clients.acknowledged) + random.randint(0, 60)
        until(lambda: len(clients.acknowledged) >= enough, said=lambda: served.output)
        if random.random() < 0.5:
            wait_for_hand_over(served.data)
        else:
            time.sleep(random.uniform(0, 0.05))
        served.kill()

    with served:
        clients.talk_to(served, kill)


def live_on(served: Process, clients: Clients) -> None:
    """Is asked once more for what nobody knows the answer of, and does all that is left to do."""
    with served, served.client() as api:
        for wish in clients.unanswered:
            if wish.method == "POST":
                clients.send(api, wish)  # with the key it had
        assert served.run_now("relay_outbox") == 202
        until(lambda: all_is_done(served.data), said=lambda: served.output)


def test_kills_lose_nothing_acknowledged_leave_nothing_half_done_and_repeat_nothing(
    tmp_path: Path, empty_database: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(empty_database, data / "customers.db")
    watch(data)
    product, clients = witness.grown(FOLDER, tmp_path / "product"), Clients()
    for number in range(KILLS):
        command = () if number % 50 else AS_MAKE_RUN  # which takes twice as long, and comes to the same
        live_and_die(Process(data, folder=product, command=command), clients)
        end_leases(data)
    live_on(Process(data, folder=product, command=AS_MAKE_RUN), clients)

    found = Evidence(data)
    print(f"{KILLS} kills; {found.summary(clients)}")
    assert set(clients.acknowledged) - set(found.facts) == set(), "acknowledged and lost"
    assert twice(found.facts) == {}, "done twice"
    assert found.state == found.state_as_told(), "half done"
    assert clients.refused == []
    assert found.searchable == {fact.id for fact in found.facts if fact.event == "CustomerRegistered"}
    assert found.queued == dict.fromkeys(found.logged, 1)

    assert set(found.handed_over) == set(found.logged)
    assert {id: contents for id, contents in found.handed_over.items() if len(set(contents)) > 1} == {}
    assert found.sessions(told=True) == found.sessions(told=False), "swapped"
    assert found.witnessed == dict.fromkeys(found.logged, 1)


def twice[T](counted: Counter[T]) -> dict[T, int]:
    return {one: times for one, times in counted.items() if times > 1}

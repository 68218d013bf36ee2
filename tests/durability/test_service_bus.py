"""The whole path over a broker: API, outbox, SDK, broker, SDK, trigger; and a broker that goes away meanwhile."""

import json
import shutil
from collections import defaultdict
from pathlib import Path

from tests.support.running import Process
from tests.support.services import Bus
from tests.support.waiting import until


def test_every_event_reaches_its_subscribers_in_order_though_the_broker_goes_away(
    tmp_path: Path, empty_database: Path
) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    with Bus() as bus:
        settings = {"ServiceBusConnection": bus.connection_string, "OUTBOX_RELAY_SCHEDULE": "* * * * * *"}
        with Process(tmp_path, settings=settings) as served, served.client() as api:
            ids = []
            for n in range(10):
                wish = {"companyName": f"Company {n}", "type": "Individual", "primaryEmail": f"c{n}@example.com"}
                ids.append(api.post("customers", json=wish).json()["id"])
            for turn in range(6):
                if turn == 2:
                    bus.broker.stop()
                for id in ids:
                    assert api.put(f"customers/{id}/profile", json={"industry": f"Industry {turn}"}).status_code == 200
                if turn == 4:
                    until(lambda: "The event bus does not answer" in served.output)  # it was missed
                    bus.broker.start()
            export = api.post("customers/contacts/export", json={}).json()["exportId"]
            path = f"customers/contacts/exports/{export}"
            until(lambda: api.get(path).json()["status"] == "Completed")  # asked for through a queue
            until(lambda: len(bus.held("customer-events")) >= 70)
            until(lambda: not bus.waiting("customer-events", "profile-cache"))
            assert served.output.count("invalidate_cached_profiles <- ") >= 2

    told = defaultdict(list)
    for _, session, body in bus.held("customer-events"):
        told[session].append(json.loads(body)["sequence"])
    assert {id: [*dict.fromkeys(numbers)] for id, numbers in told.items()} == {id: [1, 2, 3, 4, 5, 6, 7] for id in ids}

"""Whatever is killed in mid-merge, the merge comes to its end, and no row is lost, doubled or split."""

import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import httpx

from tests.support.running import FOLDER, Process
from tests.support.waiting import PATIENCE_SECONDS, until

CHILDREN = 5_000


def migrated(tmp_path: Path, empty_database: Path) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(empty_database, data / "customers.db")
    return data


def test_a_merge_of_5000_rows_survives_a_kill_at_every_boundary(tmp_path: Path, empty_database: Path) -> None:
    data = migrated(tmp_path, empty_database)
    command = [sys.executable, "-m", "tests.durability.mortal_merge", str(data), str(CHILDREN)]

    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=PATIENCE_SECONDS * 3)

    lives = [line.split(" ", 1) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert [wrong for _, wrong in lives if wrong] == []
    assert len(lives) > 25


def customers_of(api: httpx.Client) -> list[str]:
    """Two customers, of whom the first has somebody and complains."""
    ids = []
    for name in ("Aurora Ltd", "Aurora"):
        body = {"companyName": name, "type": "Enterprise", "primaryEmail": f"{uuid4().hex}@example.com"}
        ids.append(str(api.post("customers", json=body).json()["id"]))
    api.post(f"customers/{ids[0]}/contacts", json={"firstName": "Ada", "lastName": "L", "email": "ada@example.com"})
    api.post(f"customers/{ids[0]}/complaints", json={"subject": "Cold", "description": "The heating was off."})
    return ids


def asked(source: str, target: str) -> dict[str, str]:
    return {"sourceCustomerId": source, "targetCustomerId": target}


STEPS = ("start_merge", "carry_out_merge", "take_over_contacts", "move_records", "complete_merge")
STOPPED = {f"AzureWebJobs.{name}.Disabled": "true" for name in STEPS}


def test_while_nobody_carries_merges_out_they_are_accepted_and_nothing_moves_until_somebody_does(
    tmp_path: Path, empty_database: Path
) -> None:
    with Process(migrated(tmp_path, empty_database), settings=STOPPED) as served, served.client() as api:
        source, target = customers_of(api)
        accepted = api.post("customers/merge", json=asked(source, target))
        shown = api.get(f"customers/merges/{accepted.json()['mergeId']}").json()
        assert (accepted.status_code, shown["status"], shown["moved"], shown["remaining"]) == (202, "Processing", {}, 1)
        assert api.get(f"customers/{source}/contacts").json()["totalCount"] == 1
        assert api.put(f"customers/{source}/profile", json={"industry": "Music"}).json()["code"] == "CUST-003"

    with Process(served.data) as served, served.client() as api:
        until(lambda: api.get(f"customers/{source}").json()["status"] == "Archived", said=lambda: served.output)
        assert api.get(f"customers/{target}/contacts").json()["totalCount"] == 1
        assert api.get(f"customers/{target}/complaints").json()["totalCount"] == 1


def test_who_stops_the_host_after_a_merge_hears_of_no_connection(tmp_path: Path, empty_database: Path) -> None:
    with Process(migrated(tmp_path, empty_database)) as served, served.client() as api:
        merge = api.post("customers/merge", json=asked(*customers_of(api))).json()
        until(lambda: api.get(f"customers/merges/{merge['mergeId']}").json()["status"] == "Completed")
        assert served.stop() == 0
        until(lambda: "stopped" in served.output)
    assert served.output.splitlines()[-1] == "stopped", served.output

"""A running system can be copied, and the copy serves."""

import shutil
from pathlib import Path

from pytest import mark

from tests.support.commands import refusal, said
from tests.support.running import Process
from tests.support.waiting import until

pytestmark = mark.system


def test_a_copy_of_a_running_system_has_all_that_was_acknowledged(tmp_path: Path, empty_database: Path) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy"
    data.mkdir()
    shutil.copy(empty_database, data / "customers.db")
    wish = {"companyName": "Aurora", "type": "Enterprise", "primaryEmail": "a@example.com"}
    with Process(data) as served, served.client() as api:
        customer = api.post("customers", json=wish).json()["id"]
        people = {"file": ("list.csv", b"firstName,lastName,email\nAda,L,ada@example.com\n")}
        started = api.post("customers/contacts/import", data={"customerId": customer}, files=people).json()
        until(lambda: (data / "audit.db").exists())
        until(lambda: api.get(f"customers/contacts/imports/{started['importId']}").json()["status"] == "Completed")
        copying = said("infra.local.backup", str(copy), settings={"DATA": str(data)})
        key, token = served.host_key(), served.token()

    assert (copying.returncode, copying.stdout.splitlines()) == (
        0,
        [
            f"copied {data} to {copy}: customers.db servicebus.db audit.db blobs/ host/ keys/",
            f"To go back, stop the system and start it on the copy: DATA={copy} make run",
        ],
    )
    with Process(copy) as restored, restored.client() as api:
        assert api.get(f"customers/{customer}").json()["profile"]["companyName"] == "Aurora"
        assert api.get(f"customers/{customer}/contacts").json()["totalCount"] == 1
        assert api.get(f"customers/{customer}", headers={"Authorization": f"Bearer {token}"}).status_code == 200
        assert api.get(f"customers/{customer}/history").json()["items"][0]["changes"]
        assert restored.host_key() == key


def test_a_copy_overwrites_nothing(tmp_path: Path) -> None:
    told = refusal(said("infra.local.backup", str(tmp_path), settings={"DATA": str(tmp_path / "data")}))
    assert told == f"TO={tmp_path} exists already: choose a new folder."
    assert "Say where to" in refusal(said("infra.local.backup", settings={"DATA": str(tmp_path / "data")}))

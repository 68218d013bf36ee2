"""Being asked to stop: nothing that was told is lost, and nothing is left for the next start to tidy."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import httpx
from pytest import mark

from tests.support.importing import csv_of, people
from tests.support.running import FOLDER, Process
from tests.support.sqlite import opened
from tests.support.waiting import until


@mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_loses_no_entry_of_the_audit_and_leaves_one_file(
    tmp_path: Path, empty_database: Path, number: int
) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    with Process(tmp_path) as served, served.client() as client:
        wish = {"companyName": "Aurora", "type": "Individual", "primaryEmail": "a@example.com"}
        customer = client.post("customers", json=wish).json()["id"]
        for _ in range(50):
            client.get(f"customers/{customer}")
        assert served.stop(number) == 0

    with opened(tmp_path / "audit.db") as audit:
        assert audit.execute("SELECT COUNT(*) FROM Audit").fetchone() == (51,)
    log = tmp_path / "customers.db-wal"
    assert not log.exists() or log.stat().st_size == 0


def test_a_stop_in_the_middle_of_a_list_hands_it_to_the_next_start(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    served = Process(tmp_path, settings={"JOBS_SCHEDULE": "* * * * * *"})
    rows = [f"F{n},L{n},p{n}@people.example.com,,Company {n % 400}" for n in range(20_000)]
    with served, served.client() as client:
        files = {"file": ("a.csv", csv_of(*rows).encode())}
        import_id = client.post("customers/contacts/import", files=files, data={"onUnknownCustomer": "create"}).json()[
            "importId"
        ]
        path = f"customers/contacts/imports/{import_id}"
        until(lambda: client.get(path).json()["processedRecords"] > 0)
        assert served.stop() == 0
    with opened(tmp_path / "customers.db") as db:
        [(done, owner)] = db.execute(
            "SELECT ProcessedRecords, Owner FROM ContactImports LEFT JOIN Jobs ON SubjectId = ContactImports.Id"
        ).fetchall()
    assert done < 20_000
    assert owner is None  # given back, not left to its lease

    served.start()
    with served.client() as client:
        until(lambda: client.get(path).json()["status"] != "Processing")
        assert client.get(path).json()["successfulRecords"] == 20_000
    served.stop()


def test_a_worker_of_azure_that_gets_sigterm_writes_what_waits(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    script = """
import os, signal, time
import azure.functions as func, function_app
[ask] = [f for f in function_app.app.get_functions() if f.get_function_name() == "get_customer"]
for _ in range(20):
    ask.get_user_function()(func.HttpRequest(method="GET", url="http://x/api/v1/customers/1", body=b""))
os.kill(os.getpid(), signal.SIGTERM)
time.sleep(60)
"""
    environment = {**os.environ, "DATA": str(tmp_path), "AUTH_ISSUER": "https://x", "AUTH_AUDIENCE": "x"}

    ended = subprocess.run([sys.executable, "-c", script], cwd=FOLDER, env=environment, check=False)

    assert ended.returncode == 0
    with opened(tmp_path / "audit.db") as audit:
        assert audit.execute("SELECT COUNT(*) FROM Audit").fetchone() == (20,)


@mark.parametrize("module", ["infra.start", "infra.local"])
def test_a_folder_that_cannot_be_written_to_is_one_sentence(module: str) -> None:
    environment = {**os.environ, "DATA": "/proc/nothing"}
    said = subprocess.run(
        [sys.executable, "-m", module], cwd=FOLDER, env=environment, check=False, capture_output=True, text=True
    )

    assert said.returncode == 2
    assert said.stderr.startswith("DATA=/proc/nothing can't be written to")
    assert len(said.stderr.splitlines()) == 1


def test_what_was_left_half_written_goes_at_the_next_start(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "customers.db")
    folder = tmp_path / "blobs" / "contact-imports" / "some-id"
    folder.mkdir(parents=True)
    (folder / ".draft-0123").write_text("half a list")

    with Process(tmp_path) as served, served.client() as client:
        assert client.get("health").status_code == 200
        assert list(folder.iterdir()) == []


def test_nobody_is_left_behind(tmp_path: Path, empty_database: Path) -> None:
    """A list that is being read when its host is killed: the process that reads it ends, too."""
    shutil.copy(empty_database, tmp_path / "customers.db")
    with Process(tmp_path) as served, served.client() as client:
        files = {"file": ("a.csv", csv_of(*people(200_000)).encode())}
        assert isinstance(client.post("customers/contacts/import", files=files), httpx.Response)
        until(lambda: bool(readers(served.id)))
        left = readers(served.id)
        served.kill()

    until(lambda: not any(Path(f"/proc/{one}").exists() for one in left))


def readers(parent: int) -> list[int]:
    """The processes that read a list for this one."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            stat, command = (process / "stat").read_text(), (process / "cmdline").read_bytes()
        except OSError:
            continue
        if b"shared.imports.reading.process" in command and stat.rpartition(")")[2].split()[1] == str(parent):
            found.append(int(process.name))
    return found

"""The process dies at every boundary of create + relay: no event is lost, none is invented."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import UUID

from pytest import raises

from tests.support.running import FOLDER
from tests.support.sqlite import opened
from tests.support.waiting import PATIENCE_SECONDS


def live(data: Path, boundary: int, *, split: bool = False) -> tuple[list[str], bool]:
    """One life of the mortal process: the customers it acknowledged, and whether it lived to the end."""
    command = [sys.executable, "-m", "tests.durability.mortal", str(data), str(boundary), *(["split"] if split else [])]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=PATIENCE_SECONDS)
    lines = done.stdout.split()
    lived = "lived" in lines
    if done.returncode != (0 if lived else 9):
        raise RuntimeError(done.stderr)  # it failed; that is no answer to what it was asked
    return [line for line in lines if line != "lived"], lived


def check(data: Path, acknowledged: list[str]) -> None:
    """Every customer has its one fact, every fact is on the bus, and the bus has nothing else."""
    with opened(data / "customers.db") as db, opened(data / "servicebus.db") as bus:
        customers = {str(UUID(id)) for (id,) in db.execute("SELECT Id FROM Customers")}
        logged = [(str(UUID(e)), str(UUID(a))) for e, a in db.execute("SELECT Id, AggregateId FROM DomainEvents")]
        exists = bus.execute("SELECT 1 FROM sqlite_master WHERE name = 'Sent'").fetchone()
        told = [json.loads(body) for (body,) in bus.execute("SELECT Body FROM Sent")] if exists else []
    assert set(acknowledged) <= customers
    assert sorted(aggregate for _, aggregate in logged) == sorted(customers)
    assert {event["id"] for event in told} == {id for id, _ in logged}


def die_everywhere(template: Path, folder: Path, *, split: bool = False) -> int:
    """Dies at each boundary in turn, then lives again to relay what is left. Returns how many boundaries there are."""
    boundary = 0
    while True:
        boundary += 1
        data = folder / str(boundary)
        data.mkdir()
        shutil.copy(template, data / "customers.db")
        acknowledged, lived = live(data, boundary, split=split)
        if not lived:
            assert live(data, -1) == ([], True)
        check(data, acknowledged)
        if lived:
            return boundary - 1


def test_no_death_loses_or_invents_an_event(tmp_path: Path, empty_database: Path) -> None:
    assert die_everywhere(empty_database, tmp_path) == 20


def test_committing_state_before_its_events_would_be_seen(tmp_path: Path, empty_database: Path) -> None:
    with raises(AssertionError):
        die_everywhere(empty_database, tmp_path, split=True)

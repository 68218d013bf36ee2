"""Health, which anybody may ask for: what it sees, and what asking costs."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pytest import MonkeyPatch, raises

from shared.platform.web import health
from shared.platform.web.health import Readiness, room_in
from tests.support import http
from tests.support.running import Running
from tests.support.waiting import PATIENCE_SECONDS
from tests.support.world import World


def test_however_many_ask_the_dependencies_are_asked_once(world: World) -> None:
    asked: list[None] = []
    readiness = Readiness(world.app.database, {"bus": lambda: asked.append(None)})

    with ThreadPoolExecutor(16) as callers:
        seen = list(callers.map(lambda _: readiness.look().status, range(500)))

    assert set(seen) == {"Healthy"}
    assert len(asked) == 1


def test_who_asks_while_somebody_looks_gets_what_was_seen_before(world: World, monkeypatch: MonkeyPatch) -> None:
    looking, go_on = threading.Event(), threading.Event()
    readiness = Readiness(world.app.database, {"bus": lambda: None})
    first = readiness.look()
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.0)

    def hang() -> None:
        looking.set()
        go_on.wait(PATIENCE_SECONDS)

    readiness._others["bus"] = hang
    looker = threading.Thread(target=readiness.look)
    looker.start()
    assert looking.wait(PATIENCE_SECONDS)

    assert readiness.look() is first
    go_on.set()
    looker.join()
    assert readiness._seen is not first


def test_what_was_seen_is_looked_at_again_after_some_seconds(world: World, monkeypatch: MonkeyPatch) -> None:
    def broken() -> None:
        raise ConnectionError

    readiness = Readiness(world.app.database, {"bus": lambda: None})
    assert readiness.look().status == "Healthy"
    readiness._others["bus"] = broken
    assert readiness.look().status == "Healthy"
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.0)

    assert readiness.look().status == "Degraded"


def test_a_disk_that_is_nearly_full_is_told(world: World, tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    check = room_in(tmp_path / "not" / "there" / "yet")
    check()
    monkeypatch.setattr(health, "LOW_DISK_BYTES", 1 << 62)

    with raises(OSError, match="bytes are free"):
        check()
    found = Readiness(world.app.database, {"disk": check}).look()
    assert (found.status, found.checks["disk"].status) == ("Degraded", "Unhealthy")


def test_that_the_process_answers_is_told_without_a_look_at_anything(running: Running) -> None:
    answer = http.get(f"{running.root}/api/v1/health/live")

    assert (answer.status_code, answer.json()) == (200, {"status": "Healthy"})

"""Durable Functions on the local host: the unmodified library, whatever dies in between."""

import time
from pathlib import Path
from typing import Any

from tests.support.sample import Sample, sample_host


def starts(sample: Sample, name: str, id: str, given: dict[str, Any]) -> int:
    return sample.request("POST", f"api/orchestrate/{name}/{id}", json=given).status_code


def status(sample: Sample, id: str) -> dict[str, Any]:
    shown: dict[str, Any] = sample.get(f"api/orchestrations/{id}").json()
    return shown


def ends(sample: Sample, id: str) -> dict[str, Any]:
    sample.until(lambda: status(sample, id)["status"] not in ("Pending", "Running"))
    return status(sample, id)


def test_an_orchestration_goes_through_failures_timers_and_new_beginnings_to_its_end(sample: Sample) -> None:
    assert starts(sample, "counting", "one", {"from": 0, "to": 7}) == 202

    assert ends(sample, "one") == {
        "status": "Completed",
        "custom": {"at": 7},
        "output": {"counted": 7, "failed": True},
    }
    numbers = [line["number"] for line in sample.notes("count")]
    assert numbers == [0, 1, 1, 2, 3, 3, 4, 5, 5, 6]  # each odd one fails once
    assert len(sample.notes("fail")) == 2


def test_what_runs_is_not_started_twice_and_what_has_ended_is(sample: Sample) -> None:
    assert starts(sample, "counting", "twice", {"from": 100, "to": 130}) == 202
    assert starts(sample, "counting", "twice", {"from": 200, "to": 202}) == 409
    assert ends(sample, "twice")["output"]["counted"] == 130

    assert starts(sample, "counting", "twice", {"from": 200, "to": 202}) == 202
    assert ends(sample, "twice")["output"]["counted"] == 202


def test_one_that_raises_has_failed_and_says_why(sample: Sample) -> None:
    starts(sample, "breaking", "broken", {})

    assert ends(sample, "broken") == {"status": "Failed", "custom": None, "output": "it broke"}


def test_what_is_not_there_is_said_so(sample: Sample) -> None:
    assert starts(sample, "nothing", "none", {}) == 409
    assert starts(sample, "count", "none", {}) == 409  # an activity
    assert sample.get("api/orchestrations/none").status_code == 404


def test_only_the_app_is_told_where_its_hub_is(sample: Sample) -> None:
    assert sample.request("POST", "durabletask/orchestrators/counting/x", json={}).status_code == 404
    assert sample.request("POST", "durabletask/guess/orchestrators/counting/x", json={}).status_code == 404


def test_kills_at_any_moment_only_have_it_go_on(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("SLOW", "0.05")
    with sample_host(tmp_path) as served:
        starts(served, "counting", "killed", {"from": 0, "to": 20})
        served.kill()
    for kill in range(1, 6):
        with again(served) as served:
            served.until(lambda: len(served.notes("count")) > 3 * kill)  # noqa: B023 - asked at once
            time.sleep(0.02 * kill)
            served.kill()
    with again(served) as served:
        assert ends(served, "killed")["output"] == {"counted": 20, "failed": True}
    assert {line["number"] for line in served.notes("count")} == set(range(20))


def again(sample: Sample) -> Sample:
    """Another host on what one has left behind."""
    return Sample(sample.data, folder=sample.data.parent / "app")


def test_a_function_that_a_setting_disables_is_not_served(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("AzureWebJobs.counting.Disabled", "true")
    with sample_host(tmp_path) as served:
        assert starts(served, "counting", "off", {"from": 0, "to": 1}) == 409
        assert starts(served, "breaking", "on", {}) == 202

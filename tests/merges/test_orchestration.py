"""Orchestrations as they were recorded go on the same way on today's code; histories stay small.

A history is what the hub keeps: each episode begins with ORCHESTRATOR_STARTED and what the orchestrator saw, and ends
with what it asked for. A change of the code that asks for something else would leave merges stuck that began before it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import azure.functions as func
from pytest import mark, param

from blueprints import merges as triggers
from infra.local.durable_episode import (
    ORCHESTRATOR_COMPLETED,
    TASK_SCHEDULED,
    TIMER_CREATED,
    asked_for,
    event,
)
from infra.local.durable_store import Instance
from shared.merges.orchestration import STEPS_AT_ONCE
from shared.platform.orchestrations import replay

HISTORIES = Path(__file__).parent / "histories"
HANDLERS = {"carry_out_merge": triggers.carry_out_merge, "carry_out_undo": triggers.carry_out_undo}

type Events = list[dict[str, Any]]


def episodes(history: Events) -> Iterator[tuple[Events, dict[str, Any], list[str]]]:
    """What an orchestrator had seen after each episode, what was new of that, and what it then asked for."""
    seen, begun = list[dict[str, Any]](), 0
    for one in history:
        if one["EventType"] == ORCHESTRATOR_COMPLETED:
            fresh = [past for past in seen[begun:] if past["EventType"] not in (TASK_SCHEDULED, TIMER_CREATED)]
            asked = [past.get("Name", "timer") for past in seen[begun:] if past not in fresh]
            yield [*seen[:begun], *fresh], fresh[-1], asked
            seen.append(one)
            begun = len(seen)
        else:
            seen.append(one)


def replayed(name: str, given: str, history: Events) -> dict[str, Any]:
    """What an orchestrator asks for that has seen this."""
    context = {
        "history": history,
        "instanceId": "x",
        "isReplaying": len(history) > 2,
        "parentInstanceId": None,
        "input": given,
        "upperSchemaVersion": 2,
    }
    state: dict[str, Any] = json.loads(replay(HANDLERS[name], func.OrchestrationContext(json.dumps(context))))
    return state


@mark.parametrize("file", [param(one, id=one.stem) for one in sorted(HISTORIES.glob("*.json"))])
def test_a_recorded_history_leads_to_the_same_actions(file: Path) -> None:
    recorded = json.loads(file.read_text())
    instance = Instance("x", "", recorded["orchestration"], None, "Pending", None, None, None, "", "", 0, 0, {})

    count = 0
    for history, seen, asked in episodes(recorded["history"]):
        state = replayed(recorded["orchestration"], recorded["input"], history)
        steps = asked_for(instance, state, seen).steps
        assert [one.action["functionName"] if one.action else "timer" for one in steps] == asked
        count += 1
    assert count > 3


def test_however_much_there_is_to_move_no_history_grows_with_it() -> None:
    given = json.dumps({"mergeId": "m", "kinds": ["communications"], "begun": True})
    history = [event(12), event(0, Name="carry_out_merge", Input=given, Version="1.0")]
    instance = Instance("x", "", "carry_out_merge", None, "Pending", None, None, None, "", "", 0, 0, {})
    for step in range(STEPS_AT_ONCE):
        asked = asked_for(instance, replayed("carry_out_merge", given, history), history[-1])
        assert asked.onward is None
        result = json.dumps({"moved": 10_000, "isLast": False})
        history += [event(13), event(12), event(5, TaskScheduledId=step, Result=result)]

    onward = asked_for(instance, replayed("carry_out_merge", given, history), history[-1]).onward

    assert onward is not None
    assert json.loads(onward["input"]) == {
        "mergeId": "m",
        "kinds": ["communications"],
        "begun": True,
        "moved": 10_000 * STEPS_AT_ONCE,
    }

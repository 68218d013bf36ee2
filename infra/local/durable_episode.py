"""What an orchestrator asks for in one episode, as the library writes it, and what follows from what it saw."""

import ast
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from infra.local.durable_store import Event, Instance, now

EXECUTION_STARTED, TASK_SCHEDULED, TASK_COMPLETED, TASK_FAILED, TIMER_CREATED, TIMER_FIRED = 0, 4, 5, 6, 10, 11
ORCHESTRATOR_STARTED, ORCHESTRATOR_COMPLETED = 12, 13
"""Kinds of events in a history (DurableTask.Core, EventType)."""
CALL, CALL_WITH_RETRY, CONTINUE_AS_NEW, CREATE_TIMER, ANY_OF, ALL_OF = 0, 1, 4, 5, 11, 12
"""Kinds of actions that an orchestrator asks for."""
ERROR_DATA = "\n\n$OutOfProcData$:"
"""In the message of an orchestrator that failed: what it had asked for before stands behind it."""

type Action = Mapping[str, Any]


class Step(NamedTuple):
    """An activity to be run; or, without an action, a timer that is to fire."""

    task: int
    action: Action | None
    due_at: float = 0.0

    def event(self) -> Event:
        """What a history says of it."""
        if self.action is None:
            return event(TIMER_CREATED, self.task, FireAt=datetime.fromtimestamp(self.due_at, UTC).isoformat())
        return event(TASK_SCHEDULED, self.task, Name=self.action["functionName"], Version=None, Input=None)


class Asked(NamedTuple):
    """What is to be done after an episode."""

    steps: list[Step]
    onward: Action | None
    """It begins anew with this."""


def asked_for(one: Instance, state: Mapping[str, Any], seen: Event) -> Asked:
    """What is to be done; notes in the instance how far it is.

    The library gives all actions since the beginning each time, so those of before are passed over.
    """
    steps, onward, error = list(_tried_again(one, seen)), None, state.get("error")
    actions = [action for batch in state["actions"] for action in _flattened(batch)]
    for action in actions[one.actions :]:
        kind = action["actionType"]
        if kind == CONTINUE_AS_NEW:
            onward = action
            continue
        task, one.next_task = one.next_task, one.next_task + 1
        if kind == CREATE_TIMER:
            steps.append(Step(task, None, datetime.fromisoformat(action["fireAt"]).timestamp()))
        elif kind in (CALL, CALL_WITH_RETRY):
            if kind == CALL_WITH_RETRY:
                one.retries[str(task)] = {"action": action, "attempt": 1}
            steps.append(Step(task, action))
        else:
            error = error or f"The local host knows no action {kind}."
    is_done = state["isDone"] or bool(error)
    one.actions = len(actions)
    one.status = "Failed" if error else "Completed" if is_done else "Running"
    if is_done:
        one.output = json.dumps(error or state.get("output"))
    if "customStatus" in state:
        one.custom_status = json.dumps(state["customStatus"])
    return Asked(steps, onward)


def state_of_failure(message: str) -> dict[str, Any]:
    """What an orchestrator that raised had asked for before, and what it raised."""
    with suppress(ValueError, SyntaxError):  # the worker gives the exception as it is written in code
        message = str(ast.literal_eval(message[message.index("(") + 1 : -1].rstrip(",")))
    error, _, data = message.partition(ERROR_DATA)
    return {"actions": [], **(json.loads(data) if data else {}), "isDone": True, "error": error}


def _flattened(actions: Iterable[Action]) -> Iterator[Action]:
    for action in actions:
        if action["actionType"] in (ANY_OF, ALL_OF):
            yield from _flattened(action["compoundActions"])
        else:
            yield action


def _tried_again(one: Instance, seen: Event) -> Iterator[Step]:
    """What a failure has follow: a rest, and after it the same again, if it was not tried often enough.

    The rest comes after the last failure, too: the library counts on it.
    """
    trying = one.retries.pop(str(seen.get("TaskScheduledId", seen.get("TimerId"))), None)
    if trying is None or seen["EventType"] not in (TASK_FAILED, TIMER_FIRED):
        return
    options, attempt = trying["action"]["retryOptions"], trying["attempt"]
    is_rest = seen["EventType"] == TASK_FAILED
    if not is_rest and attempt >= options["maxNumberOfAttempts"]:
        return
    task, one.next_task = one.next_task, one.next_task + 1
    one.retries[str(task)] = {**trying, "attempt": attempt if is_rest else attempt + 1}
    if is_rest:
        yield Step(task, None, time.time() + options["firstRetryIntervalInMilliseconds"] / 1000)
    else:
        yield Step(task, trying["action"])


def event(kind: int, number: int = -1, **fields: object) -> dict[str, Any]:
    """An event as histories have it."""
    return {"EventType": kind, "EventId": number, "IsPlayed": False, "Timestamp": now(), **fields}

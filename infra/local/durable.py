"""Durable Functions' part of the host: the history-replay protocol of azure-functions-durable 1.x, as far as we use it.

Activities with retries, timers, custom status, `continue_as_new`, starting and asking. An orchestrator sees one answer
an episode, so that its task numbers and the library's stay the same. Activities may run more than once.
"""

import asyncio
import json
import secrets
import sys
import time
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from azure_functions_runtime.bindings.datumdef import Datum
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from infra.local.durable_episode import (
    EXECUTION_STARTED,
    ORCHESTRATOR_COMPLETED,
    ORCHESTRATOR_STARTED,
    TASK_COMPLETED,
    TASK_FAILED,
    TIMER_FIRED,
    asked_for,
    event,
    state_of_failure,
)
from infra.local.durable_store import ENDED, DurableStore, Event, Instance, Work, now
from infra.local.worker import Function, InvocationFailed, Worker

ACTIVITIES_AT_ONCE = 10


class Durable:
    """One task hub and the functions that it runs."""

    def __init__(self, worker: Worker, file: Path, root: str, options: Mapping[str, Any]) -> None:
        self._worker, self._store, self._root = worker, DurableStore(file), root
        self._version: str | None = options.get("defaultVersion")
        self._functions: dict[str, Function] = {}
        self._path = f"/durabletask/{secrets.token_urlsafe(16)}"  # for the app alone, which is told
        self._wake, self._busy = asyncio.Event(), set[str | int]()
        self._tasks = set[asyncio.Task[None]]()

    def add(self, function: Function) -> None:
        """An orchestrator or an activity of the app."""
        self._functions[function.name] = function

    def client(self) -> Datum:
        """What a function gets that is bound to the hub."""
        urls = {"id": "INSTANCEID"}
        return Datum(
            json.dumps(
                {
                    "taskHubName": "local",
                    "creationUrls": {},
                    "managementUrls": urls,
                    "rpcBaseUrl": f"{self._root}{self._path}/",
                }
            ),
            "string",
        )

    def routes(self) -> list[Route]:
        """What the app's client of the hub asks."""
        at = f"{self._path}/orchestrators/{{name}}/{{id}}"
        return [
            Route(at, self._start, methods=["POST"]),
            Route(f"{self._path}/instances/{{id}}", self._status, methods=["GET"]),
        ]

    async def serve(self) -> None:
        """Runs what is to be run, for ever; also what a host before had begun."""
        while True:
            self._wake.clear()
            for id in self._store.answered():
                self._begin(id, self._episode(id))
            moment, work = time.time(), self._store.work()
            for one in work:
                if one.due_at <= moment and (one.action is None or self._has_room()):
                    self._begin(one.number, self._do(one))
            due = [one.due_at for one in work if one.due_at > moment]
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), max(0.0, min(due) - moment) if due else None)

    def _has_room(self) -> bool:
        return sum(isinstance(one, int) for one in self._busy) < ACTIVITIES_AT_ONCE

    def _begin(self, key: str | int, work: Coroutine[Any, Any, None]) -> None:
        if key in self._busy:
            work.close()
            return

        async def guarded() -> None:
            try:
                await work
            finally:
                self._busy.discard(key)
                self._wake.set()

        self._busy.add(key)
        task = asyncio.create_task(guarded())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _episode(self, id: str) -> None:
        """Has an orchestrator see one answer, and keeps what it asks for."""
        one, answer = self._store.instance(id), self._store.next_answer(id)
        if one is None or answer is None:
            return
        if answer.run != one.run or one.status in ENDED:
            with self._store.transaction():
                self._store.forget_answer(answer.number)
            return
        seen = self._store.history(id)
        new = [event(ORCHESTRATOR_STARTED), answer.event]
        state = await self._replayed(one, [*({**before, "IsPlayed": True} for before in seen), *new])
        with self._store.transaction():
            self._store.forget_answer(answer.number)
            self._keep(one, state, answer.event, new)

    async def _replayed(self, one: Instance, history: list[Event]) -> dict[str, Any]:
        """What an orchestrator that has seen this asks for."""
        context = {
            "history": history,
            "instanceId": one.id,
            "isReplaying": len(history) > 2,
            "parentInstanceId": None,
            "input": one.input,
            "upperSchemaVersion": 2,
        }
        try:
            function = self._functions[one.name]
            returned, _ = await self._worker.invoke(function, Datum(json.dumps(context), "json"))
            assert returned is not None
            state: dict[str, Any] = json.loads(returned.value)
        except KeyError:
            return {"isDone": True, "actions": [], "error": f"There is no orchestrator {one.name}."}
        except InvocationFailed as failed:
            return state_of_failure(str(failed))
        return state

    def _keep(self, one: Instance, state: Mapping[str, Any], seen: Event, new: list[Event]) -> None:
        """Keeps an episode: what was seen, and what is to be done."""
        asked = asked_for(one, state, seen)
        if asked.onward is not None:
            self._create(one.name, one.id, asked.onward.get("input"))
            return
        for one_step in asked.steps:
            new.append(one_step.event())
            self._store.schedule(one.id, one.run, *one_step)
        self._store.remember(one.id, [*new, event(ORCHESTRATOR_COMPLETED)])
        if one.status == "Failed":
            print(f"{one.name} {one.id} failed: {one.output}", file=sys.stderr, flush=True)
        self._store.save(one)

    async def _do(self, work: Work) -> None:
        """Fires a timer, or runs an activity; the answer and the end of the work are one."""
        answer: Event = event(TIMER_FIRED, TimerId=work.task, FireAt=now())
        if work.action is not None:
            answer = await self._ran(work.task, work.action)
        with self._store.transaction():
            if self._store.is_open(work.number):
                self._store.answer(work.id, work.run, answer)
                self._store.forget_work(work.number)

    async def _ran(self, task: int, action: Mapping[str, Any]) -> Event:
        name = action["functionName"]
        try:
            function = self._functions[name]
            returned, _ = await self._worker.invoke(function, Datum(action.get("input") or "null", "json"))
        except (InvocationFailed, KeyError) as failed:
            print(f"{name} failed: {failed}", file=sys.stderr, flush=True)
            return event(
                TASK_FAILED, TaskScheduledId=task, Reason=f"Activity function '{name}' failed: {failed}", Details=""
            )
        return event(TASK_COMPLETED, TaskScheduledId=task, Result=returned.value if returned else "null")

    def _create(self, name: str, id: str, given: str | None) -> None:
        first = event(EXECUTION_STARTED, Name=name, Input=given, Version=self._version)
        self._store.create(name, id, given, self._version, first)

    async def _start(self, request: Request) -> Response:
        """As the extension: an id that runs is refused, one that has ended begins anew."""
        name, id = request.path_params["name"], request.path_params["id"]
        if name not in self._functions or self._functions[name].kind != "orchestrationTrigger":
            why = f"The function '{name}' doesn't exist, is disabled, or is not an orchestrator function."
            return JSONResponse({"Message": why, "ExceptionMessage": why}, 400)
        known = self._store.instance(id)
        if known is not None and known.status not in ENDED:
            return JSONResponse(
                {"Message": f"An Orchestration instance with the status {known.status} already exists."}, 409
            )
        body = await request.body()
        with self._store.transaction():
            self._create(name, id, json.loads(body) if body else None)
        self._wake.set()
        return JSONResponse({"id": id}, 202)

    async def _status(self, request: Request) -> Response:
        one = self._store.instance(request.path_params["id"])
        if one is None:
            return Response(status_code=404)
        shown = {
            "name": one.name,
            "instanceId": one.id,
            "runtimeStatus": one.status,
            "input": None,
            "customStatus": json.loads(one.custom_status or "null"),
            "output": json.loads(one.output or "null"),
            "createdTime": one.created_at,
            "lastUpdatedTime": one.updated_at,
        }
        return JSONResponse(shown, 200 if one.status in ENDED else 202)

"""The host: loads the app, serves its HTTP triggers, and keeps its other triggers going."""

import asyncio
import contextlib
import json
import os
import sys
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from azure_functions_runtime.bindings.datumdef import Datum
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from infra.local.blob_links import DRAFT, BlobLinks
from infra.local.bus_store import BusStore
from infra.local.durable import Durable
from infra.local.http import HttpTrigger, NothingHere, keys_admit, precedence
from infra.local.issuer import KEYS_PATH, LocalIssuer
from infra.local.service_bus import QueueTrigger, ServiceBusTrigger, route_messages
from infra.local.state import State
from infra.local.storage_events import StorageEvents, subscriptions
from infra.local.timers import TimerTrigger
from infra.local.worker import Function, InvocationFailed, Worker, datum
from infra.refusal import Failure, Refusal

DOCS_PATH = "/api/v1/docs"
ADMIN_WAIT_SECONDS = 60


DURABLE = ("orchestrationTrigger", "activityTrigger")


class UnservedTrigger(Failure):
    """The app has a kind of trigger this host does not know."""


class Host:
    """One app, served from one `DATA` folder; `root` is where, for the commands that look for it."""

    def __init__(self, folder: Path, data: Path, root: str = "") -> None:
        self._folder, self._data = folder, data
        self._worker, self.state = Worker(), State(data)
        self.state.take(root)  # before anything of the folder is touched
        for draft in (data / "blobs").glob(f"*/**/{DRAFT}*"):  # nobody writes on it any more
            draft.unlink()
        self.bus = BusStore(data / "servicebus.db")
        self._issuer = LocalIssuer(data)
        self._options: Mapping[str, Any] = json.loads((folder / "host.json").read_text()).get("extensions", {})
        hub = self._options.get("durableTask", {})
        self.durable = Durable(self._worker, data / "durable.db", root, hub)
        self._worker.inputs["durableClient"] = self.durable.client
        self.functions: list[Function] = []
        self._timers: dict[str, TimerTrigger] = {}
        self._queues: list[ServiceBusTrigger] = []
        self._unserved: list[ServiceBusTrigger] = []
        """Of functions that are disabled: their queues and subscriptions keep what comes."""
        self._containers: list[StorageEvents] = []
        self.refusal: Refusal | None = None
        """Why the app is not served."""
        self.web = Starlette(lifespan=self._lifespan)

    @contextlib.asynccontextmanager
    async def _lifespan(self, web: Starlette) -> AsyncIterator[None]:
        try:
            await self._load(web)
        except Refusal as refusal:
            self.refusal = refusal
            raise
        loops = [
            *(timer.serve() for timer in self._timers.values()),
            *(queue.serve() for queue in self._queues),
            *(container.serve() for container in self._containers),
            self.durable.serve(),
        ]
        tasks = [
            asyncio.create_task(loop) for loop in (*loops, route_messages(self.bus, [*self._queues, *self._unserved]))
        ]
        for task in tasks:
            task.add_done_callback(_die_loudly)
        for function in self._of_kind("warmupTrigger"):  # whose failure stops nothing else
            await self._run(function, datum("{}"), {})
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _load(self, web: Starlette) -> None:
        loaded = await self._worker.load(self._folder)
        self.functions = [one for one in loaded if not is_disabled(one.name)]
        served = {"httpTrigger", "timerTrigger", "serviceBusTrigger", "queueTrigger", "warmupTrigger", *DURABLE}
        if unserved := [f"{f.name} ({f.kind})" for f in self.functions if f.kind not in served]:
            raise UnservedTrigger(f"The local host does not serve {', '.join(unserved)}.")
        web.router.routes.extend(self._routes())
        for function in self.functions:
            if function.kind in DURABLE:
                self.durable.add(function)
        self._timers = {f.name: TimerTrigger(f, self.state, self._ran) for f in self._of_kind("timerTrigger")}
        options = self._options.get("serviceBus", {})
        self._queues = [self._bus_trigger(f, options) for f in self._of_kind("serviceBusTrigger")]
        self._queues += [self._queue_trigger(f) for f in self._of_kind("queueTrigger")]
        waiting = [one for one in loaded if one.kind == "serviceBusTrigger" and is_disabled(one.name)]
        self._unserved = [self._bus_trigger(one, options) for one in waiting]
        blobs = self._data / "blobs"
        self._containers = [
            StorageEvents(container, queue, blobs, self.state, self._enqueue)
            for container, queue in subscriptions().items()
        ]

    def _bus_trigger(self, function: Function, options: Mapping[str, Any]) -> ServiceBusTrigger:
        if os.environ.get(str(function.trigger.get("connection") or "")):
            from infra.local.remote_bus import RemoteTrigger

            return RemoteTrigger(function, self.bus, self._run, options)
        return ServiceBusTrigger(function, self.bus, self._run, options)

    def _queue_trigger(self, function: Function) -> ServiceBusTrigger:
        return QueueTrigger(function, self.bus, self._run, self._options.get("queues", {}), self._enqueue)

    def _of_kind(self, kind: str) -> list[Function]:
        return [function for function in self.functions if function.kind == kind]

    def _routes(self) -> list[Route]:
        prefix = str(self._options.get("http", {}).get("routePrefix", "api"))
        key = self.state.host_key()
        admitted = keys_admit([key])
        http = sorted(self._of_kind("httpTrigger"), key=lambda f: precedence(str(f.trigger.get("route") or f.name)))

        async def run(request: Request) -> Response:
            return await self._run_now(request) if admitted(request) else Response(status_code=401)

        async def dead_letters(request: Request) -> Response:
            if not admitted(request):
                return Response(status_code=401)
            if request.method == "GET":
                return JSONResponse(self.bus.dead_letters())
            replayed = self.bus.replay()
            self._wake_queues()
            return JSONResponse({"replayed": replayed})

        async def keys(_request: Request) -> Response:
            return JSONResponse(self._issuer.keys())

        return [
            *(HttpTrigger(function, prefix, self._worker, admitted) for function in http),
            Route("/admin/functions/{name}", run, methods=["POST"]),
            Route("/admin/servicebus/deadletters", dead_letters, methods=["GET", "POST"]),
            Route(KEYS_PATH, keys),
            BlobLinks(self._data / "blobs"),
            *self.durable.routes(),
            Route("/", RedirectResponse(DOCS_PATH)),
            Route("/{path:path}", NothingHere()),
        ]

    def _enqueue(self, queue: str, body: bytes) -> None:
        self.bus.enqueue(queue, body)
        self._wake_queues()

    def _wake_queues(self) -> None:
        for queue in self._queues:
            queue.wake.set()

    async def _run_now(self, request: Request) -> Response:
        """Azure's own admin route: runs a function and answers 202; here once it is done, if that is soon."""
        function = next((f for f in self.functions if f.name == request.path_params["name"]), None)
        if function is None or function.kind in ("httpTrigger", *DURABLE):
            return Response(status_code=404)
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            return Response(status_code=400)
        given = str(body.get("input", "")) if isinstance(body, dict) else ""
        if function.name in self._timers:
            running = self._run(function, self._timers[function.name].info(), {})
        else:
            running = self._run(function, *_sample(function, given))
        task = asyncio.create_task(running)
        await asyncio.wait([task], timeout=ADMIN_WAIT_SECONDS)
        return Response(status_code=202)

    async def _ran(self, function: Function, given: Datum) -> bool:
        return await self._run(function, given, {}) is None

    async def _run(
        self, function: Function, given: Datum, metadata: Mapping[str, Datum], about: str = ""
    ) -> str | None:
        """Runs a function nobody waits for, and says in one line how that went. Returns None or the failure."""
        began = time.perf_counter()
        try:
            await self._worker.invoke(function, given, metadata)
        except InvocationFailed as failed:
            print(f"{function.name} failed: {failed}\n{failed.traceback}", file=sys.stderr, flush=True)
            return str(failed)
        if about:
            print(f"{function.name} <- {about} ({(time.perf_counter() - began) * 1000:.0f} ms)", flush=True)
        return None


def is_disabled(name: str) -> bool:
    """Whether a setting says that a function is not to run, as Azure reads it."""
    return os.environ.get(f"AzureWebJobs.{name}.Disabled", "").casefold() in ("1", "true")


def _sample(function: Function, given: str) -> tuple[Datum, Mapping[str, Datum]]:
    """A message as if the broker had sent it."""
    if str(function.trigger.get("cardinality") or "one").lower() == "many":
        return Datum(json.dumps([given]), "json"), {"UserPropertiesArray": Datum("[{}]", "json")}
    return datum(given), {"UserProperties": Datum("{}", "json")}


def _die_loudly(task: "asyncio.Task[None]") -> None:
    """A trigger that stops serving is a bug of the host: better dead than deaf."""
    if not task.cancelled() and (failure := task.exception()):
        print(f"The local host failed: {failure!r}", file=sys.stderr, flush=True)
        os._exit(1)

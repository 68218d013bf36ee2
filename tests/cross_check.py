"""Merges' orchestrations on Microsoft's own in-memory backend, with the next major version of the library.

`make cross-check` runs it in an environment of its own: azure-functions-durable 2.x builds on durabletask, whose
`durabletask.testing` is an engine that is none of ours. The app's functions are indexed and run by the official worker;
only the engine hands out the work. A merge, an undo, and a merge whose steps fail at first come to the same end as on
the local host.
"""

import asyncio
import base64
import json
import os
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

DATA = Path(tempfile.mkdtemp())
os.environ["DATA"] = str(DATA)
os.environ["AUTH_ISSUER"], os.environ["AUTH_AUDIENCE"] = "https://nobody.example.com", "nobody"
os.environ["AUTH_JWKS_URL"] = "https://nobody.example.com/keys"

import durabletask.internal.orchestrator_service_pb2 as pb  # noqa: E402 - after the environment is complete
import durabletask.internal.orchestrator_service_pb2_grpc as stubs  # noqa: E402
import grpc  # noqa: E402
from alembic import command  # noqa: E402
from azure_functions_runtime.bindings.datumdef import Datum  # noqa: E402
from durabletask.client import TaskHubGrpcClient  # noqa: E402
from durabletask.testing import create_test_backend  # noqa: E402
from google.protobuf import wrappers_pb2  # noqa: E402

from infra.local.worker import Function, InvocationFailed, Worker  # noqa: E402
from infra.migrations import config  # noqa: E402
from shared.composition import app  # noqa: E402
from shared.merges.commands import StartMerge  # noqa: E402
from shared.merges.names import MERGE, UNDO  # noqa: E402
from shared.merges.undo_commands import StartUndo  # noqa: E402

FOLDER, PORT = Path(__file__).parent.parent, 50_071


class Engine:
    """Hands the backend's work to the app's functions."""

    def __init__(self, worker: Worker, functions: dict[str, Function]) -> None:
        self._worker, self._functions = worker, functions
        self._stub = stubs.TaskHubSidecarServiceStub(grpc.insecure_channel(f"localhost:{PORT}"))
        self._loop = asyncio.get_running_loop()
        self.failing: dict[str, int] = {}
        """How often a step is to fail before it is run."""

    def pump(self) -> None:
        """For ever, in a thread of its own."""
        for item in self._stub.GetWorkItems(pb.GetWorkItemsRequest()):
            future = asyncio.run_coroutine_threadsafe(self._do(item), self._loop)
            future.add_done_callback(lambda done: done.exception() and print(repr(done.exception()), file=sys.stderr))

    async def _do(self, item: Any) -> None:
        if item.HasField("orchestratorRequest"):
            await self._replay(item.orchestratorRequest, item.completionToken)
        elif item.HasField("activityRequest"):
            await self._run(item.activityRequest, item.completionToken)

    async def _replay(self, request: Any, token: str) -> None:
        events = [*request.pastEvents, *request.newEvents]
        name = next(one.executionStarted.name for one in events if one.HasField("executionStarted"))
        sent = Datum(base64.b64encode(request.SerializeToString()).decode(), "string")
        returned, _ = await self._worker.invoke(self._functions[name], sent)
        assert returned is not None
        response = pb.OrchestratorResponse()
        response.ParseFromString(base64.b64decode(returned.value))
        response.completionToken = token
        await asyncio.to_thread(self._stub.CompleteOrchestratorTask, response)

    async def _run(self, request: Any, token: str) -> None:
        instance = request.orchestrationInstance.instanceId
        response = pb.ActivityResponse(instanceId=instance, taskId=request.taskId, completionToken=token)
        try:
            if self.failing.get(request.name, 0) > 0:
                self.failing[request.name] -= 1
                raise InvocationFailed("it fails at first", "")
            given = Datum(request.input.value if request.HasField("input") else "null", "json")
            returned, _ = await self._worker.invoke(self._functions[request.name], given)
            response.result.CopyFrom(wrappers_pb2.StringValue(value=returned.value if returned else "null"))
        except InvocationFailed as failed:
            trace = wrappers_pb2.StringValue(value=failed.traceback)
            why = pb.TaskFailureDetails(errorType="Exception", errorMessage=str(failed), stackTrace=trace)
            response.failureDetails.CopyFrom(why)
        await asyncio.to_thread(self._stub.CompleteActivityTask, response)


async def main() -> int:
    """Runs them; returns how many did not come to the right end."""
    command.upgrade(config(f"sqlite:///{DATA / 'customers.db'}"), "head")
    worker = Worker()
    functions = {one.name: one for one in await worker.load(FOLDER)}
    backend = create_test_backend(port=PORT)
    engine = Engine(worker, functions)
    threading.Thread(target=engine.pump, daemon=True).start()
    client, wrong = TaskHubGrpcClient(host_address=f"localhost:{PORT}"), 0

    from shared.concepts import merging
    from shared.merges.activities import kinds_to_move
    from shared.merges.queries import find_merge
    from tests.support.merging import ADA, BEN, furnished
    from tests.support.world import World

    world = World.__new__(World)
    vars(world).update(app=app(), now=app().clock())

    def carried_out(name: str, id: UUID) -> str:
        with app().database.reading() as session:
            kinds = kinds_to_move(find_merge(session, id), merging())
        given = json.dumps({"mergeId": str(id), "kinds": kinds})
        started = client.schedule_new_orchestration(name, input=json.loads(given), instance_id=f"{name}-{id}")
        client.wait_for_orchestration_completion(started, timeout=60)
        with app().database.reading() as session:
            return find_merge(session, id).status.value

    for failures in ({}, {"move_records": 2, "complete_merge": 1}):
        engine.failing = dict(failures)
        source, target = furnished(world, "Aurora Ltd", ADA, BEN), furnished(world, "Aurora", ADA)
        id = world.send(StartMerge(source_id=source, target_id=target)).id
        ended = [await asyncio.to_thread(carried_out, MERGE, id)]
        world.send(StartUndo(id, merging()))
        ended.append(await asyncio.to_thread(carried_out, UNDO, id))
        right = ended == ["Completed", "Undone"]
        wrong += not right
        print(f"merged and undone, {sum(failures.values())} failures: {ended} {'ok' if right else 'WRONG'}", flush=True)
    backend.stop()
    return wrong


if __name__ == "__main__":
    os._exit(asyncio.run(main()))

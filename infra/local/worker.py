"""The official worker library in this process: it indexes and invokes the app exactly as in Azure."""

import json
import os
import sys
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import azure_functions_runtime as runtime
from azure_functions_runtime.bindings.datumdef import Datum
from azure_functions_runtime.native_invocation import invocation_request_native

from infra.refusal import Failure


class _Message(SimpleNamespace):
    """Stands in for the worker's protobuf messages, which it only fills and reads by attribute."""

    def __init__(self, *_positional: object, **fields: object) -> None:
        super().__init__(**fields)


class _BindingInfo(_Message):
    undefined, out, inout = 0, 1, 2


class _Status(_Message):
    Failure, Success = 0, 1


PROTOS = SimpleNamespace(
    BindingInfo=_BindingInfo,
    StatusResult=_Status,
    RpcFunctionMetadata=_Message,
    RpcRetryOptions=_Message,
    WorkerInitResponse=_Message,
    WorkerMetadata=_Message,
    FunctionMetadataResponse=_Message,
    RpcException=_Message,
)


class IndexingFailed(Failure):
    """The worker refuses the app; the message is the worker's own."""


class InvocationFailed(Exception):
    """The function raised; `traceback` is the worker's text."""

    def __init__(self, message: str, traceback: str) -> None:
        super().__init__(message)
        self.traceback = traceback


@dataclass(frozen=True)
class Function:
    """An indexed function."""

    name: str
    id: str
    bindings: Sequence[Mapping[str, Any]]

    @property
    def trigger(self) -> Mapping[str, Any]:
        return next(binding for binding in self.bindings if str(binding["type"]).lower().endswith("trigger"))

    @property
    def kind(self) -> str:
        """`httpTrigger`, `timerTrigger`, `serviceBusTrigger` …"""
        return str(self.trigger["type"])


class Worker:
    """Loads one app and runs its functions."""

    def __init__(self) -> None:
        self.inputs: dict[str, Callable[[], Datum]] = {}
        """What a function gets beside its trigger's data, by the kind of binding."""

    async def load(self, folder: Path) -> list[Function]:
        """Indexes the app in `folder`. Raises IndexingFailed."""
        os.chdir(folder)
        if str(folder) not in sys.path:
            sys.path.append(str(folder))  # last, as the real worker does
        runtime.start_threadpool_executor()
        wanted = SimpleNamespace(
            request=SimpleNamespace(
                worker_init_request=SimpleNamespace(capabilities={}, function_app_directory=str(folder))
            ),
            properties={"host": "127.0.0.1", "protos": PROTOS},
        )
        started = await runtime.worker_init_request(wanted)
        if started.result.status != _Status.Success:
            raise IndexingFailed(started.result.exception.message)
        metadata = (await runtime.functions_metadata_request(None)).function_metadata_results
        return [Function(m.name, m.function_id, [json.loads(b) for b in m.raw_bindings]) for m in metadata or ()]

    async def invoke(
        self, function: Function, given: Datum, metadata: Mapping[str, Datum] | None = None, trace_parent: str = ""
    ) -> tuple[Datum | None, dict[str, Datum]]:
        """Runs a function with its trigger's data: (returned, output bindings). Raises InvocationFailed."""
        done, returned, outputs, error, traceback = await invocation_request_native(
            str(uuid.uuid4()),
            function.id,
            [(function.trigger["name"], given), *self._bound(function)],
            dict(metadata or {}),
            trace_parent=trace_parent,
        )
        if not done:
            raise InvocationFailed(error or "", traceback or "")
        return returned, dict(outputs)

    def _bound(self, function: Function) -> Iterator[tuple[str, Datum]]:
        for binding in function.bindings:
            if give := self.inputs.get(str(binding["type"])):
                yield binding["name"], give()


def datum(value: object) -> Datum:
    """A plain value as the worker takes it."""
    match value:
        case Datum():
            return value
        case bytes():
            return Datum(value, "bytes")
        case str():
            return Datum(value, "string")
        case int():
            return Datum(value, "int")
    return Datum(json.dumps(value), "json")

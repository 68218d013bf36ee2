"""Triggers of the local host that a broker over AMQP feeds."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from azure_functions_runtime.bindings.datumdef import Datum
from pytest import MonkeyPatch, mark

from infra.local.bus_store import BusStore
from infra.local.remote_bus import RemoteTrigger
from infra.local.worker import Function
from tests.support.bus import azure_event_bus, message
from tests.support.services import Bus
from tests.support.waiting import PATIENCE_SECONDS

CUSTOMERS, EACH = 5, 6


@mark.parametrize(("subscription", "sessions"), [("ordered", True), ("watched", False)])
def test_a_message_that_fails_comes_again_and_takes_no_other_with_it(
    tmp_path: Path, monkeypatch: MonkeyPatch, subscription: str, sessions: bool
) -> None:
    seen: list[tuple[str, int]] = []
    handled: list[tuple[str, int]] = []

    async def run(_function: Function, given: Datum, metadata: Mapping[str, Datum], _about: str) -> str | None:
        one = (str(metadata["SessionId"].value), int(json.loads(given.value)))
        seen.append(one)
        await asyncio.sleep(0.005)
        if one == ("c1", 3) and seen.count(one) < 3:
            return "not yet"
        handled.append(one)
        return None

    async def serve(trigger: RemoteTrigger) -> None:
        serving = asyncio.create_task(trigger.serve())
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(handled) < CUSTOMERS * EACH:
                await asyncio.sleep(0.02)
        serving.cancel()
        with suppress(asyncio.CancelledError):
            await serving

    with Bus() as bus:
        azure_event_bus(bus.connection_string).publish(
            [
                message("customer-events", str(number).encode(), session=f"c{customer}")
                for number in range(EACH)
                for customer in range(CUSTOMERS)
            ]
        )
        monkeypatch.setenv("SB", bus.connection_string)
        bound: dict[str, Any] = {"topicName": "customer-events", "subscriptionName": subscription, "connection": "SB"}
        binding = {"type": "serviceBusTrigger", "name": "m", "isSessionsEnabled": sessions, **bound}
        function: Any = SimpleNamespace(name="f", trigger=binding)
        asyncio.run(serve(RemoteTrigger(function, BusStore(tmp_path / "bus.db"), run, {})))

    assert seen.count(("c1", 3)) == 3
    assert sorted(handled) == [(f"c{customer}", number) for customer in range(CUSTOMERS) for number in range(EACH)]
    if sessions:
        for customer in range(CUSTOMERS):
            mine = [number for session, number in handled if session == f"c{customer}"]
            assert mine == list(range(EACH))

"""The sample app, served by the local host."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx

from shared.adapters.event_bus import LocalEventBus
from tests.support import http
from tests.support.bus import message
from tests.support.running import FOLDER, Process
from tests.support.waiting import until

SAMPLE = FOLDER / "tests" / "host" / "sample"


class Sample(Process):
    """The sample app's host."""

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.request("GET", path, **more)

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        return http.request(method, f"{self.root}/{path}", **more)

    def notes(self, function: str) -> list[dict[str, Any]]:
        """What a function wrote down."""
        file = self.data / "log.jsonl"
        lines = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
        return [line for line in lines if line["function"] == function]

    def sends(self, entity: str, *bodies: str, session: str = "s") -> None:
        """Puts messages on the bus as a product does."""
        bus = LocalEventBus(self.data / "servicebus.db")
        bus.publish(
            [
                message(
                    entity, b.encode(), id=f"{entity}-{b}-{time.time_ns()}", session=session, subject="Sample", k="v"
                )
                for b in bodies
            ]
        )

    def until(self, holds: Callable[[], bool]) -> None:
        """Waits until something holds."""
        until(holds, said=lambda: f"the host said:\n{self.output}")


def sample_host(tmp_path: Path) -> Sample:
    """The sample app in a folder of its own, beside a copy of the host."""
    folder = tmp_path / "app"
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(FOLDER / "infra", folder / "infra", ignore=shutil.ignore_patterns("__pycache__"))
    data = tmp_path / "data"
    return Sample(data, folder=folder)

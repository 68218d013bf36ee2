"""The product, running: in this process for speed and coverage, or as `make run` does, to be killed."""

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import httpx
import uvicorn

from infra.local.issuer import LocalIssuer
from shared.adapters.event_bus import LocalEventBus, Message
from tests.support import http
from tests.support.waiting import PATIENCE_SECONDS, until

FOLDER = Path(__file__).parents[2]
KEEP_ALIVE_SECONDS = 3600
"""Longer than any client keeps a connection: none is closed at the moment a client sends on it."""

OF_ANOTHER_HOST = ("AUTH_", "COV_", "LOCAL_BLOBS_URL", "PUBLIC_URL", "STORAGE_EVENTS")
"""What a host in this process has set for itself."""

type NewCustomer = Callable[..., dict[str, Any]]
"""The fixture that creates a customer over HTTP and returns its resource."""


_taken: list[socket.socket] = []


def free_port() -> int:
    """A port for a server that starts later, maybe more than once. Until this process ends, nobody else gets it:
    it is below those the system gives to connections, and taken by a UDP socket that other test processes run into.
    """
    for port in random.sample(range(10_000, 32_000), 1_000):
        claim = socket.socket(type=socket.SOCK_DGRAM)
        with socket.socket() as probe, suppress(OSError):
            claim.bind(("127.0.0.1", port))
            probe.bind(("127.0.0.1", port))
            _taken.append(claim)
            return port
        claim.close()
    raise RuntimeError("no port is free")


class Running:
    """A served `DATA` folder and clients for it."""

    def __init__(self, port: int, data: Path) -> None:
        self.port, self.data = port, data
        self.root = f"http://127.0.0.1:{port}"
        self._issuer = LocalIssuer(data)

    def token(self, roles: Sequence[str] = ("Admin",), subject: str = "amira", **options: Any) -> str:
        return self._issuer.token(subject, list(roles), **options)

    def client(self, roles: Sequence[str] = ("Admin",), subject: str = "amira") -> httpx.Client:
        """A client of the API with these roles."""
        headers = {"Authorization": f"Bearer {self.token(roles, subject)}"}
        limits = httpx.Limits(max_connections=200)
        return httpx.Client(base_url=f"{self.root}/api/v1/", headers=headers, timeout=PATIENCE_SECONDS, limits=limits)

    def host_key(self) -> str:
        return str(json.loads((self.data / "host" / "keys.json").read_text())["master"])

    def dead_letters(self) -> list[dict[str, Any]]:
        """The messages nobody could handle."""
        headers = {"x-functions-key": self.host_key()}
        letters: list[dict[str, Any]] = http.get(f"{self.root}/admin/servicebus/deadletters", headers=headers).json()
        return letters

    def publish(self, *messages: Message) -> None:
        """Puts messages on the bus, as another instance would."""
        LocalEventBus(self.data / "servicebus.db").publish(messages)

    def run_now(self, function: str) -> int:
        """Runs a function through Azure's own door."""
        headers = {"x-functions-key": self.host_key()}
        return http.post(f"{self.root}/admin/functions/{function}", headers=headers, json={}).status_code


@contextmanager
def in_this_process(data: Path) -> Iterator[Running]:
    """The host in a thread. Once per process: the worker loads one app, and the product keeps what it built."""
    from infra.local.environment import complete, point_to_host

    port = free_port()
    complete()
    point_to_host(port)
    from infra.local.host import Host

    config = uvicorn.Config(
        Host(FOLDER, data, f"http://127.0.0.1:{port}").web,
        host="127.0.0.1",
        port=port,
        log_level="critical",
        access_log=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    until(lambda: server.started)
    yield Running(port, data)
    server.should_exit = True
    thread.join(PATIENCE_SECONDS)


class Process(Running):
    """The host as its own process, started as `make run` starts it."""

    def __init__(
        self,
        data: Path,
        *,
        folder: Path = FOLDER,
        command: Sequence[str] = (),
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__(free_port(), data)
        self._folder, self._settings = folder, settings
        self._command = command or (sys.executable, "-m", "infra.local")
        self._process: subprocess.Popen[str] | None = None
        self._lines: list[str] = []

    def start(self) -> None:
        """Starts the host and waits until every trigger is live."""
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(OF_ANOTHER_HOST)},
            **self._settings,
            "DATA": str(self.data),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }
        self._process = subprocess.Popen(
            self._command,
            cwd=self._folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        ready, said = threading.Event(), threading.Event()
        threading.Thread(target=self._read, args=(self._process, ready, said), daemon=True).start()
        said.wait(PATIENCE_SECONDS)
        if not ready.is_set():
            self.kill()
            raise RuntimeError(f"the host did not get ready:\n{self.output}")

    def _read(self, process: "subprocess.Popen[str]", ready: threading.Event, said: threading.Event) -> None:
        """Sets `said` once it is ready or has no more to say: that it ended says nothing of having been ready."""
        assert process.stdout
        for line in process.stdout:
            self._lines.append(line)
            if line.startswith("ready "):
                ready.set()
                said.set()
        said.set()

    @property
    def output(self) -> str:
        """What it printed and logged until now."""
        return "".join(self._lines)

    @property
    def id(self) -> int:
        """The process id of the command that was started."""
        assert self._process
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL, from outside, at whatever it was doing."""
        assert self._process
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Asks it to stop; returns the exit status."""
        assert self._process
        with suppress(ProcessLookupError):
            self._process.send_signal(number)
        return self._process.wait(PATIENCE_SECONDS)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process and self._process.poll() is None:
            self.kill()

"""Real servers for the tests: started when needed, installed when missing and we may, else named in a sentence."""

import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from typing import Self

from tests.support import node
from tests.support.broker.codec import decoded
from tests.support.broker.entities import Queue
from tests.support.installing import installed
from tests.support.running import free_port
from tests.support.waiting import until


class Azurite:
    """Azurite's blob and table services, from npm."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.blob_port, self.table_port = folder, free_port(), free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def connection_string(self) -> str:
        """As the SDKs take it; the account and its key are the emulator's well-known ones."""
        key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
        return (
            f"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={key};"
            f"BlobEndpoint=http://127.0.0.1:{self.blob_port}/devstoreaccount1;"
            f"TableEndpoint=http://127.0.0.1:{self.table_port}/devstoreaccount1;"
        )

    def start(self) -> None:
        """Starts both, with what they held before."""
        self._process = subprocess.Popen(
            [
                *node.program("azurite"),
                "--blobPort",
                str(self.blob_port),
                "--tablePort",
                str(self.table_port),
                "--queuePort",
                str(free_port()),
                "--location",
                str(self._folder),
                "--silent",
                "--skipApiVersionCheck",
                "--disableTelemetry",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until(lambda: _listens(self.blob_port) and _listens(self.table_port))

    def stop(self) -> None:
        """Ends it; what it holds stays in its folder."""
        assert self._process
        self._process.terminate()
        self._process.wait()

    def pause(self) -> None:
        """Makes it mute."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process and self._process.poll() is None:
            self._process.kill()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Postgresql:
    """A PostgreSQL server of its own, without what only a power cut would need."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.port = folder, free_port()
        self._programs = _postgresql()

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/postgres"

    def __enter__(self) -> Self:
        data = self._folder / "data"
        self._folder.chmod(0o777)
        self._run(
            "initdb",
            "--pgdata",
            str(data),
            "--auth",
            "trust",
            "--username",
            "postgres",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
        )
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off "
            "-c max_connections=200"
        )
        self._run("pg_ctl", "--pgdata", str(data), "--wait", "--log", str(self._folder / "log"), "-o", options, "start")
        return self

    def __exit__(self, *_: object) -> None:
        self._run("pg_ctl", "--pgdata", str(self._folder / "data"), "--mode", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        """PostgreSQL refuses to run as root: then as its own user."""
        become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*become, str(self._programs / program), *arguments]
        subprocess.run(command, check=True, cwd=self._folder, stdout=subprocess.DEVNULL)


def _postgresql() -> Path:
    """Where the newest PostgreSQL's programs are."""
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda home: int(home.parent.name))
    if not homes and not shutil.which("initdb"):
        installed("pg_ctlcluster", "postgresql")
        homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return homes[-1] if homes else Path(shutil.which("initdb") or "").parent


class Bus:
    """A stand-in for Service Bus, with the entities the product names."""

    def __init__(self) -> None:
        from infra.service_bus import topology
        from shared.platform.messaging.topology import MAX_DELIVERIES
        from tests.support.broker.server import Broker

        self.broker, entities = Broker(), topology()
        for topic in entities.topics:
            self.broker.topic(topic)
            self.broker.subscription(topic, "watched")  # the tests' own
            self.broker.subscription(topic, "ordered", sessions=True)
        for subscription in entities.subscriptions:
            self.broker.subscription(
                subscription.topic, subscription.name, most=MAX_DELIVERIES, sessions=subscription.ordered
            )
        for queue in entities.queues:
            self.broker.queue(queue, most=MAX_DELIVERIES)

    @property
    def connection_string(self) -> str:
        return self.broker.connection_string

    def forget(self) -> None:
        """Empties every queue and subscription."""
        for queue in self.broker.entities.values():
            if isinstance(queue, Queue):
                queue.lanes.clear()

    def waiting(self, topic: str, subscription: str) -> int:
        """How many messages of a subscription are not settled."""
        queue = self.broker.entities[f"{topic}/subscriptions/{subscription}"]
        assert isinstance(queue, Queue)
        return len(queue)

    def held(self, topic: str, subscription: str = "watched") -> list[tuple[str, str, bytes]]:
        """(id, session, body) of the messages that wait in a subscription, in order."""
        queue = self.broker.entities[f"{topic}/subscriptions/{subscription}"]
        assert isinstance(queue, Queue)
        messages = [held for lane in queue.lanes.values() for held in lane]
        return [(str(one.message_id), str(one.session_id), decoded(one.body, 3)[0]) for one in messages]

    def __enter__(self) -> Self:
        self.broker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.broker.stop()


class Redis:
    """redis-server on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.port = folder, free_port()
        self._program = installed("redis-server", "redis-server")
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Starts it, empty."""
        self._process = subprocess.Popen(
            [self._program, "--port", str(self.port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"],
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
        )
        until(lambda: self.cli("PING") == "PONG")

    def cli(self, *command: str) -> str:
        """What redis-cli answers."""
        done = subprocess.run(
            ["redis-cli", "-p", str(self.port), *command], capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def forget(self) -> None:
        """Empties it."""
        self.cli("FLUSHALL")

    def _signal(self, number: int) -> None:
        assert self._process
        self._process.send_signal(number)

    def pause(self) -> None:
        """Makes it mute: connections stay, answers do not come."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)
        assert self._process
        self._process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._process and self._process.poll() is None:
            self.kill()

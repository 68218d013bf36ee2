"""Serving the app from `DATA` until it is asked to stop."""

import errno
import logging
import signal
import socket
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from infra.local.environment import complete, point_to_host, port
from infra.local.ready import what_serves
from infra.refusal import Failure, Refusal
from infra.settings_file import FOLDER


class Server(uvicorn.Server):
    """Says so once it listens and every trigger is live."""

    def __init__(self, config: uvicorn.Config, root: str) -> None:
        super().__init__(config)
        self._root = root

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"ready {self._root}/api/v1", *what_serves(self._root), sep="\n", flush=True)


def listening(port: int) -> socket.socket:
    """A socket on the port, for this machine only. Raises Refusal."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
        made.listen()  # from here on nobody else gets it; who connects early waits
    except PermissionError:
        raise Refusal(f"PORT={port} is for the superuser alone: choose another from 1024 on with PORT=…") from None
    except OSError as wrong:
        why = "is in use: stop what uses it" if wrong.errno == errno.EADDRINUSE else f"can't be had ({wrong.strerror})"
        raise Refusal(f"PORT={port} {why}, or choose another with PORT=…") from None
    return made


def serve(prepare: Callable[[], None] = lambda: None) -> int:
    """Serves until SIGINT or SIGTERM; prepares once port and folder are this process's own. Returns the exit status.

    Raises Refusal.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("azure.functions").setLevel(logging.CRITICAL)  # the host says itself what failed
    data = complete()
    own = listening(port())
    point_to_host(port())
    root = f"http://127.0.0.1:{port()}"
    sys.setswitchinterval(0.002)  # host and worker share one interpreter here: let neither wait long for the other

    from infra.local.host import Host  # after the environment is complete: the worker reads it on import

    try:
        host = Host(FOLDER, data, root)
    except (sqlite3.Error, OSError) as wrong:
        raise unusable(data, wrong) from None
    prepare()
    config = uvicorn.Config(
        host.web,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
        timeout_keep_alive=75,  # longer than clients keep one: none sends on a connection that is just closed
    )
    server = Server(config, root)
    for number in (signal.SIGINT, signal.SIGTERM):  # uvicorn stops in good order, then raises the signal again
        signal.signal(number, lambda *_: None)
    with suppress(SystemExit):  # uvicorn's own status for an app that does not start
        server.run(sockets=[own])
    if host.refusal:
        raise host.refusal
    if not server.started:
        raise Failure("The local host did not start; its log stands above.")
    print("stopped", flush=True)
    logging.getLogger("asyncio").disabled = True  # the durable client leaves its connection to the end of the process
    return 0


def unusable(data: Path, wrong: Exception) -> Refusal:
    """What is said of a file under `DATA` that can't be opened, read or written."""
    return Refusal(
        f"DATA={data} can't be used ({wrong}): make room and its files writable, or choose another with DATA=…"
    )

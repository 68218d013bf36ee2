"""`python -m infra.local`: prepares `DATA`, then serves the app until it is asked to stop."""

import logging
import os
import signal
import socket
import sys

import uvicorn
from sqlalchemy import make_url

from infra.local.environment import FOLDER, complete, point_to_host, port
from infra.local.issuer import ISSUER


class Server(uvicorn.Server):
    """Says so once it listens and every trigger is live."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"ready {self._address}", *served_by(self._address), sep="\n", flush=True)


def served_by(address: str) -> list[str]:
    """What serves each need, and what to do next, a line each."""
    given, data = os.environ.get, os.environ["DATA"]
    database, bus = given("DATABASE_URL", ""), "ServiceBusConnection"
    lines = {
        "database": make_url(database).render_as_string() if database else f"SQLite, {data}/customers.db",
        "events": "Service Bus" if named(bus) else f"embedded queue, {data}/servicebus.db",
        "files": "Blob storage" if named("ContactStorage") else f"folder, {data}/blobs",
        "audit": "Table storage" if named("AuditStorage") else f"SQLite, {data}/audit.db",
        "cache": "Redis" if given("REDIS_URL") else "in this process",
        "tokens": f"of {given('AUTH_ISSUER')}" if given("AUTH_ISSUER") != ISSUER else "of the local issuer: make token",
        "next": f"{address}/docs in a browser, or make demo",
    }
    return [f"  {need:<10}{said}" for need, said in lines.items()]


def named(connection: str) -> bool:
    """Whether the settings name this Azure service."""
    return any(value for name, value in os.environ.items() if name.partition("__")[0] == connection)


def listening(port: int) -> socket.socket:
    """A socket on the port, for this machine only. Exits with a sentence if the port is taken."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(("127.0.0.1", port))
    except OSError:
        sys.exit(f"Port {port} is in use. Stop what uses it, or choose another with PORT=…")
    return made


def main() -> None:
    """Serves until SIGINT or SIGTERM."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("azure.functions").setLevel(logging.CRITICAL)  # the host says itself what failed
    data = complete()
    own = listening(port())
    point_to_host(port())
    sys.setswitchinterval(0.002)  # host and worker share one interpreter here: let neither wait long for the other

    from infra.local.host import Host  # after the environment is complete: the worker reads it on import
    from infra.local.state import InUse

    try:
        host = Host(FOLDER, data)
    except InUse as in_use:
        sys.exit(str(in_use))
    config = uvicorn.Config(
        host.web,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
        timeout_keep_alive=75,  # longer than clients keep one: none sends on a connection that is just closed
    )
    server = Server(config, f"http://127.0.0.1:{port()}/api/v1")
    for number in (signal.SIGINT, signal.SIGTERM):  # uvicorn stops in good order, then raises the signal again
        signal.signal(number, lambda *_: None)
    server.run(sockets=[own])
    sys.exit(0 if server.started else 1)


if __name__ == "__main__":
    main()

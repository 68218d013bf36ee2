"""`python -m infra.local`: prepares `DATA`, then serves the app until it is told to stop."""

import json
import logging
import os
import signal
import socket
import sys
from pathlib import Path

import uvicorn

from infra.local.issuer import AUDIENCE, ISSUER, KEYS_PATH

FOLDER = Path(__file__).parents[2]


def settings(folder: Path) -> dict[str, str]:
    """The app settings of `local.settings.json`, else of its example (without the example's issuer)."""
    own = folder / "local.settings.json"
    if own.exists():
        given: dict[str, str] = json.loads(own.read_text())["Values"]
    else:
        example = json.loads((folder / "local.settings.json.example").read_text())["Values"]
        given = {name: value for name, value in example.items() if not name.startswith("AUTH_")}
    return {name: value for name, value in given.items() if value}


def prepare(folder: Path, port: int) -> Path:
    """Completes the environment: what is set wins, then the settings file, then the local issuer. Returns `DATA`."""
    for name, value in settings(folder).items():
        os.environ.setdefault(name, value)
    data = Path(os.environ.get("DATA") or ".local").resolve()
    os.environ["DATA"] = str(data)
    if not os.environ.get("AUTH_ISSUER"):
        os.environ["AUTH_ISSUER"], os.environ["AUTH_AUDIENCE"] = ISSUER, AUDIENCE
        os.environ["AUTH_JWKS_URL"] = f"http://127.0.0.1:{port}{KEYS_PATH}"
    data.mkdir(parents=True, exist_ok=True)
    return data


class Server(uvicorn.Server):
    """Says so once it listens and every trigger is live."""

    def __init__(self, config: uvicorn.Config, address: str) -> None:
        super().__init__(config)
        self._address = address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(f"ready {self._address}", flush=True)


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
    port = int(os.environ.get("PORT") or 7071)
    own = listening(port)
    data = prepare(FOLDER, port)
    sys.setswitchinterval(0.0005)  # host and worker share one interpreter here: let neither wait long for the other

    from infra.local.host import Host  # after the environment is complete: the worker reads it on import

    config = uvicorn.Config(
        Host(FOLDER, data).web,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=10,
    )
    server = Server(config, f"http://127.0.0.1:{port}/api/v1")
    for number in (signal.SIGINT, signal.SIGTERM):  # uvicorn stops in good order, then raises the signal again
        signal.signal(number, lambda *_: None)
    server.run(sockets=[own])
    sys.exit(0 if server.started else 1)


if __name__ == "__main__":
    main()

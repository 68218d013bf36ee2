"""Stand-ins for those who carry messages: what they are sent is kept, what they answer is said before."""

import json
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.support.vault import _certified

SLOWLY_SECONDS = 0.001


@dataclass(frozen=True)
class Reply:
    """What an HTTP provider answers next."""

    status: int = 200
    content: Any = None
    """JSON; None for no body."""
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    """These bytes instead of an HTTP answer; empty: the connection ends."""
    silent: bool = False
    """No answer at all, while the connection stays."""
    slowly: bool = False
    """Byte by byte."""


@dataclass(frozen=True)
class Request:
    """What an HTTP provider was sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class HttpProvider:
    """Who answers each request with the next reply, and the last one again and again."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.replies: list[Reply] = []
        self.closing = threading.Event()
        self.url = ""

    def next(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


@contextmanager
def http_provider(certificate: Path | None = None) -> Iterator[HttpProvider]:
    """A provider that listens; over TLS if there is a file to put its certificate into."""
    provider = HttpProvider()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            provider.requests.append(Request(self.command, self.path, dict(self.headers.items()), body))
            reply = provider.next()
            if reply.silent:
                provider.closing.wait()
            raw = b"" if reply.silent else reply.raw if reply.raw is not None else _http(reply)
            with suppress(OSError):
                for piece in [raw[at : at + 1] for at in range(len(raw))] if reply.slowly else [raw]:
                    self.wfile.write(piece)
                    time.sleep(SLOWLY_SECONDS if reply.slowly else 0)
            self.close_connection = True

        do_GET = do_POST = answer  # noqa: N815

        def log_message(self, *_: object) -> None: ...

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None: ...  # a client that does not trust us

    server = Server(("127.0.0.1", 0), Handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(_certified(certificate))
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    provider.url = f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield provider
    finally:
        provider.closing.set()
        server.shutdown()
        server.server_close()


def _http(reply: Reply) -> bytes:
    body = b"" if reply.content is None else json.dumps(reply.content).encode()
    headers = {"Content-Type": "application/json", "Content-Length": f"{len(body)}", "Connection": "close"}
    told = {**headers, **reply.headers}.items()
    lines = [f"HTTP/1.1 {reply.status} Said", *(f"{name}: {value}" for name, value in told)]
    return "\r\n".join([*lines, "", ""]).encode() + body


HANG_UP, SILENCE = b"", b"-"
"""Instead of an answer: the connection ends; nothing comes."""


class SmtpProvider:
    """A server that answers each SMTP command with what was said before."""

    def __init__(self) -> None:
        self.answers: dict[str, bytes | list[bytes]] = {
            "CONNECT": b"220 mail.example ESMTP",
            "EHLO": b"250-mail.example\r\n250 SIZE 50000000",
            "MAIL": b"250 2.1.0 Ok",
            "RCPT": b"250 2.1.5 Ok",
            "DATA": b"354 End data with <CR><LF>.<CR><LF>",
            "END": b"250 2.0.0 Ok: queued as 4Xn2",
            "QUIT": b"221 2.0.0 Bye",
        }
        """By command; CONNECT is the greeting, END the answer to the mail. Of several, one is taken each time."""
        self.commands: list[str] = []
        self.mails: list[bytes] = []
        self.closing = threading.Event()
        self.port = 0

    def talk(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines:
            if not self._say(connection, "CONNECT"):
                return
            for line in lines:
                self.commands.append(line.decode().rstrip("\r\n"))
                verb = line[:4].decode().upper()
                if not self._say(connection, verb):
                    return
                if verb == "DATA" and self.answers["DATA"][:3] == b"354":
                    mail = b""
                    while not mail.endswith(b"\r\n.\r\n"):
                        mail += lines.readline() or b"\r\n.\r\n"
                    self.mails.append(mail)
                    if not self._say(connection, "END"):
                        return

    def _say(self, connection: socket.socket, what: str) -> bool:
        answer = self.answers.get(what, b"502 5.5.2 Command not recognized")
        if isinstance(answer, list):
            answer = answer.pop(0)
        if answer == SILENCE:
            self.closing.wait()
        if answer in (HANG_UP, SILENCE):
            return False
        connection.sendall(answer + b"\r\n")
        return True


@contextmanager
def smtp_provider() -> Iterator[SmtpProvider]:
    """A server that listens, without TLS."""
    provider = SmtpProvider()
    listening = socket.create_server(("127.0.0.1", 0))
    provider.port = listening.getsockname()[1]

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listening.accept()
                threading.Thread(target=_quietly, args=(provider, connection), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield provider
    finally:
        provider.closing.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _quietly(provider: SmtpProvider, connection: socket.socket) -> None:
    with suppress(OSError):
        provider.talk(connection)


def closed_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port

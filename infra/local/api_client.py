"""The system as its users reach it: the API, and the folder that files are dropped into."""

import json
import os
import shutil
from http.client import HTTPException
from pathlib import Path
from typing import Any, BinaryIO
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from infra.local.ready import named
from infra.refusal import Failure, Refusal

CONTAINER = "contact-imports"
SECONDS = 30.0
ADVICE = " Is the running system serving another issuer, or another DATA? Then name that here too: DATA=…"
START = "start the system with make run. If it serves another DATA, name that here too: DATA=…"

type Json = dict[str, Any]


class NoAnswer(Failure):
    """Nobody listens, or whoever listens says nothing."""


class Api:
    """A client of the API."""

    def __init__(self, host: str, token: str) -> None:
        self.root = f"{host}/api/v1"
        port = host.rpartition(":")[2]
        self._other = f"PORT={port} is answered by something else: stop it, or name the system's own port with PORT=…"
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def get(self, path: str) -> Any:
        """What is there. Raises Failure, in the problem's own words, if it can't be had."""
        status, answer = self.send("GET", path)
        if status >= 400:
            advice = ADVICE if status in (401, 503) else ""
            raise Failure(f"GET {path}: {status} {answer.get('title', '')}: {answer.get('detail', '')}{advice}")
        return answer

    def send(self, method: str, path: str, body: Json | None = None) -> tuple[int, Any]:
        """(status, answer). Raises Failure if there is no answer of the system's."""
        content = json.dumps(body).encode() if body is not None else None
        return self._ask(Request(f"{self.root}/{path}", content, self._headers, method=method))  # noqa: S310 - our own host

    def _ask(self, request: Request) -> tuple[int, Any]:
        try:
            with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
                return answer.status, json.load(answer)
        except HTTPError as error:
            return error.code, self._problem(error)
        except ValueError:
            raise Failure(self._other) from None
        except (OSError, HTTPException) as gone:
            raise NoAnswer(f"{self.root} does not answer ({gone}): {START}") from None

    def upload(self, path: str, name: str, content: bytes, fields: dict[str, str]) -> tuple[int, Any]:
        """Sends a form with a file, and texts beside it. As `send`."""
        from urllib3 import encode_multipart_formdata

        form, media_type = encode_multipart_formdata({**fields, "file": (name, content)})
        return self._ask(Request(f"{self.root}/{path}", form, {**self._headers, "Content-Type": media_type}))  # noqa: S310 - our own host

    def _problem(self, error: HTTPError) -> Json:
        try:
            problem = json.load(error)
        except ValueError:
            raise Failure(self._other) from None
        if not isinstance(problem, dict):
            raise Failure(self._other)
        return problem

    def answers(self) -> bool:
        """Whether the system is up. Raises Failure if something else is there."""
        try:
            return self.send("GET", "health")[0] == 200
        except NoAnswer:
            return False


def drop(content: BinaryIO, name: str, data: Path) -> Path:
    """Puts a file where imports are picked up, whole or not at all, and says where. Raises Refusal."""
    if named("ContactStorage"):
        raise Refusal(
            f"ContactStorage names an account, and imports are picked up there: upload {name} to {CONTAINER} of it."
        )
    folder = data / "blobs" / CONTAINER
    unfinished = folder / f".draft-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as draft:
            shutil.copyfileobj(content, draft)
        return unfinished.rename(folder / name)
    except OSError as wrong:
        unfinished.unlink(missing_ok=True)
        raise Refusal(f"{folder / name} can't be written ({wrong.strerror}): make room in DATA={data}.") from None

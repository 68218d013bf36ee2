"""The system as its users reach it: the API, and the folder that files are dropped into."""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any, BinaryIO
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

CONTAINER = "contact-imports"

type Json = dict[str, Any]


class Api:
    """A client of the API."""

    def __init__(self, port: int, token: str) -> None:
        self._root = f"http://127.0.0.1:{port}/api/v1"
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def get(self, path: str) -> Any:
        """What is there. Exits with the problem's own words if it can't be had."""
        status, answer = self.send("GET", path)
        if status >= 400:
            advice = " Is the running system serving another DATA, or another issuer?" if status in (401, 503) else ""
            sys.exit(f"GET {path}: {status} {answer.get('title', '')}: {answer.get('detail', '')}{advice}")
        return answer

    def send(self, method: str, path: str, body: Json | None = None) -> tuple[int, Any]:
        """(status, answer)."""
        content = json.dumps(body).encode() if body is not None else None
        request = Request(f"{self._root}/{path}", content, self._headers, method=method)  # noqa: S310 - our own host
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310
                return answer.status, json.load(answer)
        except HTTPError as error:
            return error.code, json.load(error)

    def answers(self) -> bool:
        """Whether the system is up."""
        try:
            return self.send("GET", "health")[0] == 200
        except URLError:
            return False


def drop(content: BinaryIO, name: str, data: Path) -> None:
    """Puts a file where imports are picked up, whole or not at all."""
    folder = data / "blobs" / CONTAINER
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".draft-{os.getpid()}"
    with unfinished.open("wb") as draft:
        shutil.copyfileobj(content, draft)
    unfinished.rename(folder / name)

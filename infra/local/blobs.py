"""Blob triggers: a watched folder under `DATA/blobs`, receipts by ETag, five tries, then the poison queue."""

import asyncio
import json
import os
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from azure_functions_runtime.bindings.datumdef import Datum

from infra.local.expressions import resolved
from infra.local.state import State
from infra.local.worker import Function, datum

POLL_SECONDS = 0.25
TRIES = 5
POISON_QUEUE = "webjobs-blobtrigger-poison"
HANDED_OVER_BYTES = 1024 * 1024
"""Content up to this size is handed to the function; of a larger blob only its name, length and ETag."""

type Run = Callable[[Function, Datum, Mapping[str, Datum], str], Awaitable[str | None]]


type Poison = Callable[[str, bytes], None]
"""Puts a letter about an unhandled blob into a queue."""


class BlobTrigger:
    """One function's container."""

    def __init__(self, function: Function, root: Path, state: State, poison: Poison, run: Run) -> None:
        self.function, self._state, self._poison, self._run = function, state, poison, run
        container, _, pattern = resolved(str(function.trigger["path"])).partition("/")
        self._container, self._folder = container, root / container
        self._folder.mkdir(parents=True, exist_ok=True)
        self._pattern = re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(pattern or "{name}")))
        self._seen: dict[str, str] = {}
        self._had: set[tuple[str, str]] = set()

    async def serve(self) -> None:
        """Calls the function once for each blob and ETag, for ever."""
        while True:
            for name, etag in self._settled():
                if (name, etag) in self._had:
                    continue
                if not self._state.has_receipt(self.function.name, name, etag):
                    await self._handle(name, etag)
                self._had.add((name, etag))
            await asyncio.sleep(POLL_SECONDS)

    def _settled(self) -> Iterator[tuple[str, str]]:
        """Blobs whose ETag did not change since the last look: whoever writes in place is let finish."""
        before, self._seen = self._seen, {}
        for file in sorted(self._folder.rglob("*")):
            name = str(file.relative_to(self._folder))
            hidden = any(part.startswith(".") for part in Path(name).parts)
            if hidden or any("\ud800" <= letter <= "\udfff" for letter in name):  # or no name that Azure would take
                continue
            with suppress(FileNotFoundError):  # it may go between two looks
                if file.is_file():
                    self._seen[name] = etag_of(file)
        for name, etag in self._seen.items():
            if before.get(name) == etag and self._pattern.fullmatch(name):
                yield name, etag

    async def _handle(self, name: str, etag: str) -> None:
        for attempt in range(1, TRIES + 1):
            try:
                given = self.given(self._folder / name)
            except FileNotFoundError:
                return
            failure = await self._run(self.function, *given, name)
            if failure is None:
                break
            await asyncio.sleep(0.1 * attempt)
        else:
            letter = {
                "Type": "BlobTrigger",
                "FunctionId": self.function.name,
                "BlobType": "BlockBlob",
                "ContainerName": self._container,
                "BlobName": name,
                "ETag": etag,
            }
            self._poison(POISON_QUEUE, json.dumps(letter).encode())
        self._state.add_receipt(self.function.name, name, etag)

    def given(self, file: Path) -> tuple[Datum, Mapping[str, Datum]]:
        """A blob as the worker takes it."""
        name, size = str(file.relative_to(self._folder)), file.stat().st_size
        properties = {"Length": size, "ETag": etag_of(file)}
        metadata = {
            "BlobTrigger": datum(f"{self._container}/{name}"),
            "Uri": datum(file.as_uri()),
            "Properties": datum(properties),
            "Metadata": Datum("{}", "json"),
        }
        matched = self._pattern.fullmatch(name)
        names = {key: datum(value) for key, value in (matched.groupdict() if matched else {}).items()}
        return Datum(file.read_bytes() if size <= HANDED_OVER_BYTES else b"", "bytes"), {**metadata, **names}


def etag_of(file: Path) -> str:
    """Changes whenever the file's content does."""
    status = os.stat(file)
    return f"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}"

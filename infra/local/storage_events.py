"""Event Grid for the local blobs: a watched folder under `DATA/blobs`, and a message for each new version of a file.

`STORAGE_EVENTS` says which queue is told of which container: `container=queue`, several with commas between.
"""

import asyncio
import json
import os
import re
import stat
import uuid
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from infra.local.service_bus import Enqueue
from infra.local.state import State
from infra.refusal import Refusal

POLL_SECONDS = 0.25
NAME = "STORAGE_EVENTS"
PAIR = re.compile(r"[a-z0-9-]+=[a-z0-9-]+")


def subscriptions() -> dict[str, str]:
    """The queue of each watched container. Raises Refusal."""
    given = [one.strip() for one in os.environ.get(NAME, "").split(",") if one.strip()]
    for one in given:
        if not PAIR.fullmatch(one):
            raise Refusal(f"{NAME} must be container=queue, with commas between several; it has {one[:40]!r}.")
    return dict(one.split("=") for one in given)


class StorageEvents:
    """One container, and the queue that is told of its blobs."""

    def __init__(self, container: str, queue: str, root: Path, state: State, enqueue: Enqueue) -> None:
        self._container, self._queue, self._state, self._enqueue = container, queue, state, enqueue
        self._folder = root / container
        self._folder.mkdir(parents=True, exist_ok=True)
        self._seen: dict[str, str] = {}
        self._had: set[tuple[str, str]] = set()

    async def serve(self) -> None:
        """Tells once of each blob and ETag, for ever; after a crash perhaps twice."""
        while True:
            for name, etag in self._settled():
                key = name.encode("utf-8", "surrogateescape").decode("latin-1")
                if (name, etag) not in self._had and not self._state.has_receipt(self._queue, key, etag):
                    self._enqueue(self._queue, self._event(name, etag))
                    self._state.add_receipt(self._queue, key, etag)
                self._had.add((name, etag))
            await asyncio.sleep(POLL_SECONDS)

    def _settled(self) -> Iterator[tuple[str, str]]:
        """Blobs whose ETag did not change since the last look: whoever writes in place is let finish."""
        before, self._seen = self._seen, {}
        for file in sorted(self._folder.rglob("*")):
            name = str(file.relative_to(self._folder))
            if any(part.startswith(".") for part in Path(name).parts):
                continue
            with suppress(FileNotFoundError):  # it may go between two looks
                status = file.lstat()
                if not stat.S_ISDIR(status.st_mode):
                    self._seen[name] = f"{status.st_mtime_ns:x}-{status.st_size:x}-{status.st_ino:x}"
        for name, etag in self._seen.items():
            if before.get(name) == etag:
                yield name, etag

    def _event(self, name: str, etag: str) -> bytes:
        """As Event Grid has it."""
        event = {
            "id": str(uuid.uuid4()),
            "eventType": "Microsoft.Storage.BlobCreated",
            "subject": f"/blobServices/default/containers/{self._container}/blobs/{name}",
            "eventTime": datetime.now(UTC).isoformat(),
            "dataVersion": "",
            "metadataVersion": "1",
            "data": {"api": "PutBlob", "eTag": etag, "blobType": "BlockBlob"},
        }
        return json.dumps(event).encode()

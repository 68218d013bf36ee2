"""A cache that can be lost at any moment and is never wrong: entries carry versions, older never replaces newer."""

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import NamedTuple, Protocol


class Entry(NamedTuple):
    """A cached answer and the version of the thing it shows."""

    version: int
    payload: bytes


class Cache(Protocol):
    """Versioned entries by key."""

    def get(self, key: str) -> Entry | None:
        """The entry, unless there is none, it expired or it was outdated."""
        ...

    def set_if_newer(self, key: str, entry: Entry, *, seconds: int) -> None:
        """Keeps the entry unless a newer version is known, even one whose content is not."""
        ...

    def invalidate(self, versions: Mapping[str, int]) -> None:
        """Makes anything older than these versions, by key, unusable, also what a slow reader is about to store."""
        ...

    def generation(self, name: str) -> int:
        """When what goes by this name last changed, in milliseconds or a little more; no number comes twice."""
        ...

    def advance(self, name: str) -> None:
        """It has changed."""
        ...

    def check(self) -> None:
        """Raises if the cache cannot be reached."""
        ...


OUTDATED_SECONDS = 1800
"""How long the mark of `invalidate` lasts: longer than any read takes."""


class LocalCache:
    """In this process, least recently used out first."""

    def __init__(self, *, capacity: int = 20_000) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, tuple[int, bytes | None, float]] = OrderedDict()
        self._generations: dict[str, int] = {}

    def get(self, key: str) -> Entry | None:
        with self._lock:
            version, payload, until = self._entries.get(key, (0, None, 0.0))
            if payload is None or until < time.monotonic():
                return None
            self._entries.move_to_end(key)
            return Entry(version, payload)

    def set_if_newer(self, key: str, entry: Entry, *, seconds: int) -> None:
        self._keep(key, entry.version, entry.payload, seconds)

    def invalidate(self, versions: Mapping[str, int]) -> None:
        for key, version in versions.items():
            self._keep(key, version, None, OUTDATED_SECONDS)

    def generation(self, name: str) -> int:
        with self._lock:
            return self._generations.get(name, 0)

    def advance(self, name: str) -> None:
        with self._lock:
            self._generations[name] = max(self._generations.get(name, 0) + 1, time.time_ns() // 1_000_000)

    def check(self) -> None:
        return

    def _keep(self, key: str, version: int, payload: bytes | None, seconds: int) -> None:
        with self._lock:
            known, held, until = self._entries.get(key, (0, None, 0.0))
            if until >= time.monotonic() and (known > version or (known == version and held is not None)):
                return
            self._entries[key] = (version, payload, time.monotonic() + seconds)
            self._entries.move_to_end(key)
            while len(self._entries) > self._capacity:
                self._entries.popitem(last=False)


class NoCache:
    """Remembers nothing: for several instances without a cache they share, since none could invalidate another's."""

    def get(self, key: str) -> Entry | None:
        return None

    def set_if_newer(self, key: str, entry: Entry, *, seconds: int) -> None:
        return

    def invalidate(self, versions: Mapping[str, int]) -> None:
        return

    def generation(self, name: str) -> int:
        return 0

    def advance(self, name: str) -> None:
        return

    def check(self) -> None:
        return

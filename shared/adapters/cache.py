"""A cache that can be lost at any moment and is never wrong: entries carry versions, older never replaces newer."""

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import NamedTuple, Protocol


class Entry(NamedTuple):
    """A cached answer, the version of the thing it shows, and the generation of its kind that it was asked in."""

    version: int
    payload: bytes
    generation: int = 0


class Cache(Protocol):
    """Versioned entries by key. An entry's time is over when it is over, however often it is read."""

    def get(self, key: str) -> Entry | None:
        """The entry, unless there is none, it expired or it was outdated."""
        ...

    def look(self, key: str, kind: str) -> tuple[Entry | None, int]:
        """As `get`, and the generation of a kind; together, for it costs no more."""
        ...

    def set_if_newer(self, key: str, entry: Entry, *, seconds: int) -> None:
        """Keeps the entry unless a newer version is known, even one whose content is not, or this one of a later
        generation."""
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


OUTDATED_SECONDS = 7200
"""How long the mark of `invalidate` lasts: longer than any read takes, and than any entry lives. A cache that evicts
what has least time left (`volatile-ttl`) drops marks last."""
MOST_MARKS = 200_000
MOST_GENERATIONS = 100_000


class LocalCache:
    """In this process: entries go least recently used first, marks only when their time is over."""

    def __init__(self, *, capacity: int = 20_000) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, tuple[Entry, float]] = OrderedDict()
        self._marks: dict[str, tuple[int, float]] = {}
        self._generations: dict[str, int] = {}
        self._latest_forgotten = 0
        """No generation that was forgotten was later."""

    def get(self, key: str) -> Entry | None:
        with self._lock:
            return self._current(key)

    def look(self, key: str, kind: str) -> tuple[Entry | None, int]:
        with self._lock:
            return self._current(key), self._generation(kind)

    def set_if_newer(self, key: str, entry: Entry, *, seconds: int) -> None:
        with self._lock:
            known = self._current(key)
            later = known is not None and entry.generation > known.generation
            if entry.version < self._marked(key) or (known and known.version >= entry.version and not later):
                return
            self._entries[key] = entry, time.monotonic() + seconds
            self._entries.move_to_end(key)
            while len(self._entries) > self._capacity:
                self._entries.popitem(last=False)

    def invalidate(self, versions: Mapping[str, int]) -> None:
        with self._lock:
            until = time.monotonic() + OUTDATED_SECONDS
            for key, version in versions.items():
                self._marks[key] = max(version, self._marked(key)), until
            if len(self._marks) > MOST_MARKS:
                now = time.monotonic()
                self._marks = {key: mark for key, mark in self._marks.items() if mark[1] > now}

    def generation(self, name: str) -> int:
        with self._lock:
            return self._generation(name)

    def advance(self, name: str) -> None:
        with self._lock:
            if len(self._generations) >= MOST_GENERATIONS and name not in self._generations:
                self._latest_forgotten = max(self._latest_forgotten, *self._generations.values())
                self._generations.clear()
            self._generations[name] = max(self._generation(name) + 1, time.time_ns() // 1_000_000)

    def _generation(self, name: str) -> int:
        return self._generations.get(name, self._latest_forgotten)

    def check(self) -> None:
        return

    def _current(self, key: str) -> Entry | None:
        entry, until = self._entries.get(key, (None, 0.0))
        if entry is None or until < time.monotonic() or entry.version < self._marked(key):
            return None
        self._entries.move_to_end(key)
        return entry

    def _marked(self, key: str) -> int:
        version, until = self._marks.get(key, (0, 0.0))
        return version if until > time.monotonic() else 0


class NoCache:
    """Remembers nothing: for several instances without a cache they share, since none could invalidate another's."""

    def get(self, key: str) -> Entry | None:
        return None

    def look(self, key: str, kind: str) -> tuple[Entry | None, int]:
        return None, 0

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

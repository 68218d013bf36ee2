"""Reading through the cache: one load per key however many ask at once, and a cache that fails is only slow."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING

from shared.adapters.cache import Cache, Entry
from shared.platform.caching.rendered import Rendered, Snapshot
from shared.platform.observability.outages import CACHE_NAME, outages

if TYPE_CHECKING:
    from pydantic import BaseModel

MOST_MARKED = 1_000
"""Of more keys not each is marked; all of their kinds are forgotten."""


class ReadCache:
    """Answers from the cache, or loads once and remembers."""

    def __init__(self, cache: Cache, *, seconds: int) -> None:
        self._cache, self._seconds = cache, seconds
        self._flights: dict[str, Future[Entry]] = {}
        self._landed = 0
        """How many loads have ended: one that did since the cache was asked may have left there what is asked for."""
        self._guard, self._flushing = threading.Lock(), threading.Lock()
        self._pending: dict[str, int] = {}
        """Marks that the cache could not take: until it has them, nothing it says is believed."""

    def read[V: "BaseModel"](self, key: str, load: Callable[[], Snapshot[V]]) -> Rendered[V]:
        """The answer kept under `key`; `load` reads it from the database, and its errors pass through."""

        def rendered() -> Entry:
            found = load()
            return Entry(found.version, Rendered.of(found.response).content)

        entry = self.get(key, rendered)
        return Rendered(entry.payload, entry.version)

    def get(self, key: str, load: Callable[[], Entry]) -> Entry:
        """As `read`, of what is rendered already."""
        landed = self._landed
        found, generation = self._known(key)
        if found:
            return found
        with self._guard:
            late = landed != self._landed
            flight = self._flights.get(key)
            if leading := flight is None:
                flight = self._flights[key] = Future()
        if not leading:
            return flight.result()
        try:
            if late:
                found, generation = self._known(key)
            entry = found or load()
        except BaseException as failure:
            flight.set_exception(failure)
            raise
        else:
            flight.set_result(entry)
            if generation is not None and not found:
                self._remember(key, entry._replace(generation=generation))
            return entry
        finally:
            with self._guard:
                self._landed += 1
                if self._flights.get(key) is flight:
                    del self._flights[key]

    def invalidate(self, versions: Mapping[str, int], *, raise_on_error: bool = False) -> None:
        """Forgets what is older than these versions, also loads under way: who asks from now on sees the newer.

        If the cache cannot be reached, it gets the marks before it is asked next.
        """
        with self._guard:
            for key in versions:
                self._flights.pop(key, None)
        try:
            self._mark(versions)
        except Exception as failure:
            with self._guard:
                self._pending |= {key: max(version, self._pending.get(key, 0)) for key, version in versions.items()}
            outages.failed(CACHE_NAME, failure)
            if raise_on_error:
                raise

    def _mark(self, versions: Mapping[str, int]) -> None:
        """Key by key, or, if there are very many, each kind of them as a whole."""
        if len(versions) <= MOST_MARKED:
            self._cache.invalidate(versions)
            return
        for kind in {_kind(key) for key in versions}:
            self._cache.advance(kind)

    def _flush_pending(self) -> None:
        """Hands over the marks that the cache could not take before; one thread does, and it is not believed until."""
        if not self._pending:
            return
        if not self._flushing.acquire(blocking=False):
            raise ConnectionError("another hands over what it has missed")
        try:
            pending = dict(self._pending)
            self._mark(pending)
            with self._guard:
                self._pending = {key: version for key, version in self._pending.items() if pending.get(key) != version}
        finally:
            self._flushing.release()

    def _known(self, key: str) -> tuple[Entry | None, int | None]:
        """What the cache has, and the present generation of its kind; None if it can't be asked."""
        try:
            self._flush_pending()
            entry, generation = self._cache.look(key, _kind(key))
        except Exception as failure:
            outages.failed(CACHE_NAME, failure)
            return None, None
        current = entry is not None and entry.generation == generation
        return (entry._replace(generation=0) if entry and current else None), generation

    def _remember(self, key: str, entry: Entry) -> None:
        try:
            self._cache.set_if_newer(key, entry, seconds=self._seconds)
        except Exception as failure:
            outages.failed(CACHE_NAME, failure)


def _kind(key: str) -> str:
    """What a key is of: `contacts:<id>` is of `contacts`."""
    return key.partition(":")[0]

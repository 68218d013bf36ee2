"""Reading through the cache: one load per key however many ask at once, and a cache that fails is only slow."""

import logging
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING

from shared.adapters.cache import Cache, Entry
from shared.platform.caching.rendered import Rendered, Snapshot

if TYPE_CHECKING:
    from pydantic import BaseModel

log = logging.getLogger(__name__)


class ReadCache:
    """Answers from the cache, or loads once and remembers."""

    def __init__(self, cache: Cache, *, seconds: int) -> None:
        self._cache, self._seconds = cache, seconds
        self._flights: dict[str, Future[Entry]] = {}
        self._guard = threading.Lock()
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
        if found := self._known(key):
            return found
        with self._guard:
            flight = self._flights.get(key)
            if leading := flight is None:
                flight = self._flights[key] = Future()
        if not leading:
            return flight.result()
        try:
            entry = load()
        except BaseException as failure:
            flight.set_exception(failure)
            raise
        else:
            flight.set_result(entry)
            self._remember(key, entry)
            return entry
        finally:
            with self._guard:
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
            self._cache.invalidate(versions)
        except Exception as failure:
            with self._guard:
                self._pending |= {key: max(version, self._pending.get(key, 0)) for key, version in versions.items()}
            log.warning("The cache did not take that %d keys are outdated: %s", len(versions), type(failure).__name__)
            if raise_on_error:
                raise

    def _flush_pending(self) -> None:
        """Hands over the marks that the cache could not take before."""
        if pending := dict(self._pending):
            self._cache.invalidate(pending)
            with self._guard:
                self._pending = {key: version for key, version in self._pending.items() if pending.get(key) != version}

    def _known(self, key: str) -> Entry | None:
        try:
            self._flush_pending()
            return self._cache.get(key)
        except Exception as failure:
            log.warning("The cache did not answer: %s", type(failure).__name__)
            return None

    def _remember(self, key: str, entry: Entry) -> None:
        try:
            self._cache.set_if_newer(key, entry, seconds=self._seconds)
        except Exception as failure:
            log.warning("The cache did not take an entry: %s", type(failure).__name__)

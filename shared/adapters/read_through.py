"""Reading through the cache: one load per key however many ask at once, and a cache that fails is only slow."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

from shared.adapters.cache import Cache, Entry

log = logging.getLogger(__name__)


class ReadThrough:
    """Answers from the cache, or loads once and remembers."""

    def __init__(self, cache: Cache, *, seconds: int) -> None:
        self._cache, self._seconds = cache, seconds
        self._flights: dict[str, Future[Entry]] = {}
        self._guard = threading.Lock()

    def get(self, key: str, load: Callable[[], Entry]) -> Entry:
        """The entry for `key`; `load` reads it from the database and its refusals pass through."""
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

    def outdate(self, key: str, version: int) -> None:
        """Forgets what is older than `version`, also a load under way: whoever asks from now on sees the newer."""
        with self._guard:
            self._flights.pop(key, None)
        try:
            self._cache.outdate(key, version)
        except Exception as failure:
            log.warning("The cache did not take that %s is outdated: %s", key, type(failure).__name__)

    def _known(self, key: str) -> Entry | None:
        try:
            return self._cache.get(key)
        except Exception as failure:
            log.warning("The cache did not answer: %s", type(failure).__name__)
            return None

    def _remember(self, key: str, entry: Entry) -> None:
        try:
            self._cache.set_if_newer(key, entry, seconds=self._seconds)
        except Exception as failure:
            log.warning("The cache did not take an entry: %s", type(failure).__name__)

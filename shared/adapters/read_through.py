"""Reading through the cache: one load per key however many ask at once."""

import threading
from collections.abc import Callable
from concurrent.futures import Future

from shared.adapters.cache import Cache, Entry


class ReadThrough:
    """Answers from the cache, or loads once and remembers."""

    def __init__(self, cache: Cache, *, seconds: int) -> None:
        self._cache, self._seconds = cache, seconds
        self._flights: dict[str, Future[Entry]] = {}
        self._guard = threading.Lock()

    def get(self, key: str, load: Callable[[], Entry]) -> Entry:
        """The entry for `key`; `load` reads it from the database and its refusals pass through."""
        if found := self._cache.get(key):
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
            self._cache.set_if_newer(key, entry, seconds=self._seconds)
            flight.set_result(entry)
            return entry
        finally:
            self._land(key, flight)

    def outdate(self, key: str, version: int) -> None:
        """Forgets what is older than `version`, also a load under way: whoever asks from now on sees the newer."""
        self._cache.outdate(key, version)
        with self._guard:
            self._flights.pop(key, None)

    def _land(self, key: str, flight: Future[Entry]) -> None:
        with self._guard:
            if self._flights.get(key) is flight:
                del self._flights[key]

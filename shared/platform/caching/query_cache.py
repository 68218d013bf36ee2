"""Answers to queries, kept until anything they might show changes (specification §7.3).

Each kind of query has a generation, which every change of what it shows advances; answers are kept under the generation
they were asked in. An answer read before a change and kept after it lies under the old generation, where nobody looks.
"""

import hashlib
import logging
import time
from collections.abc import Callable

from shared.adapters.cache import Cache, Entry

SECONDS = 60
"""How long an answer lives, asked for or not."""

log = logging.getLogger(__name__)


class QueryCache:
    """One kind of query."""

    def __init__(self, cache: Cache, kind: str, *, lag: float = 0.0) -> None:
        """`lag`: seconds that the database's own index may be behind a commit; answers from then are not kept."""
        self._cache, self._kind, self._lag = cache, kind, lag
        self._pending_change = False

    def get(self, asked: str, load: Callable[[], bytes]) -> bytes:
        """The answer to what is asked; whatever the cache does, never one from before a change."""
        try:
            if self._pending_change:
                self.changed(raise_on_error=True)
            generation = self._cache.generation(self._kind)
            key = f"{self._kind}:{generation}:{hashlib.sha256(asked.encode()).hexdigest()}"
            known = self._cache.get(key)
        except Exception as failure:
            log.warning("The cache did not answer: %s", type(failure).__name__)
            return load()
        if known:
            return known.payload
        asked_at, answer = time.time(), load()
        if asked_at < generation / 1000 + self._lag:
            return answer
        try:
            self._cache.set_if_newer(key, Entry(1, answer), seconds=SECONDS)
        except Exception as failure:
            log.warning("The cache did not take an answer: %s", type(failure).__name__)
        return answer

    def changed(self, *, raise_on_error: bool = False) -> None:
        """Nothing that was answered before counts any more. Who insists learns if the cache could not be told."""
        try:
            self._cache.advance(self._kind)
            self._pending_change = False
        except Exception as failure:
            self._pending_change = True
            log.warning("The cache did not take that %s changed: %s", self._kind, type(failure).__name__)
            if raise_on_error:
                raise

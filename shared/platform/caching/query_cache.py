"""Answers to queries, kept until anything they might show changes (specification §7.3).

Each kind of query has a generation, which every change of what it shows advances; answers are kept under the generation
they were asked in. An answer read before a change and kept after it lies under the old one, unread.
"""

import hashlib
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from shared.adapters.cache import Cache, Entry
from shared.platform.caching.rendered import Rendered
from shared.platform.observability.outages import CACHE_NAME, outages

if TYPE_CHECKING:
    from pydantic import BaseModel

MOST_KINDS = 10_000
"""Some kinds are one customer's: of more than so many all are forgotten that owe the cache nothing."""
SECONDS = 60
"""How long an answer lives, asked for or not."""


class QueryCache:
    """One kind of query."""

    def __init__(self, cache: Cache, kind: str, *, lag: float = 0.0) -> None:
        """`lag`: seconds that the database's own index may be behind a commit; answers from then are not kept."""
        self._cache, self._kind, self._lag = cache, kind, lag
        self._pending_change = False

    @property
    def has_pending_change(self) -> bool:
        """Whether the cache has not learned of a change yet."""
        return self._pending_change

    def read[V: "BaseModel"](self, asked: str, load: Callable[[], V]) -> Rendered[V]:
        """The answer to what is asked; whatever the cache does, never one from before a change."""
        return Rendered(self.get(asked, lambda: Rendered.of(load()).content))

    def get(self, asked: str, load: Callable[[], bytes]) -> bytes:
        """As `read`, of what is rendered already."""
        try:
            if self._pending_change:
                self.changed(raise_on_error=True)
            generation = self._cache.generation(self._kind)
            key = f"{self._kind}:{generation}:{hashlib.sha256(asked.encode()).hexdigest()}"
            known = self._cache.get(key)
        except Exception as failure:
            outages.failed(CACHE_NAME, failure)
            return load()
        if known:
            return known.payload
        asked_at, answer = time.time(), load()
        if asked_at < generation / 1000 + self._lag:
            return answer
        try:
            self._cache.set_if_newer(key, Entry(1, answer), seconds=SECONDS)
        except Exception as failure:
            outages.failed(CACHE_NAME, failure)
        return answer

    def changed(self, *, raise_on_error: bool = False) -> None:
        """Nothing that was answered before counts any more; a cache out of reach learns it before it is asked next."""
        try:
            self._cache.advance(self._kind)
            self._pending_change = False
        except Exception as failure:
            self._pending_change = True
            outages.failed(CACHE_NAME, failure)
            if raise_on_error:
                raise


class QueryCaches:
    """The caches of every kind of query."""

    def __init__(self, cache: Cache, *, lag: float = 0.0) -> None:
        self._cache, self._lag = cache, lag
        self._kinds: dict[str, QueryCache] = {}

    def of(self, kind: str) -> QueryCache:
        """The cache of one kind."""
        found = self._kinds.get(kind)
        if found is None:
            if len(self._kinds) >= MOST_KINDS:
                self._kinds = {name: one for name, one in self._kinds.items() if one.has_pending_change}
            found = self._kinds.setdefault(kind, QueryCache(self._cache, kind, lag=self._lag))
        return found

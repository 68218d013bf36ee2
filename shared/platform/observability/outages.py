"""Outages in the log: told once, then each minute, and when they are over; not with each call that fails."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

REMIND_SECONDS = 60.0
DATABASE_NAME, CACHE_NAME = "The database", "The cache"
"""What several places tell of."""

log = logging.getLogger(__name__)


@dataclass
class _Outage:
    began: float
    failures: int = 0


class Outages:
    """What is away at present, as far as this process has seen."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now, self._guard = now, threading.Lock()
        self._away: dict[str, _Outage] = {}
        self._told: dict[str, float] = {}

    def failed(self, what: str, failure: BaseException) -> None:
        """A call to it failed."""
        now = self._now()
        with self._guard:
            outage = self._away.setdefault(what, _Outage(now))
            outage.failures += 1
            if now - self._told.get(what, -REMIND_SECONDS) < REMIND_SECONDS:
                return
            self._told[what] = now
        if outage.failures == 1:
            log.error("%s does not answer: %s", what, type(failure).__name__)
        else:
            seconds = round(now - outage.began)
            log.error("%s does not answer since %d s, %d times", what, seconds, outage.failures)

    def answered(self, what: str) -> None:
        """A call to it went well. Costs next to nothing while it was not away."""
        if what not in self._away:
            return
        with self._guard:
            outage = self._away.pop(what, None)
            told = outage is not None and self._told[what] >= outage.began
        if told and outage is not None:
            log.warning("%s answers again, after %d s", what, round(self._now() - outage.began))


outages = Outages()
"""Those of this process."""

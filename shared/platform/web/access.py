"""Notes every request for the audit trail, beside the requests: none waits for it, none fails with it."""

import logging
import threading
from collections import deque
from contextlib import suppress
from datetime import date

from shared.adapters.audit import AuditTrail, Entry
from shared.platform.observability import telemetry
from shared.platform.observability.outages import outages

SECONDS = 1.0
"""How long entries gather before they are written together."""
MOST_WAITING = 20_000

log = logging.getLogger(__name__)


class AccessLog:
    """A queue in front of the trail, and the thread that empties it."""

    def __init__(self, trail: AuditTrail) -> None:
        self._trail = trail
        self._waiting: deque[Entry] = deque()
        self._wake, self._starting, self._writing = threading.Event(), threading.Lock(), threading.Lock()
        self._thread: threading.Thread | None = None

    def note(self, entry: Entry) -> None:
        """Keeps an entry for the next writing; while the trail is away the oldest beyond some thousands are lost."""
        self._waiting.append(entry)
        if len(self._waiting) > MOST_WAITING:
            log.error("The audit trail is away for too long; entries are lost.")
            telemetry.count("audit.lost", 1)
            with suppress(IndexError):
                self._waiting.popleft()
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._serve, name="access log", daemon=True)
                    self._thread.start()
        self._wake.set()

    def flush(self) -> None:
        """Writes what waits. What the trail does not take waits on."""
        with self._writing:
            entries = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if not entries:
                return
            try:
                self._trail.append(entries)
            except Exception as failure:
                outages.failed("The audit trail", failure)
                self._waiting.extendleft(reversed(entries))
            else:
                outages.answered("The audit trail")

    def _serve(self) -> None:
        idle = threading.Event()
        while True:
            self._wake.wait()
            idle.wait(SECONDS)
            self._wake.clear()
            self.flush()
            if self._waiting:
                self._wake.set()

    def purge(self, before: date) -> bool:
        """Drops what is from before a day; that is all of it."""
        self._trail.purge(before)
        return True

"""Ending in good order: what waits in memory is written, slices of jobs end, the database is left tidy.

A process that is killed loses nothing that was committed; one that is asked to stop loses nothing at all.
"""

import atexit
import logging
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

from shared.platform.jobs.work import stopping

GRACE_SECONDS = 8.0
"""How long the end of each thing is waited for: less than the platform waits before it kills."""

log = logging.getLogger(__name__)


def at_end(*steps: Callable[[], object]) -> None:
    """Has these done when the process ends, in this order; one that fails or hangs keeps no other from its turn."""

    def end() -> None:
        stopping.set()
        for step in steps:
            done = threading.Thread(target=_tried, args=(step,), daemon=True)
            done.start()
            done.join(GRACE_SECONDS / len(steps))

    atexit.register(end)


def end_on_sigterm() -> None:
    """Has SIGTERM end the process as a program ends, instead of at once. Only the main thread can."""

    def end(_number: int, _frame: FrameType | None) -> None:
        stopping.set()
        sys.exit(0)

    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, end)


def _tried(step: Callable[[], object]) -> None:
    try:
        step()
    except Exception as failure:
        log.warning("Something could not be ended in good order: %s", type(failure).__name__)

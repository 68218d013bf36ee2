"""Waiting for what comes in its own time."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 120.0
"""Only what never comes costs this; a busy machine needs some of it."""


def until(holds: Callable[[], bool], *, said: Callable[[], str] = str, pause: float = 0.02) -> None:
    """Waits until something holds; `said` is what to show if it never does, `pause` how long to look away."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"it never came to hold\n{said()}")
        time.sleep(pause)

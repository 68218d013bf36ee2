"""What is done for a kind of job, and the slice of one that a handler is given."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    from shared.platform.app import App
    from shared.platform.jobs.model import Lease

stopping = threading.Event()
"""Set when the process is to end: slices do, too."""


class Rest(Exception):
    """There is nothing to do for so many seconds, some minutes at most; then the job goes on at its checkpoint."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"nothing to do for {seconds} seconds")
        self.seconds = seconds


@dataclass(frozen=True)
class Work:
    """One slice of a job, as its handler sees it."""

    app: App
    lease: Lease
    """For the commands that get the job on."""
    subject_id: UUID
    checkpoint: Mapping[str, Any]
    by: str
    """Who asked for it."""
    deadline: float

    def has_time(self) -> bool:
        """Whether there is time for another step; if not, the handler keeps its checkpoint and returns False."""
        return time.monotonic() < self.deadline and not stopping.is_set()


class JobHandler(NamedTuple):
    """What is done for one kind of job."""

    work: Callable[[Work], bool]
    """Works on it while there is time, and says whether it is done. Repeats no step that a checkpoint has behind it."""
    give_up: Callable[[Work, str], object]
    """Ends what the job is about, which can't be done, and says why."""

"""A job: work that is not done yet."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from shared.kernel.errors import NotFound
from shared.kernel.events import Aggregate
from shared.platform.jobs.events import JobReady


class JobNotFound(NotFound):
    """It is done."""

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Job {id} does not exist.")


class LostLease(Exception):
    """Another has this job by now, or it is done."""


class Lease(NamedTuple):
    """Who works on a job."""

    job_id: UUID
    owner: UUID


class Job(Aggregate):
    """What is to be done, about what, for whom. Its lease and its checkpoint are the repository's."""

    def __init__(self, id: UUID, kind: str, subject_id: UUID, checkpoint: str, *, by: str, at: datetime) -> None:
        self.id, self.version = id, 0
        self.kind, self.subject_id, self.checkpoint = kind, subject_id, checkpoint
        self.created_at, self.created_by = at, by
        self.due_at = at

    def hand_out(self) -> None:
        """Somebody is to work on it."""
        self.record(JobReady(kind=self.kind), {})

"""The steps of a job that are the same for all."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.jobs.model import Job, Lease
from shared.platform.jobs.repository import REST_SECONDS, Checkpoint, JobRepository

AT_ONCE = 100
"""Jobs handed out in one transaction."""


class Taken(NamedTuple):
    """A job as its worker gets it."""

    job: Job
    attempt: int
    """1 for the first since it last got on."""

    @property
    def checkpoint(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self.job.checkpoint)
        return found


@dataclass(frozen=True)
class StartJob(Command[bool]):
    """Has work done, unless it is under way."""

    kind: str
    subject_id: UUID

    def handle(self, uow: UnitOfWork) -> bool:
        return uow.repository(JobRepository).start(self.kind, self.subject_id, by=uow.actor, at=uow.now)


@dataclass(frozen=True)
class TakeJob(Command[Taken | None]):
    """Gives a job to a worker; None if another has it, or it is done."""

    lease: Lease

    def handle(self, uow: UnitOfWork) -> Taken | None:
        jobs = uow.repository(JobRepository)
        attempt = jobs.take(self.lease)
        return Taken(jobs.get(self.lease.job_id), attempt) if attempt else None


@dataclass(frozen=True)
class KeepLease(Command[bool]):
    """A sign of life; False if the job is another's by now."""

    lease: Lease

    def handle(self, uow: UnitOfWork) -> bool:
        return uow.repository(JobRepository).renew(self.lease)


@dataclass(frozen=True)
class KeepCheckpoint(Command[None]):
    """The job has got on. Raises LostLease."""

    lease: Lease
    checkpoint: Checkpoint

    def handle(self, uow: UnitOfWork) -> None:
        uow.repository(JobRepository).hold(self.lease, self.checkpoint)


@dataclass(frozen=True)
class ContinueJob(Command[None]):
    """The slice is over and the job is not: whoever is free goes on. Raises LostLease."""

    lease: Lease

    def handle(self, uow: UnitOfWork) -> None:
        uow.repository(JobRepository).hand_on(self.lease)


@dataclass(frozen=True)
class ReleaseJob(Command[None]):
    """The worker could not go on; it is tried again in a while. `counted` unless something else was to blame."""

    lease: Lease
    counted: bool
    seconds: int = REST_SECONDS

    def handle(self, uow: UnitOfWork) -> None:
        uow.repository(JobRepository).release(self.lease, counted=self.counted, seconds=self.seconds)


@dataclass(frozen=True)
class FinishJob(Command[None]):
    """The job is done, or given up. Raises LostLease."""

    lease: Lease

    def handle(self, uow: UnitOfWork) -> None:
        uow.repository(JobRepository).finish(self.lease)


@dataclass(frozen=True)
class HandOutJobs(Command[int]):
    """Says again of jobs that nobody works on that somebody should. Returns how many there were."""

    def handle(self, uow: UnitOfWork) -> int:
        jobs = uow.repository(JobRepository)
        return sum(jobs.hand_out(id) for id in jobs.due(AT_ONCE))

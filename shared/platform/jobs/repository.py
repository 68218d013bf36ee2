"""Jobs by identity, who works on each, and how far it is. The database's clock decides leases."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select, update

from shared.kernel.ids import new_id
from shared.platform.jobs.model import Job, JobNotFound, Lease, LostLease
from shared.platform.jobs.tables import jobs
from shared.platform.persistence.database_clock import DatabaseNow
from shared.platform.persistence.repository import AggregateRepository

LEASE_SECONDS = 60
"""How long a job is its worker's after a sign of life; the next worker waits no longer when one has died."""
REST_SECONDS = 30
"""How long a job rests that could not go on."""
FAR_SECONDS = 300
"""Nothing is due later than this: if it is, the clock was set back, and it is due now."""

type Checkpoint = Mapping[str, Any]

j = jobs.c
DUE = or_(j.DueAt < DatabaseNow(), j.DueAt > DatabaseNow(FAR_SECONDS))


class JobRepository(AggregateRepository[Job]):
    kind, not_found = Job, JobNotFound

    def start(
        self, kind: str, subject_id: UUID, *, by: str, at: datetime, checkpoint: Checkpoint | None = None
    ) -> bool:
        """Has work done, unless it is under way; says whether it was not."""
        if self.exists(kind, subject_id):
            return False
        made = Job(new_id(), kind, subject_id, json.dumps(checkpoint or {}), by=by, at=at)
        made.hand_out()
        self.add(made)
        self.session.flush()
        self._change(j.Id == made.id, DueAt=DatabaseNow(LEASE_SECONDS))
        return True

    def exists(self, kind: str, subject_id: UUID) -> bool:
        """Whether this work is under way."""
        known = select(j.Id).where(j.Kind == kind, j.SubjectId == subject_id)
        return self.session.execute(known).first() is not None

    def take(self, lease: Lease) -> int:
        """Gives the job to the lease's owner. Returns which attempt this is; 0 if another has it, or it is done."""
        free = or_(j.Owner.is_(None), DUE)
        taken = {"Owner": lease.owner, "DueAt": DatabaseNow(LEASE_SECONDS), "Attempts": j.Attempts + 1}
        if not self._change(j.Id == lease.job_id, free, **taken):
            return 0
        return self.session.scalar(select(j.Attempts).where(j.Id == lease.job_id)) or 0

    def hold(self, lease: Lease, checkpoint: Checkpoint | None = None, *, got_on: bool = True) -> None:
        """Locks the job for a transaction that gets it on, up to this checkpoint. Raises LostLease.

        What does not get it on leaves its attempts as they are.
        """
        changes: dict[str, Any] = {"DueAt": DatabaseNow(LEASE_SECONDS)}
        if got_on:
            changes["Attempts"] = 1  # this is the first from here
        if checkpoint is not None:
            changes["Checkpoint"] = json.dumps(checkpoint)
        if not self._change(*_of(lease), **changes):
            raise LostLease(str(lease.job_id))

    def renew(self, lease: Lease) -> bool:
        """A sign of life; says whether the job is still its worker's."""
        return self._change(*_of(lease), DueAt=DatabaseNow(LEASE_SECONDS))

    def release(self, lease: Lease, *, counted: bool, seconds: int) -> None:
        """The worker stops for so long; `counted` if that was the job's own fault."""
        attempts = j.Attempts if counted else j.Attempts - 1
        self._change(*_of(lease), Owner=None, DueAt=DatabaseNow(seconds), Attempts=attempts)

    def hand_on(self, lease: Lease) -> None:
        """The slice is over: has anybody go on. Raises LostLease."""
        if not self._change(*_of(lease), Owner=None, DueAt=DatabaseNow(LEASE_SECONDS)):
            raise LostLease(str(lease.job_id))
        self.get(lease.job_id).hand_out()

    def hand_out(self, id: UUID) -> bool:
        """Has anybody work on a job that is due; says whether it still is."""
        if not self._change(j.Id == id, DUE, Owner=None, DueAt=DatabaseNow(LEASE_SECONDS)):
            return False
        self.get(id).hand_out()
        return True

    def due(self, limit: int) -> Sequence[UUID]:
        """Jobs that nobody works on, although somebody should."""
        return self.session.scalars(select(j.Id).where(DUE).order_by(j.DueAt).limit(limit)).all()

    def finish(self, lease: Lease) -> None:
        """It is done. Raises LostLease."""
        if not self.session.connection().execute(delete(jobs).where(*_of(lease))).rowcount:
            raise LostLease(str(lease.job_id))

    def _change(self, *which: ColumnElement[bool], **values: Any) -> bool:
        return bool(self.session.connection().execute(update(jobs).where(*which).values(**values)).rowcount)


def _of(lease: Lease) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return j.Id == lease.job_id, j.Owner == lease.owner

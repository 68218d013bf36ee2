"""Working on a job for a slice of time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import UUID

from shared.kernel.ids import new_id
from shared.platform.jobs.commands import ContinueJob, FinishJob, KeepLease, ReleaseJob, TakeJob
from shared.platform.jobs.model import Lease, LostLease
from shared.platform.jobs.repository import LEASE_SECONDS
from shared.platform.jobs.work import JobHandler, Rest, Work
from shared.platform.persistence.passing_errors import is_outage, told_as_outage

if TYPE_CHECKING:
    from shared.platform.app import App

SLICE_SECONDS = 240.0
"""How long a worker goes on with one job: less than the lock of its message lives, and than a host waits at its end."""
ATTEMPTS = 3
"""How often a job is tried from one checkpoint."""

log = logging.getLogger(__name__)


def work_on(app: App, handlers: Mapping[str, JobHandler], job_id: UUID) -> None:
    """Works on a job for a slice, unless another does, or it is done. Whatever goes wrong, the job is not lost."""
    lease = Lease(job_id, new_id())
    taken = app.mediator.send(TakeJob(lease))
    if taken is None:
        return
    job, handler = taken.job, handlers.get(taken.job.kind)
    if handler is None:  # of newer code, perhaps: another instance may know
        log.error("Nobody here knows what a %s is", job.kind)
        app.mediator.send(ReleaseJob(lease, counted=False))
        return
    work = Work(app, lease, job.subject_id, taken.checkpoint, job.created_by, time.monotonic() + SLICE_SECONDS)
    if taken.attempt > ATTEMPTS:
        handler.give_up(work, f"It was tried {ATTEMPTS} times, and each time it failed or the process ended.")
        app.mediator.send(FinishJob(lease))
        return
    try:
        with _kept(app, lease):
            done = handler.work(work)
        app.mediator.send(FinishJob(lease) if done else ContinueJob(lease))
    except Rest as rest:
        app.mediator.send(ReleaseJob(lease, counted=False, seconds=rest.seconds))
    except LostLease:
        log.info("Job %s is another's, or done", job_id)
    except Exception as failure:
        if not told_as_outage(failure):
            log.exception("A %s could not go on", job.kind)
        app.mediator.send(ReleaseJob(lease, counted=not is_outage(failure)))


@contextmanager
def _kept(app: App, lease: Lease) -> Iterator[None]:
    """Keeps the lease meanwhile, also through steps that take long. It ends with the process."""
    over = threading.Event()

    def keep() -> None:
        while not over.wait(LEASE_SECONDS / 4):
            try:
                if not app.mediator.send(KeepLease(lease)):
                    return
            except Exception as failure:  # it may be back before the lease ends
                if not told_as_outage(failure):
                    log.warning("The lease of job %s could not be kept: %s", lease.job_id, type(failure).__name__)

    keeper = threading.Thread(target=keep, name="job-lease", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()

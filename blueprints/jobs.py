"""Triggers of jobs: the queue that hands them out, and the timer that sees to those nobody has."""

from uuid import UUID

from shared.composition import app
from shared.platform import jobs
from shared.platform.jobs.names import JOBS
from shared.platform.triggers import Triggers, job_handlers

triggers = Triggers("Jobs", app)


@triggers.worker(JOBS)
def work_on_job(job_id: UUID) -> None:
    """A job is to be worked on, for some minutes."""
    jobs.worker.work_on(app(), job_handlers, job_id)


@triggers.timer("JOBS_SCHEDULE")
def hand_out_jobs() -> None:
    """Hand out jobs again that nobody works on: whose worker died, or whose message was lost."""
    while app().mediator.send(jobs.commands.HandOutJobs()) == jobs.commands.AT_ONCE:
        pass

"""The job and its table."""

from shared.platform.jobs.model import Job
from shared.platform.jobs.tables import jobs
from shared.platform.persistence.mapping import Fields, map_aggregate

c = jobs.c

JOB = Fields(
    {
        "id": c.Id,
        "kind": c.Kind,
        "subject_id": c.SubjectId,
        "checkpoint": c.Checkpoint,
        "due_at": c.DueAt,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "version": c.RowVersion,
    }
)


def map_aggregates() -> None:
    """Teaches SQLAlchemy the job."""
    map_aggregate(Job, jobs, JOB, key=c.Id)

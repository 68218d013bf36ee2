"""The erasure and its table."""

from shared.platform.persistence.mapping import Fields, map_aggregate
from shared.privacy.model import Erasure
from shared.privacy.tables import erasures

c = erasures.c

ERASURE = Fields(
    {
        "id": c.Id,
        "subject_id": c.SubjectId,
        "customer_id": c.CustomerId,
        "contact_id": c.ContactId,
        "reference": c.Reference,
        "requested_at": c.RequestedAt,
        "due_at": c.DueAt,
        "status": c.Status,
        "failure_reason": c.FailureReason,
        "stores": c.Stores,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "finished_at": c.FinishedAt,
        "version": c.RowVersion,
    }
)


def map_aggregates() -> None:
    """Teaches SQLAlchemy the erasure."""
    map_aggregate(Erasure, erasures, ERASURE, key=c.Id)

"""The follow-up and its table."""

from shared.follow_ups.model import FollowUp
from shared.follow_ups.tables import follow_ups
from shared.follow_ups.values import Task
from shared.platform.persistence.mapping import Fields, map_aggregate

c = follow_ups.c

FOLLOW_UP = Fields(
    {
        "id": c.Id,
        "customer_id": c.CustomerId,
        "status": c.Status,
        "completed_at": c.CompletedAt,
        "completed_by": c.CompletedBy,
        "cancelled_at": c.CancelledAt,
        "cancelled_by": c.CancelledBy,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "version": c.RowVersion,
    },
    {
        "task": (
            Task,
            {
                "subject": c.Subject,
                "description": c.Description,
                "due_date": c.DueDate,
                "priority": c.Priority,
                "assigned_to": c.AssignedTo,
            },
        )
    },
)


def map_aggregates() -> None:
    """Teaches SQLAlchemy the follow-up."""
    map_aggregate(FollowUp, follow_ups, FOLLOW_UP, key=c.Id)

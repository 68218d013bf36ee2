"""The merge and its table."""

from shared.merges.model import Merge
from shared.merges.tables import merges
from shared.platform.persistence.mapping import Fields, map_aggregate

c = merges.c

MERGE = Fields(
    {
        "id": c.Id,
        "source_id": c.SourceCustomerId,
        "target_id": c.TargetCustomerId,
        "status": c.Status,
        "is_unfinished": c.IsUnfinished,
        "stays": c.Stays,
        "choices": c.FieldChoices,
        "has_contacts": c.HasContacts,
        "moved": c.Moved,
        "source_status": c.SourceStatus,
        "failure_reason": c.FailureReason,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "completed_at": c.CompletedAt,
        "target_version": c.TargetVersion,
        "undone_by": c.UndoneBy,
        "undo_started_at": c.UndoStartedAt,
        "undone_at": c.UndoneAt,
        "kept_fields": c.KeptFields,
        "later_records": c.LaterRecords,
        "sign_of_life": c.SignOfLife,
        "version": c.RowVersion,
    }
)


def map_aggregates() -> None:
    """Teaches SQLAlchemy the merge."""
    map_aggregate(Merge, merges, MERGE, key=c.Id)

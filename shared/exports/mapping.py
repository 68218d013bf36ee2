"""The export and its table."""

from shared.exports.model import ContactExport
from shared.exports.tables import contact_exports
from shared.platform.persistence.mapping import Fields, map_aggregate

c = contact_exports.c

EXPORT = Fields(
    {
        "id": c.Id,
        "format": c.Format,
        "customer_ids": c.CustomerIds,
        "tags": c.Tags,
        "columns": c.Columns,
        "status": c.Status,
        "failure_reason": c.FailureReason,
        "record_count": c.RecordCount,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "finished_at": c.FinishedAt,
        "forgotten_at": c.ForgottenAt,
        "version": c.RowVersion,
    }
)


def map_aggregates() -> None:
    """Teaches SQLAlchemy the export."""
    map_aggregate(ContactExport, contact_exports, EXPORT, key=c.Id)

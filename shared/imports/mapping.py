"""The import and its table."""

from sqlalchemy.orm import deferred

from shared.imports.model import ContactImport
from shared.imports.tables import contact_imports
from shared.platform.persistence.mapping import Fields, map_aggregate

c = contact_imports.c

IMPORT = Fields(
    {
        "id": c.Id,
        "file_name": c.FileName,
        "blob_name": c.BlobName,
        "blob_etag": c.BlobETag,
        "format": c.Format,
        "encoding": c.Encoding,
        "mappings": c.Mappings,
        "mode": c.Mode,
        "on_unknown_customer": c.OnUnknownCustomer,
        "customer_id": c.CustomerId,
        "status": c.Status,
        "failure_reason": c.FailureReason,
        "total_records": c.TotalRecords,
        "processed_records": c.ProcessedRecords,
        "successful_records": c.SuccessfulRecords,
        "failed_records": c.FailedRecords,
        "dry_run": c.DryRun,
        "columns": c.Columns,
        "progress": c.Progress,
        "undo_requested_at": c.UndoRequestedAt,
        "undone_records": c.UndoneRecords,
        "kept_records": c.KeptRecords,
        "cancel_requested": c.CancelRequested,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "started_at": c.StartedAt,
        "finished_at": c.FinishedAt,
        "understood": c.Understood,
        "forgotten_at": c.ForgottenAt,
        "version": c.RowVersion,
    }
)


def map_aggregates() -> None:
    """Teaches SQLAlchemy the import."""
    remarks = {"_remarks": deferred(c.Remarks)}  # which statements of their own read and write
    map_aggregate(ContactImport, contact_imports, IMPORT, key=c.Id, extra=remarks)

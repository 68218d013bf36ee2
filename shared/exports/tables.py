"""Exports (ours; specification §5.2.7, §7.4)."""

from sqlalchemy import Column, Index, Integer, Table, Unicode, Uuid
from sqlalchemy.orm import registry

from shared.contacts.list_files import FileFormat
from shared.exports.model import ContactExport
from shared.exports.values import ExportStatus
from shared.kernel.customer_data import NoCustomerData
from shared.platform.persistence.database import EnumType, TextList, UtcDateTime, metadata

contact_exports = Table(
    "ContactExports",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("Format", EnumType(FileFormat, 20), nullable=False),
    Column("CustomerIds", TextList(), nullable=False),
    Column("Tags", TextList(), nullable=False),
    Column("Columns", TextList(), nullable=False),
    Column("Status", EnumType(ExportStatus, 30), nullable=False),
    Column("FailureReason", Unicode(1000)),
    Column("RecordCount", Integer),
    Column("Attempts", Integer, nullable=False),
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("FinishedAt", UtcDateTime),
    Column("RowVersion", Integer, nullable=False),
    Index("IX_ContactExports_CreatedAt", "CreatedAt", "Id"),
)

NO_CUSTOMER_DATA = (
    NoCustomerData("ContactExports", "says what was asked for and counts rows; the files lie in blob storage"),
)


def map_exports() -> None:
    """Teaches SQLAlchemy the aggregate."""
    c = contact_exports.c
    properties = {
        "id": c.Id, "format": c.Format, "customer_ids": c.CustomerIds, "tags": c.Tags, "columns": c.Columns,
        "status": c.Status, "failure_reason": c.FailureReason, "record_count": c.RecordCount, "attempts": c.Attempts,
        "created_at": c.CreatedAt, "created_by": c.CreatedBy, "finished_at": c.FinishedAt, "version": c.RowVersion,
    }  # fmt: skip
    registry(metadata=metadata).map_imperatively(
        ContactExport, contact_exports, version_id_col=c.RowVersion, version_id_generator=False, properties=properties
    )

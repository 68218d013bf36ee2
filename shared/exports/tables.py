"""Exports (ours; specification §5.2.7, §7.4)."""

from sqlalchemy import Column, Index, Integer, Table, Unicode, Uuid

from shared.contacts.list_files import FileFormat
from shared.exports.values import ExportStatus
from shared.kernel.customer_data import NoCustomerData
from shared.platform.persistence.column_types import EnumType, TextList, UtcDateTime, metadata

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
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("FinishedAt", UtcDateTime),
    Column("ForgottenAt", UtcDateTime),  # when its file was deleted
    Column("RowVersion", Integer, nullable=False),
    Index("IX_ContactExports_CreatedAt", "CreatedAt", "Id"),
)

NO_CUSTOMER_DATA = (
    NoCustomerData("ContactExports", "says what was asked for and counts rows; the files lie in blob storage"),
)

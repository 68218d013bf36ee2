"""Attachments (ours; specification §7.4)."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Unicode, Uuid

from shared.kernel.customer_data import CustomerData
from shared.platform.persistence.column_types import UtcDateTime, metadata

attachments = Table(
    "Attachments",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), nullable=False),
    Column("FileName", Unicode(255), nullable=False),
    Column("MediaType", Unicode(100), nullable=False),
    Column("Size", BigInteger, nullable=False),  # bytes
    Column("BlobName", Unicode(100), nullable=False),
    Column("CreatedAt", UtcDateTime, nullable=False, index=True),
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("RemovedAt", UtcDateTime),
    Column("RowVersion", Integer, nullable=False),
    Index("IX_Attachments_CustomerId", "CustomerId", "CreatedAt", "Id"),
)

CUSTOMER_DATA = (CustomerData("Attachments", "CustomerId", frozenset({"FileName"})),)

"""Follow-ups (specification §6.1.8)."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Unicode, UnicodeText, Uuid

from shared.follow_ups.values import FollowUpPriority, FollowUpStatus
from shared.kernel.customer_data import CustomerData
from shared.platform.persistence.column_types import EnumType, UtcDateTime, metadata

follow_ups = Table(
    "FollowUps",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), nullable=False),
    Column("Subject", Unicode(500), nullable=False),
    Column("Description", UnicodeText),
    Column("DueDate", UtcDateTime, nullable=False),
    Column("Priority", EnumType(FollowUpPriority, 20), nullable=False),
    Column("Status", EnumType(FollowUpStatus, 20), nullable=False, server_default="Pending"),
    Column("AssignedTo", Unicode(100)),
    Column("CompletedAt", UtcDateTime),
    Column("CompletedBy", Unicode(100)),
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("CreatedBy", Unicode(100), nullable=False),
    # Ours.
    Column("CancelledAt", UtcDateTime),
    Column("CancelledBy", Unicode(100)),
    Column("RowVersion", Integer, nullable=False),
    Index("IX_FollowUps_CustomerId", "CustomerId", "DueDate", "Id"),
    Index("IX_FollowUps_DueDate", "DueDate", "Id"),
    Index("IX_FollowUps_Status", "Status", "DueDate", "Id"),
    Index("IX_FollowUps_AssignedTo", "AssignedTo", "DueDate", "Id"),
)

CUSTOMER_DATA = (CustomerData("FollowUps", "CustomerId", frozenset({"Subject", "Description"})),)

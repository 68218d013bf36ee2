"""Complaints (specification §6.1.6)."""

from collections.abc import Iterator

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Unicode,
    UnicodeText,
    Uuid,
    false,
    text,
)

from shared.complaints.values import ComplaintPriority, ComplaintStatus
from shared.kernel.customer_data import CustomerData
from shared.platform.persistence.column_types import BY_LETTER, EnumType, Money, TextList, UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique

NEVER = "9999-12-31 00:00:00.000000"
SORTED_BY = ("CreatedAt", "DueAt", "FirstResponseDueAt")
FILTERED_BY = ("Status", "Priority", "AssignedTo", "Category")
REPORTED = (
    "CreatedAt",
    "RootCause",
    "CompensationCurrency",
    "ResolvedAt",
    "FirstResponseMinutes",
    "FirstResponseBreached",
    "FirstResponseDueAt",
    "ResolutionTimeInHours",
    "ResolutionBusinessMinutes",
    "ResolutionBreached",
    "DueAt",
    "ReopenCount",
    "CompensationAmount",
    "SatisfactionScore",
    "CustomerSatisfied",
)
"""What the report adds up: an index holds it all, so that no complaint is read for it."""


def _indexes() -> Iterator[Index]:
    """Lists across customers: an index gives each order of each filter, and holds what the other filters look at."""
    for sorted_by in SORTED_BY:
        for first in ((), *((column,) for column in FILTERED_BY)):
            others = (column for column in FILTERED_BY if column not in first)
            name = "_".join(("IX_Complaints", *first, sorted_by))
            yield Index(name, *first, sorted_by, "Id", *others, "CustomerId")


complaints = Table(
    "Complaints",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("ComplaintNumber", Unicode(50), nullable=False, unique=True),
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), nullable=False),
    Column("Subject", Unicode(500), nullable=False),
    Column("Description", UnicodeText, nullable=False),
    Column("Category", Unicode(100), info=BY_LETTER),
    Column("Priority", EnumType(ComplaintPriority, 20), nullable=False),
    Column("Status", EnumType(ComplaintStatus, 20), nullable=False, server_default="New"),
    Column("RelatedEventId", Uuid),
    Column("AssignedTo", Unicode(100), info=BY_LETTER),
    Column("Resolution", UnicodeText),
    Column("ResolvedBy", Unicode(100)),
    Column("ResolvedAt", UtcDateTime),
    Column("ResolutionTimeInHours", Integer),  # to the first resolution
    Column("CompensationOffered", UnicodeText),
    Column("CustomerSatisfied", Boolean),
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("LastModifiedAt", UtcDateTime),
    # Ours.
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("ContactId", Uuid),  # who complains, if that is one of the customer's contacts
    Column("Attachments", TextList()),  # their ids
    Column("StatusNotes", UnicodeText),
    Column("ReopenCount", Integer, nullable=False),
    Column("ResolutionBusinessMinutes", Integer),
    Column("RootCause", Unicode(100), info=BY_LETTER),
    Column("CompensationAmount", Money),
    Column("CompensationCurrency", Unicode(3)),
    Column("SatisfactionScore", Integer),  # 1 to 5
    Column("SatisfactionComment", UnicodeText),
    Column("SatisfactionAt", UtcDateTime),
    Column("CommunicationId", Uuid),  # what it was filed from
    Column("WaitingSince", UtcDateTime),  # for the customer
    Column("FirstRespondedAt", UtcDateTime),
    Column("FirstResponseMinutes", Integer),  # from its receipt, by the clock on the wall
    Column("FirstResponseBreached", Boolean, nullable=False, server_default=false()),
    Column("ResolutionBreached", Boolean, nullable=False, server_default=false()),
    # Its clock; the end of the calendar stands for what is not due.
    Column("FirstResponseDueAt", UtcDateTime, nullable=False, server_default=NEVER),
    Column("DueAt", UtcDateTime, nullable=False, server_default=NEVER),
    Column("AlarmAt", UtcDateTime, nullable=False, server_default=NEVER),
    Column("ClockRunningSince", UtcDateTime),
    Column("ClockSpent", BigInteger, nullable=False, server_default=text("0")),  # microseconds
    Column("ClockRules", Unicode(16), nullable=False, server_default=""),
    Column("IsWarned", Boolean, nullable=False, server_default=false()),
    Column("IsEscalatedByTime", Boolean, nullable=False, server_default=false()),
    Column("RowVersion", Integer, nullable=False),
    Index("IX_Complaints_CustomerId", "CustomerId", "CreatedAt", "Id"),
    Index("IX_Complaints_AlarmAt", "AlarmAt", "Id"),
    Index("IX_Complaints_ClockRules", "ClockRules", "Id"),
    *_indexes(),
    Index("IX_Complaints_Report", *REPORTED),
)

complaint_comments = Table(
    "ComplaintComments",  # ours
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("ComplaintId", Uuid, ForeignKey("Complaints.Id", ondelete="CASCADE"), nullable=False),
    Column("CustomerId", Uuid, nullable=False),
    Column("Text", UnicodeText, nullable=False),
    Column("IsInternal", Boolean, nullable=False),
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("RowVersion", Integer, nullable=False),
    Index("IX_ComplaintComments_ComplaintId", "ComplaintId", "CreatedAt", "Id"),
    Index("IX_ComplaintComments_CustomerId", "CustomerId", "Id"),
)

CUSTOMER_DATA = (
    CustomerData(
        "Complaints",
        "CustomerId",
        frozenset(
            {"Subject", "Description", "Resolution", "CompensationOffered", "StatusNotes", "SatisfactionComment"}
        ),
    ),
    CustomerData("ComplaintComments", "CustomerId", frozenset({"Text"})),
)
UNIQUE = (Unique("UQ_Complaints_ComplaintNumber", ("Complaints.ComplaintNumber",), ConcurrentChange),)

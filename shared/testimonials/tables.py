"""Testimonials (specification §6.1.7)."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Unicode,
    UnicodeText,
    Uuid,
    column,
    false,
)

from shared.kernel.customer_data import CustomerData
from shared.platform.persistence.column_types import EnumType, UtcDateTime, metadata
from shared.testimonials.values import TestimonialStatus

testimonials = Table(
    "Testimonials",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), nullable=False),
    Column("Content", UnicodeText, nullable=False),
    Column("Rating", Integer, nullable=False),
    Column("RelatedEventId", Uuid),
    Column("IsPublic", Boolean, nullable=False, server_default=false()),
    Column("IsApproved", Boolean, nullable=False, server_default=false()),
    Column("AuthorName", Unicode(200)),
    Column("ApprovedBy", Unicode(100)),
    Column("ApprovedAt", UtcDateTime),
    Column("CreatedAt", UtcDateTime, nullable=False),
    # Ours.
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("ContactId", Uuid),  # its author, if that is one of the customer's contacts
    Column("ConsentGivenAt", UtcDateTime),
    Column("ConsentSource", Unicode(500)),
    Column("OriginalContent", UnicodeText),  # null: nobody changed it
    Column("Words", UnicodeText, nullable=False),
    Column("Status", EnumType(TestimonialStatus, 20), nullable=False, server_default="Pending"),
    Column("StatusReason", Unicode(500)),
    Column("RowVersion", Integer, nullable=False),
    CheckConstraint(column("Rating").between(1, 5), name="CK_Testimonials_Rating"),
    Index("IX_Testimonials_CustomerId", "CustomerId", "CreatedAt", "Id"),
    Index("IX_Testimonials_IsPublic_IsApproved", "IsPublic", "IsApproved", "CreatedAt", "Id"),
    Index("IX_Testimonials_RelatedEventId", "RelatedEventId", "IsPublic", "IsApproved", "CreatedAt", "Id"),
)

CUSTOMER_DATA = (
    CustomerData(
        "Testimonials",
        "CustomerId",
        frozenset({"Content", "OriginalContent", "AuthorName", "Words", "ConsentSource", "StatusReason"}),
    ),
)

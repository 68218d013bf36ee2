"""The contacts' table (specification §6.1.4)."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Unicode, Uuid, text

from shared.contacts.errors import DuplicateContactEmail
from shared.contacts.values import ContactStatus
from shared.kernel.customer_data import CustomerData, NoCustomerData
from shared.platform.persistence.column_types import BY_LETTER, EnumType, TextList, UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique

contacts = Table(
    "Contacts",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), nullable=False),
    Column("FirstName", Unicode(100), nullable=False),
    Column("LastName", Unicode(100), nullable=False),
    Column("Email", Unicode(255), nullable=False, index=True),
    Column("Phone", Unicode(20), index=True),
    Column("Position", Unicode(100)),
    # One primary a customer is a filtered unique index, the migration's alone: UX_Contacts_Primary.
    Column("IsPrimary", Boolean, nullable=False, server_default=text("0"), index=True),
    Column("Status", EnumType(ContactStatus, 20), nullable=False, server_default="Active"),
    Column("Tags", TextList()),
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("LastModifiedAt", UtcDateTime),
    # Ours: the e-mail in comparison form, unique within the customer; and the version, which is the ETag.
    Column("EmailKey", Unicode(255), nullable=False, index=True, info=BY_LETTER),
    Column("RowVersion", Integer, nullable=False),
    Index("UX_Contacts_CustomerId_EmailKey", "CustomerId", "EmailKey", unique=True),
)

merged_contacts = Table(
    "MergedContacts",  # under the id of one that was merged into another, that other is found
    metadata,
    Column("ContactId", Uuid, primary_key=True),
    Column("IntoContactId", Uuid, nullable=False, index=True),
    Column("MergeId", Uuid, nullable=False, index=True),
)

CUSTOMER_DATA = (
    CustomerData(
        "Contacts", "CustomerId", frozenset({"FirstName", "LastName", "Email", "Phone", "Position", "Tags", "EmailKey"})
    ),
)
NO_CUSTOMER_DATA = (NoCustomerData("MergedContacts", "ids of contacts only"),)
UNIQUE = (
    Unique("UX_Contacts_CustomerId_EmailKey", ("Contacts.CustomerId", "Contacts.EmailKey"), DuplicateContactEmail),
    Unique("UX_Contacts_Primary", ("Contacts.CustomerId",), ConcurrentChange),  # filtered, so the migration's alone
)

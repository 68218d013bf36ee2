"""The customers' tables (specification §6.1.1–3), and how an aggregate spreads over them."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Unicode, UnicodeText, Uuid, text

from shared.customers.errors import DuplicateCustomerEmail
from shared.customers.values import CustomerRating, CustomerSegment, CustomerStatus, CustomerType
from shared.kernel.customer_data import CustomerData, NoCustomerData
from shared.kernel.ids import new_id
from shared.platform.persistence.column_types import BY_LETTER, EnumType, Money, TextList, UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique
from shared.platform.persistence.number_series import number_series

customers = Table(
    "Customers",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("CustomerNumber", Unicode(50), nullable=False, unique=True),
    Column("CompanyName", Unicode(200), nullable=False),
    Column("Industry", Unicode(100)),
    Column("Type", EnumType(CustomerType, 50), nullable=False, index=True),
    Column("Segment", EnumType(CustomerSegment, 50), nullable=False, server_default="Standard"),
    Column("LifetimeValue", Money, server_default="0"),
    Column("TotalEvents", Integer, server_default="0"),
    Column("Rating", EnumType(CustomerRating, 20), server_default="Unrated"),
    Column("Status", EnumType(CustomerStatus, 20), nullable=False, server_default="Active"),
    Column("CreatedAt", UtcDateTime, nullable=False, index=True),
    Column("LastModifiedAt", UtcDateTime),
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("LastModifiedBy", Unicode(100)),
    Column("IsDeleted", Boolean, nullable=False, server_default=text("0"), default=False),
    Column("DeletedAt", UtcDateTime),
    Column("RowVersion", Integer, nullable=False),
    # Ours: when the inactivity clock was last set, beside the status its timer looks for.
    Column("LastActivityAt", UtcDateTime, nullable=False),
    # Ours: counts the changes of the customer's contacts; a change of them locks the row by counting.
    Column("ContactsVersion", Integer, nullable=False, server_default=text("0"), default=0),
    # Ours: into whom it is being merged (it takes no change then), into whom it was, and who was merged into it.
    Column("MergingIntoCustomerId", Uuid),
    Column("MergedIntoCustomerId", Uuid),
    Column("MergedFrom", TextList()),
    Index("IX_Customers_Status", "Status", "LastActivityAt"),
    # Two more are filtered, so the migration's alone: those being merged, those merged.
)

customer_contact_info = Table(
    "CustomerContactInfo",
    metadata,
    Column("Id", Uuid, primary_key=True, default=new_id),
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("PrimaryEmail", Unicode(255), nullable=False, index=True),
    Column("SecondaryEmail", Unicode(255), index=True),
    Column("PrimaryPhone", Unicode(20), index=True),
    Column("SecondaryPhone", Unicode(20), index=True),
    Column("Website", Unicode(255)),
    Column("BillingStreet", Unicode(255)),
    Column("BillingCity", Unicode(100)),
    Column("BillingState", Unicode(100)),
    Column("BillingZipCode", Unicode(20)),
    Column("BillingCountry", Unicode(100)),
    Column("ShippingStreet", Unicode(255)),
    Column("ShippingCity", Unicode(100)),
    Column("ShippingState", Unicode(100)),
    Column("ShippingZipCode", Unicode(20)),
    Column("ShippingCountry", Unicode(100)),
    Column("LinkedInUrl", Unicode(255)),
    Column("TwitterHandle", Unicode(100)),
    Column("FacebookUrl", Unicode(255)),
    # Ours: the primary e-mail in comparison form while its customer is live. Unique where it is not null, so that
    # races end in CUST-002; that index is the migration's alone (its dialect options would load every dialect here).
    Column("LiveEmailKey", Unicode(255)),
)
customer_preferences = Table(
    "CustomerPreferences",
    metadata,
    Column("Id", Uuid, primary_key=True, default=new_id),
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("PreferredCommunicationChannels", TextList(500)),
    Column("CommunicationFrequency", Unicode(50)),
    Column("PreferredEventTypes", TextList()),
    Column("Interests", TextList()),
    Column("PreferredLanguage", Unicode(10), server_default="en"),
    Column("TimeZone", Unicode(50), server_default="UTC"),
    Column("EmailNotifications", Boolean, server_default=text("1")),
    Column("SMSNotifications", Boolean, server_default=text("0")),
    Column("PushNotifications", Boolean, server_default=text("1")),
    Column("MarketingConsent", Boolean, server_default=text("0")),
    Column("DataProcessingConsent", Boolean, server_default=text("1")),
)

customer_search = Table(
    "CustomerSearch",  # what a customer is found by; full-text indexed on both `…Words` (the migration says how)
    metadata,
    Column("Number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("SortName", Unicode(400), nullable=False, info=BY_LETTER),
    Column("EmailKey", Unicode(255), nullable=False, info=BY_LETTER),
    Column("Type", EnumType(CustomerType, 50), nullable=False),
    Column("Segment", EnumType(CustomerSegment, 50), nullable=False),
    Column("Status", EnumType(CustomerStatus, 20), nullable=False),
    Column("Words", UnicodeText, nullable=False),
    Column("ContactWords", UnicodeText, nullable=False, server_default=""),
    Index("IX_CustomerSearch_SortName", "SortName", "CustomerId", "Status", "Type", "Segment"),
)

hidden_customers = Table(
    "HiddenCustomers",  # those that are archived or erased: few, so that lists across customers look them up quickly
    metadata,
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), primary_key=True),
)

CUSTOMER_DATA = (
    CustomerData("HiddenCustomers", "CustomerId", frozenset()),
    CustomerData("Customers", "Id", frozenset({"CompanyName", "Industry"})),
    CustomerData(
        "CustomerContactInfo",
        "CustomerId",
        frozenset(c.name for c in customer_contact_info.c if c.name not in ("Id", "CustomerId")),
    ),
    CustomerData(
        "CustomerPreferences",
        "CustomerId",
        frozenset(c.name for c in customer_preferences.c if c.name not in ("Id", "CustomerId")),
    ),
    CustomerData("CustomerSearch", "CustomerId", frozenset({"SortName", "EmailKey", "Words", "ContactWords"})),
)
UNIQUE = (
    Unique(
        "UX_CustomerContactInfo_LiveEmailKey",  # filtered, so the migration's alone
        ("CustomerContactInfo.LiveEmailKey",),
        DuplicateCustomerEmail,
    ),
    Unique("UQ_Customers_CustomerNumber", ("Customers.CustomerNumber",), ConcurrentChange),
    Unique("UQ_CustomerContactInfo_CustomerId", ("CustomerContactInfo.CustomerId",), ConcurrentChange),
    Unique("UQ_CustomerPreferences_CustomerId", ("CustomerPreferences.CustomerId",), ConcurrentChange),
    Unique("UQ_CustomerSearch_CustomerId", ("CustomerSearch.CustomerId",), ConcurrentChange),
)
NO_CUSTOMER_DATA = (NoCustomerData(number_series.name, "a counter"),)

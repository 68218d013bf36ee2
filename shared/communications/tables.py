"""Communications (specification §6.1.5), what providers still take, and which addresses mail comes back from."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Unicode, UnicodeText, Uuid, false, text

from shared.communications.values import CommunicationPurpose, CommunicationStatus, Direction
from shared.customers.values import CommunicationType
from shared.kernel.customer_data import CustomerData, NoCustomerData
from shared.platform.persistence.column_types import BY_LETTER, EnumType, TextList, UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique

communications = Table(
    "CommunicationHistory",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("CustomerId", Uuid, ForeignKey("Customers.Id", ondelete="CASCADE"), nullable=False),
    Column("Type", EnumType(CommunicationType, 50), nullable=False),
    Column("Subject", Unicode(500)),
    Column("Content", UnicodeText),
    Column("RecipientEmail", Unicode(255)),  # the other side's, whoever wrote
    Column("RecipientPhone", Unicode(50)),
    Column("Direction", EnumType(Direction, 20), nullable=False),
    Column("Status", EnumType(CommunicationStatus, 50)),  # null: it is only on record
    Column("IsDelivered", Boolean, nullable=False, server_default=false()),
    Column("DurationInSeconds", Integer),
    Column("ScheduledStart", UtcDateTime),
    Column("ScheduledEnd", UtcDateTime),
    Column("Location", Unicode(255)),
    Column("Attendees", TextList()),
    Column("Notes", UnicodeText),
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("CreatedBy", Unicode(100), nullable=False),
    # Ours.
    Column("ContactId", Uuid),
    Column("OccurredAt", UtcDateTime, nullable=False),  # the history's order: of a call its time
    Column("Purpose", EnumType(CommunicationPurpose, 20), nullable=False, server_default="Service"),
    Column("StatusReason", Unicode(500)),
    Column("Html", UnicodeText),
    Column("TemplateId", Uuid),
    Column("TemplateVersion", Integer),
    Column("Attachments", TextList()),  # their ids
    Column("IsVirtual", Boolean, nullable=False, server_default=false()),
    Column("MeetingLink", Unicode(500)),
    Column("TimeZone", Unicode(50)),
    Column("Sequence", Integer, nullable=False, server_default=text("0")),  # of a meeting's invitation (RFC 5545)
    Column("SendAt", UtcDateTime),
    Column("SentAt", UtcDateTime),
    Column("Provider", Unicode(20)),
    Column("ProviderMessageId", Unicode(255)),
    Column("InReplyTo", Uuid),
    Column("ComplaintId", Uuid),  # which was noted from it  # the communication it answers
    Column("AIGenerated", Boolean, nullable=False, server_default=false()),  # its words are a model's
    Column("IsVerified", Boolean),  # null unless it came from outside
    Column("Kind", Unicode(20)),  # of a mail that came: written by a person, or by a program
    Column("ContentPurgedAt", UtcDateTime),
    Column("RowVersion", Integer, nullable=False),
    # The way to the provider; of no interest to anybody once it is behind.
    Column("Pending", Boolean, nullable=False, server_default=false()),  # something is to be sent
    Column("DueAt", UtcDateTime),  # a timer has it sent then; null: it is on a queue, or with a worker
    Column("HasSlot", Boolean, nullable=False, server_default=false()),  # the provider's rate has room for it then
    Column("Owner", Uuid),  # who hands it over
    Column("LeaseUntil", UtcDateTime),  # by the database's clock: whoever had it is dead then
    Column("Attempts", Integer, nullable=False, server_default=text("0")),
    Column("TakenSequence", Integer, nullable=False, server_default=text("0")),  # of a meeting, as its worker has it
    Column("TriedSince", UtcDateTime),  # since then its provider has put it off
    Index("IX_CommunicationHistory_CustomerId_Type", "CustomerId", "Type", "OccurredAt", "Id"),
    Index("IX_CommunicationHistory_CustomerId_OccurredAt", "CustomerId", "OccurredAt", "Id"),
    Index("IX_CommunicationHistory_CreatedAt", "CreatedAt"),
    # Three more are filtered, so the migration's alone: those due, those with a worker, those that have a content.
)

provider_quotas = Table(
    "ProviderQuotas",
    metadata,
    Column("Channel", EnumType(CommunicationType, 20), primary_key=True),
    Column("Provider", Unicode(20), primary_key=True, info=BY_LETTER),
    Column("FreeAt", TextList(500), nullable=False),  # for each limit, when it is used up to no more
    Column("PausedUntil", UtcDateTime),  # it asked to be left alone
    Column("RowVersion", Integer, nullable=False),
)

address_bounces = Table(
    "AddressBounces",
    metadata,
    Column("CustomerId", Uuid, primary_key=True),
    Column("AddressKey", Unicode(255), primary_key=True, info=BY_LETTER),
    Column("SoftBounces", Integer, nullable=False),  # since something was delivered there
    Column("BouncedAt", UtcDateTime),  # for good
)

CUSTOMER_DATA = (
    CustomerData(
        "CommunicationHistory",
        "CustomerId",
        frozenset(
            {
                *("Subject", "Content", "Html", "Notes", "RecipientEmail", "RecipientPhone"),
                *("Location", "Attendees", "MeetingLink"),
            }
        ),
    ),
    CustomerData("AddressBounces", "CustomerId", frozenset({"AddressKey"})),
)
NO_CUSTOMER_DATA = (NoCustomerData("ProviderQuotas", "counts what providers take, of whomever"),)
UNIQUE = (
    Unique("PK_ProviderQuotas", ("ProviderQuotas.Channel", "ProviderQuotas.Provider"), ConcurrentChange),
    Unique("PK_AddressBounces", ("AddressBounces.CustomerId", "AddressBounces.AddressKey"), ConcurrentChange),
)

"""Every change of a consent (ours; decisions "Events, audit, privacy")."""

from sqlalchemy import Boolean, Column, Index, Table, Unicode, Uuid

from shared.consents.values import ConsentPurpose
from shared.customers.values import CommunicationType
from shared.kernel.customer_data import CustomerData
from shared.platform.persistence.column_types import EnumType, UtcDateTime, metadata

consents = Table(
    "Consents",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("CustomerId", Uuid, nullable=False),
    Column("ContactId", Uuid),  # null: the customer's own
    Column("Purpose", EnumType(ConsentPurpose, 20), nullable=False),
    Column("Channel", EnumType(CommunicationType, 20)),
    Column("Granted", Boolean, nullable=False),
    Column("Previous", Boolean),  # null: nothing was known
    Column("ChangedAt", UtcDateTime, nullable=False),
    Column("ChangedBy", Unicode(100), nullable=False),
    Column("Source", Unicode(500)),
    Column("Wording", Unicode(1000)),
    Index("IX_Consents_CustomerId_ChangedAt", "CustomerId", "ChangedAt", "Id"),
)

CUSTOMER_DATA = (CustomerData("Consents", "CustomerId", frozenset({"Source", "Wording"})),)

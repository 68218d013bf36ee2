"""Erasures (ours; decisions "Events, audit, privacy")."""

from sqlalchemy import Column, Index, Integer, Table, Unicode, Uuid

from shared.kernel.customer_data import NoCustomerData
from shared.platform.persistence.column_types import EnumType, JsonObject, UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique
from shared.privacy.values import ErasureStatus

erasures = Table(
    "Erasures",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("SubjectId", Uuid, nullable=False),  # the customer or the contact: nobody is erased twice
    Column("CustomerId", Uuid, nullable=False),
    Column("ContactId", Uuid),
    Column("Reference", Unicode(200), nullable=False),
    Column("RequestedAt", UtcDateTime, nullable=False),
    Column("DueAt", UtcDateTime, nullable=False),
    Column("Status", EnumType(ErasureStatus, 20), nullable=False),
    Column("FailureReason", Unicode(1000)),
    Column("Stores", JsonObject(), nullable=False),
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("FinishedAt", UtcDateTime),
    Column("RowVersion", Integer, nullable=False),
    Index("UX_Erasures_SubjectId", "SubjectId", unique=True),
    Index("IX_Erasures_Status", "Status"),
)

NO_CUSTOMER_DATA = (NoCustomerData("Erasures", "says which id was forgotten, when and for whom"),)
UNIQUE = (Unique("UX_Erasures_SubjectId", ("Erasures.SubjectId",), ConcurrentChange),)

"""Merges, and the rows that changed hands by each (ours)."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Unicode, Uuid

from shared.customers.values import CustomerStatus
from shared.kernel.customer_data import NoCustomerData
from shared.merges.values import MergeStatus
from shared.platform.persistence.column_types import EnumType, JsonObject, TextList, UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique

merges = Table(
    "Merges",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("SourceCustomerId", Uuid, nullable=False),
    Column("TargetCustomerId", Uuid, nullable=False),
    Column("Status", EnumType(MergeStatus, 20), nullable=False),
    Column("IsUnfinished", Boolean, nullable=False),
    Column("Stays", TextList(), nullable=False),  # what is not to move
    Column("FieldChoices", JsonObject(), nullable=False),
    Column("HasContacts", Boolean, nullable=False),  # whether the target has the source's
    Column("Moved", JsonObject(), nullable=False),  # by kind, how many
    Column("SourceStatus", EnumType(CustomerStatus, 20)),  # before
    Column("FailureReason", Unicode(1000)),
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("CompletedAt", UtcDateTime),
    Column("TargetVersion", Integer),  # of the event that says which fields won
    Column("UndoneBy", Unicode(100)),
    Column("UndoStartedAt", UtcDateTime),
    Column("UndoneAt", UtcDateTime),
    Column("KeptFields", TextList()),  # by an undo, as they were changed since
    Column("LaterRecords", JsonObject()),  # by kind, how many stay as they came later
    Column("SignOfLife", UtcDateTime, nullable=False),
    Column("RowVersion", Integer, nullable=False),
    Index("IX_Merges_SourceCustomerId", "SourceCustomerId", "CreatedAt"),
    Index("IX_Merges_TargetCustomerId", "TargetCustomerId", "CreatedAt"),
    Index("IX_Merges_CreatedAt", "CreatedAt", "Id"),
    Index("IX_Merges_IsUnfinished", "IsUnfinished", "SignOfLife"),
)

merged_rows = Table(
    "MergedRows",
    metadata,
    Column("MergeId", Uuid, primary_key=True),
    Column("What", Unicode(40), primary_key=True),
    Column("RowId", Uuid, primary_key=True),
    Column("ContactId", Uuid),  # the row's contact, as it was before
)

NO_CUSTOMER_DATA = (
    NoCustomerData("Merges", "says which id stands for which, and names fields"),
    NoCustomerData("MergedRows", "ids only"),
)
UNIQUE = (Unique("PK_MergedRows", ("MergedRows.MergeId", "MergedRows.What", "MergedRows.RowId"), ConcurrentChange),)

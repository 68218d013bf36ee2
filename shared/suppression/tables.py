"""The marks of erased persons' addresses (ours)."""

from sqlalchemy import Column, Table, Unicode, Uuid

from shared.kernel.customer_data import NoCustomerData
from shared.platform.persistence.column_types import BY_LETTER, UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique

suppressions = Table(
    "Suppressions",
    metadata,
    Column("Mark", Unicode(44), primary_key=True, info=BY_LETTER),
    Column("ErasureId", Uuid, primary_key=True, index=True),
    Column("CreatedAt", UtcDateTime, nullable=False),
)

UNIQUE = (Unique("PK_Suppressions", ("Suppressions.Mark", "Suppressions.ErasureId"), ConcurrentChange),)
NO_CUSTOMER_DATA = (NoCustomerData("Suppressions", "keyed hashes, which nobody reads an address in"),)

"""The keys that wrap data keys, themselves wrapped by the vault (ours)."""

from sqlalchemy import Column, Index, Integer, Table, Unicode, Uuid

from shared.kernel.customer_data import NoCustomerData
from shared.platform.persistence.column_types import UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique

encryption_keys = Table(
    "EncryptionKeys",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("Purpose", Unicode(20), nullable=False),
    Column("Wrapped", Unicode(1000), nullable=False),  # base64
    Column("WrappedBy", Unicode(400), nullable=False),  # the vault's key and its version
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("Number", Integer, nullable=False),  # of its purpose: the highest is in use
    Index("UX_EncryptionKeys_Purpose_Number", "Purpose", "Number", unique=True),
)

NO_CUSTOMER_DATA = (NoCustomerData("EncryptionKeys", "keys that only the vault can read"),)
UNIQUE = (
    Unique("UX_EncryptionKeys_Purpose_Number", ("EncryptionKeys.Purpose", "EncryptionKeys.Number"), ConcurrentChange),
)

"""What the API itself remembers."""

from sqlalchemy import Column, Integer, Table, Unicode, UnicodeText, Uuid

from shared.kernel.customer_data import NoCustomerData
from shared.platform.persistence.column_types import UtcDateTime, metadata

idempotency_keys = Table(
    "IdempotencyKeys",
    metadata,
    Column("Id", Unicode(64), primary_key=True),  # SHA-256 of caller, method, path and key
    Column("RequestHash", Unicode(64), nullable=False),
    Column("Owner", Uuid, nullable=False),
    Column("LeasedUntil", UtcDateTime, nullable=False),
    Column("CreatedAt", UtcDateTime, nullable=False, index=True),
    Column("Status", Integer),  # null while the first request runs
    Column("Headers", UnicodeText),
    Column("Body", UnicodeText),
    Column("SubjectId", Uuid),  # the entity under whose key the body is encrypted; null: it is in plain
)

NO_CUSTOMER_DATA = (
    NoCustomerData("IdempotencyKeys", "answers kept for 24 hours, encrypted under the key of whom they are about"),
)

"""The jobs that are not done (ours)."""

from sqlalchemy import Column, Index, Integer, Table, Unicode, UnicodeText, Uuid, text

from shared.kernel.customer_data import NoCustomerData
from shared.platform.persistence.column_types import UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique

jobs = Table(
    "Jobs",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("Kind", Unicode(50), nullable=False),
    Column("SubjectId", Uuid, nullable=False),  # what it is about: the import, the export
    Column("Checkpoint", UnicodeText, nullable=False),  # JSON; where to go on
    Column("Owner", Uuid),  # who works on it
    Column("DueAt", UtcDateTime, nullable=False),  # by the database's clock: when its owner must be dead, or it waits
    Column("Attempts", Integer, nullable=False, server_default=text("0")),  # since it last got on
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("RowVersion", Integer, nullable=False),
    Index("UX_Jobs_Kind_SubjectId", "Kind", "SubjectId", unique=True),
    Index("IX_Jobs_DueAt", "DueAt"),
)

NO_CUSTOMER_DATA = (NoCustomerData("Jobs", "names work by ids, and where it goes on"),)
UNIQUE = (Unique("UX_Jobs_Kind_SubjectId", ("Jobs.Kind", "Jobs.SubjectId"), ConcurrentChange),)

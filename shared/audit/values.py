"""The values a look at the audit trail is made of."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class AuditKind(StrEnum):
    """A call, a call that was turned away, or a change of data."""

    ACCESS = "Access"
    SECURITY = "Security"
    CHANGE = "Change"


class Wanted(NamedTuple):
    """A period, and what else an entry must be; None is anything."""

    since: datetime
    until: datetime
    caller: str | None = None
    customer_id: UUID | None = None
    action: str | None = None
    kind: AuditKind | None = None

"""The values a complaint is made of (specification §5.4, §6.1.6)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from shared.kernel.values import ValueObject


class ComplaintStatus(StrEnum):
    """How far it is."""

    NEW = "New"
    IN_PROGRESS = "InProgress"
    RESOLVED = "Resolved"
    CLOSED = "Closed"
    ESCALATED = "Escalated"


class ComplaintPriority(StrEnum):
    """How much it matters."""

    LOW = "Low"
    MEDIUM = "Medium"
    HIGH = "High"
    CRITICAL = "Critical"


class ComplaintOrder(StrEnum):
    """By what lists across customers are sorted."""

    DUE_AT = "dueAt"
    FIRST_RESPONSE_DUE_AT = "firstResponseDueAt"
    OLDEST = "createdAt"
    NEWEST = "-createdAt"


MOVES = {
    ComplaintStatus.NEW: {ComplaintStatus.IN_PROGRESS, ComplaintStatus.ESCALATED},
    ComplaintStatus.IN_PROGRESS: {ComplaintStatus.ESCALATED},
    ComplaintStatus.ESCALATED: {ComplaintStatus.IN_PROGRESS},
    ComplaintStatus.RESOLVED: {ComplaintStatus.CLOSED, ComplaintStatus.IN_PROGRESS},
    ComplaintStatus.CLOSED: set[ComplaintStatus](),
}
"""Where each may be moved to (decisions "Complaints, testimonials"); it is resolved by a resolution alone."""


@dataclass(frozen=True)
class Matter(ValueObject):
    """What it is about."""

    subject: str
    description: str
    category: str | None
    priority: ComplaintPriority
    related_event_id: UUID | None
    root_cause: str | None = None
    """Why it came to it, in the business's words, as reports group by them."""


@dataclass(frozen=True)
class Resolution(ValueObject):
    """What we did about it; nothing until it is resolved."""

    resolution: str | None = None
    compensation_offered: str | None = None
    customer_satisfied: bool | None = None
    resolved_by: str | None = None
    resolved_at: datetime | None = None
    compensation_amount: Decimal | None = None
    compensation_currency: str | None = None
    """As ISO 4217 names it; there is one if there is an amount."""


@dataclass(frozen=True)
class Satisfaction(ValueObject):
    """What the customer said about how we dealt with it; nothing until it said so."""

    score: int | None = None
    """1 to 5."""
    comment: str | None = None
    answered_at: datetime | None = None

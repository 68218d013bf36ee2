"""The values a follow-up is made of (specification §5.3.5, §6.1.8)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.kernel.values import ValueObject


class FollowUpPriority(StrEnum):
    """How much it matters."""

    LOW = "Low"
    MEDIUM = "Medium"
    HIGH = "High"


class FollowUpStatus(StrEnum):
    """How far it is."""

    PENDING = "Pending"
    OVERDUE = "Overdue"
    """Its time is over, and nobody did it yet."""
    COMPLETED = "Completed"
    CANCELLED = "Cancelled"


OPEN = frozenset({FollowUpStatus.PENDING, FollowUpStatus.OVERDUE})
"""Still to be done."""


@dataclass(frozen=True)
class Task(ValueObject):
    """What is to be done."""

    subject: str
    description: str | None
    due_date: datetime
    priority: FollowUpPriority
    assigned_to: str | None
    """Who does it: the subject of their token, or whatever the organisation calls them."""

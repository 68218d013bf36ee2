"""The values a testimonial is made of (specification §5.5, §6.1.7)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from shared.kernel.values import ValueObject


class TestimonialStatus(StrEnum):
    """Whether we agree."""

    PENDING = "Pending"
    APPROVED = "Approved"
    REJECTED = "Rejected"
    WITHDRAWN = "Withdrawn"
    """Its author does not stand by it any more; for good."""


@dataclass(frozen=True)
class Praise(ValueObject):
    """What was said."""

    content: str
    rating: int
    """1 to 5."""
    author_name: str | None
    """What is shown of who said it."""
    related_event_id: UUID | None
    is_public: bool
    """Whether its author wants it shown to everybody."""


@dataclass(frozen=True)
class PublicationConsent(ValueObject):
    """That its author agrees to have it published; nothing if it is not known."""

    given_at: datetime | None = None
    source: str | None = None
    """How that is known: a form, a mail."""

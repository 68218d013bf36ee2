"""The values a communication is made of (specification §5.3, §6.1.5; decisions "Communications")."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from shared.customers.values import CommunicationType
from shared.kernel.values import ValueObject


class Direction(StrEnum):
    """Who began."""

    INBOUND = "Inbound"
    OUTBOUND = "Outbound"


class CommunicationPurpose(StrEnum):
    """What a message is for: whoever wants no marketing still gets what belongs to business."""

    SERVICE = "Service"
    MARKETING = "Marketing"


class CommunicationStatus(StrEnum):
    """How far a message is."""

    QUEUED = "Queued"
    SCHEDULED = "Scheduled"
    """It waits for the time it is to be sent at."""
    SENT = "Sent"
    """The provider has it."""
    DELIVERED = "Delivered"
    BOUNCED = "Bounced"
    COMPLAINED = "Complained"
    """The recipient called it spam."""
    FAILED = "Failed"
    SUPPRESSED = "Suppressed"
    """It was not sent: the recipient does not want it, or can't be written to."""
    UNKNOWN = "Unknown"
    """Nobody knows whether the provider has it; it is not sent again by itself."""
    CANCELLED = "Cancelled"


WAITING = frozenset({CommunicationStatus.QUEUED, CommunicationStatus.SCHEDULED})
"""Not handed to a provider yet."""
RANK = {
    CommunicationStatus.SENT: 1,
    CommunicationStatus.DELIVERED: 2,
    CommunicationStatus.FAILED: 3,
    CommunicationStatus.SUPPRESSED: 3,
    CommunicationStatus.BOUNCED: 4,
    CommunicationStatus.COMPLAINED: 5,
}
"""A report moves a message up, never down: reports come late, twice, and in any order."""
LONGEST_MEETING = timedelta(days=31)
MEETINGS = frozenset({CommunicationType.MEETING, CommunicationType.IN_PERSON, CommunicationType.VIDEO_CALL})


@dataclass(frozen=True)
class Content(ValueObject):
    """What was said. Its text goes when its time is over; the fact stays."""

    subject: str | None = None
    text: str | None = None
    html: str | None = None
    notes: str | None = None


@dataclass(frozen=True)
class Recipient(ValueObject):
    """The other side: whom we wrote to or talked with, or who wrote to us."""

    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Source(ValueObject):
    """The template a message was made of, and which wording of it; nothing if it was written by hand."""

    template_id: UUID | None = None
    template_version: int | None = None


@dataclass(frozen=True)
class Plan(ValueObject):
    """When and where a meeting is, and who comes; nothing for what is no meeting."""

    start: datetime | None = None
    end: datetime | None = None
    location: str | None = None
    attendees: tuple[str, ...] = ()
    """E-mail addresses, or names of those who get no invitation."""
    is_virtual: bool = False
    link: str | None = None
    time_zone: str | None = None
    """IANA; the calendar shows the meeting in it."""


PERSONAL = "Personal"
"""What a message is that a person wrote, not a program."""
API_NAMES = {
    "subject": "title",
    "text": "description",
    "start": "scheduledStart",
    "end": "scheduledEnd",
    "link": "meetingLink",
}
"""What callers call a meeting's fields."""
MOST_CHANGES = 250
"""Of a meeting: each is a mail of its own, which answers and reports are found by."""
LONGEST_SUBJECT = 500
"""UTF-16 units, as its column holds them."""

"""What can happen to a communication (specification §4.3; those of §4.3 are its own, the others ours).

The text of a message is in none of them: it goes when its time is over, and what is published stays.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shared.communications.names import COMMUNICATION_EVENTS, EMAILS, TEXT_MESSAGES
from shared.kernel.events import DomainEvent, Personal, event


@event(to=EMAILS)
class EmailQueued(DomainEvent):
    """A mail is to be sent; or the invitation of a meeting."""

    communication_id: UUID
    customer_id: UUID


@event(to=TEXT_MESSAGES)
class SmsQueued(DomainEvent):
    """A text message is to be sent."""

    communication_id: UUID
    customer_id: UUID


@event(to=COMMUNICATION_EVENTS)
class CommunicationScheduled(DomainEvent):
    """A message waits for its time."""

    communication_id: UUID
    customer_id: UUID
    type: str
    send_at: datetime
    scheduled_by: str


@event(to=COMMUNICATION_EVENTS)
class CustomerEmailSent(DomainEvent):
    communication_id: UUID
    customer_id: UUID
    subject: Personal[str]
    recipient_email: Personal[str]
    is_delivered: bool
    sent_at: datetime
    sent_by: str


@event(to=COMMUNICATION_EVENTS)
class CustomerSMSSent(DomainEvent):
    communication_id: UUID
    customer_id: UUID
    recipient_phone: Personal[str]
    message_preview: Personal[str]
    is_delivered: bool
    sent_at: datetime


@event(to=COMMUNICATION_EVENTS)
class CustomerPhoneCallLogged(DomainEvent):
    communication_id: UUID
    customer_id: UUID
    phone_number: Personal[str]
    duration_in_seconds: int
    call_type: str
    summary: Personal[str]
    call_time: datetime


@event(to=COMMUNICATION_EVENTS)
class CustomerMeetingScheduled(DomainEvent):
    meeting_id: UUID
    customer_id: UUID
    title: Personal[str]
    scheduled_start: datetime
    scheduled_end: datetime
    location: Personal[str | None]
    attendees: Personal[tuple[str, ...]]
    scheduled_at: datetime


@event(to=COMMUNICATION_EVENTS)
class MeetingUpdated(DomainEvent):
    meeting_id: UUID
    customer_id: UUID
    changed_fields: Personal[Mapping[str, object]]
    """API field name → new value."""
    updated_at: datetime
    updated_by: str


@event(to=COMMUNICATION_EVENTS)
class MeetingCancelled(DomainEvent):
    meeting_id: UUID
    customer_id: UUID
    reason: Personal[str | None]
    cancelled_at: datetime
    cancelled_by: str


@event(to=COMMUNICATION_EVENTS)
class MeetingInvitationSent(DomainEvent):
    meeting_id: UUID
    customer_id: UUID
    sent_at: datetime


@event(to=COMMUNICATION_EVENTS)
class CommunicationStatusChanged(DomainEvent):
    """A message was delivered, came back, or will not be sent."""

    communication_id: UUID
    customer_id: UUID
    type: str
    status: str
    reason: str | None
    """Names nobody."""
    changed_at: datetime


@event(to=COMMUNICATION_EVENTS)
class CustomerMessageReceived(DomainEvent):
    """The customer, or somebody there, wrote to us."""

    communication_id: UUID
    customer_id: UUID
    type: str
    subject: Personal[str | None]
    is_verified: bool
    """Whether it is proven that it comes from whom it says."""
    kind: str
    """Whether a person wrote it (Personal), or which kind of program."""
    received_at: datetime


@event(to=COMMUNICATION_EVENTS)
class CommunicationFiled(DomainEvent):
    """A complaint was noted from it."""

    communication_id: UUID
    customer_id: UUID
    complaint_id: UUID
    filed_at: datetime
    filed_by: str

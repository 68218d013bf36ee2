"""What can happen to a follow-up (specification §4.3; all but its creation are ours)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shared.communications.names import COMMUNICATION_EVENTS
from shared.kernel.events import DomainEvent, Personal, event


@event(to=COMMUNICATION_EVENTS)
class CustomerFollowUpCreated(DomainEvent):
    follow_up_id: UUID
    customer_id: UUID
    subject: Personal[str]
    description: Personal[str | None]
    due_date: datetime
    assigned_to: str | None
    created_at: datetime


@event(to=COMMUNICATION_EVENTS)
class FollowUpUpdated(DomainEvent):
    follow_up_id: UUID
    customer_id: UUID
    changed_fields: Personal[Mapping[str, object]]
    """API field name → new value."""
    updated_at: datetime
    updated_by: str


@event(to=COMMUNICATION_EVENTS)
class FollowUpOverdue(DomainEvent):
    """Its time is over, and nobody did it."""

    follow_up_id: UUID
    customer_id: UUID
    due_date: datetime
    assigned_to: str | None


@event(to=COMMUNICATION_EVENTS)
class FollowUpCompleted(DomainEvent):
    follow_up_id: UUID
    customer_id: UUID
    completed_at: datetime
    completed_by: str


@event(to=COMMUNICATION_EVENTS)
class FollowUpCancelled(DomainEvent):
    follow_up_id: UUID
    customer_id: UUID
    reason: Personal[str | None]
    cancelled_at: datetime
    cancelled_by: str

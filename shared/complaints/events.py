"""What can happen to a complaint (specification §4.4.1, §4.4.2; the others are ours)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shared.complaints.names import COMPLAINT_EVENTS
from shared.complaints.values import ComplaintPriority, ComplaintStatus
from shared.kernel.events import DomainEvent, Personal, event


@event(to=COMPLAINT_EVENTS)
class CustomerComplaintReceived(DomainEvent):
    complaint_id: UUID
    customer_id: UUID
    subject: Personal[str]
    description: Personal[str]
    priority: ComplaintPriority
    category: str | None
    received_at: datetime


@event(to=COMPLAINT_EVENTS)
class CustomerComplaintResolved(DomainEvent):
    complaint_id: UUID
    customer_id: UUID
    resolution: Personal[str]
    resolved_by: str
    resolved_at: datetime
    resolution_time_in_hours: int
    """Whole hours from its receipt to its first resolution."""


@event(to=COMPLAINT_EVENTS)
class ComplaintStatusChanged(DomainEvent):
    complaint_id: UUID
    customer_id: UUID
    status: ComplaintStatus
    notes: Personal[str | None]
    changed_at: datetime
    changed_by: str


@event(to=COMPLAINT_EVENTS)
class ComplaintEscalated(DomainEvent):
    complaint_id: UUID
    customer_id: UUID
    priority: ComplaintPriority
    assigned_to: str | None
    notes: Personal[str | None]
    escalated_at: datetime
    escalated_by: str


@event(to=COMPLAINT_EVENTS)
class ComplaintRated(DomainEvent):
    """The customer said how content it is."""

    complaint_id: UUID
    customer_id: UUID
    score: int
    comment: Personal[str | None]
    customer_satisfied: bool
    rated_at: datetime


@event(to=COMPLAINT_EVENTS)
class ComplaintDueSoon(DomainEvent):
    """Most of its time is over; when all of it is, it is escalated."""

    complaint_id: UUID
    customer_id: UUID
    priority: ComplaintPriority
    assigned_to: str | None
    due_at: datetime


@event(to=COMPLAINT_EVENTS)
class ComplaintAnswered(DomainEvent):
    """The customer had a first answer."""

    complaint_id: UUID
    customer_id: UUID
    answered_at: datetime
    answered_by: str


@event(to=COMPLAINT_EVENTS)
class ComplaintWaitingChanged(DomainEvent):
    complaint_id: UUID
    customer_id: UUID
    waiting_for_customer: bool
    changed_at: datetime
    changed_by: str


@event(to=COMPLAINT_EVENTS)
class ComplaintUpdated(DomainEvent):
    complaint_id: UUID
    customer_id: UUID
    changed_fields: Personal[Mapping[str, object]]
    updated_at: datetime
    updated_by: str


@event(to=COMPLAINT_EVENTS)
class ComplaintCommented(DomainEvent):
    comment_id: UUID
    complaint_id: UUID
    customer_id: UUID
    text: Personal[str]
    is_internal: bool
    commented_at: datetime
    commented_by: str


@event(to=COMPLAINT_EVENTS)
class ComplaintAssigned(DomainEvent):
    complaint_id: UUID
    customer_id: UUID
    assigned_to: str | None
    assigned_at: datetime
    assigned_by: str

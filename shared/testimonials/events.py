"""What can happen to a testimonial (specification §4.4.3; all but the first are ours)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shared.complaints.names import COMPLAINT_EVENTS
from shared.kernel.events import DomainEvent, Personal, event


@event(to=COMPLAINT_EVENTS)
class CustomerTestimonialReceived(DomainEvent):
    testimonial_id: UUID
    customer_id: UUID
    content: Personal[str]
    rating: int
    related_event_id: UUID | None
    is_public: bool
    received_at: datetime


@event(to=COMPLAINT_EVENTS)
class TestimonialUpdated(DomainEvent):
    testimonial_id: UUID
    customer_id: UUID
    changed_fields: Personal[Mapping[str, object]]
    """API field name → new value."""
    updated_at: datetime
    updated_by: str


@event(to=COMPLAINT_EVENTS)
class TestimonialApproved(DomainEvent):
    testimonial_id: UUID
    customer_id: UUID
    approved_at: datetime
    approved_by: str


@event(to=COMPLAINT_EVENTS)
class TestimonialUnapproved(DomainEvent):
    """What was approved or rejected is to be looked at again."""

    testimonial_id: UUID
    customer_id: UUID
    unapproved_at: datetime
    unapproved_by: str


@event(to=COMPLAINT_EVENTS)
class TestimonialRejected(DomainEvent):
    testimonial_id: UUID
    customer_id: UUID
    reason: Personal[str | None]
    rejected_at: datetime
    rejected_by: str


@event(to=COMPLAINT_EVENTS)
class TestimonialWithdrawn(DomainEvent):
    testimonial_id: UUID
    customer_id: UUID
    reason: Personal[str | None]
    withdrawn_at: datetime
    withdrawn_by: str

"""What can happen to a contact (specification §4.2; tag events also name the customer)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shared.contacts.names import CONTACT_EVENTS
from shared.kernel.events import DomainEvent, Personal, event


@event(to=CONTACT_EVENTS)
class ContactAdded(DomainEvent):
    contact_id: UUID
    customer_id: UUID
    full_name: Personal[str]
    email: Personal[str]
    is_primary: bool
    added_at: datetime


@event(to=CONTACT_EVENTS)
class ContactUpdated(DomainEvent):
    contact_id: UUID
    customer_id: UUID
    changed_fields: Personal[Mapping[str, object]]
    """API field name → new value."""
    updated_at: datetime


@event(to=CONTACT_EVENTS)
class ContactRemoved(DomainEvent):
    contact_id: UUID
    customer_id: UUID
    reason: Personal[str | None]
    removed_at: datetime


@event(to=CONTACT_EVENTS)
class ContactTagged(DomainEvent):
    contact_id: UUID
    customer_id: UUID
    tag: Personal[str]
    tagged_at: datetime


@event(to=CONTACT_EVENTS)
class ContactUntagged(DomainEvent):
    contact_id: UUID
    customer_id: UUID
    tag: Personal[str]
    untagged_at: datetime


@event(to=CONTACT_EVENTS)
class ContactErased(DomainEvent):
    """All that is personal about it is gone; whoever has a copy erases that, too (ours)."""

    contact_id: UUID
    customer_id: UUID
    erased_at: datetime
    erased_by: str


@event(to=CONTACT_EVENTS)
class ContactMoved(DomainEvent):
    """It is another customer's from now on, as both were merged, or that was undone (ours)."""

    contact_id: UUID
    customer_id: UUID
    previous_customer_id: UUID
    moved_at: datetime


@event(to=CONTACT_EVENTS)
class ContactMerged(DomainEvent):
    """It is the same person as another contact; its id stands for that one (ours)."""

    contact_id: UUID
    customer_id: UUID
    into_contact_id: UUID
    merged_at: datetime


@event(to=CONTACT_EVENTS)
class ContactUnmerged(DomainEvent):
    """It is a contact of its own again, as the merge of its customer was undone (ours)."""

    contact_id: UUID
    customer_id: UUID
    unmerged_at: datetime


@event(to=CONTACT_EVENTS)
class ContactConsentGivenAnew(DomainEvent):
    """Somebody who was erased is known again (ours)."""

    contact_id: UUID
    customer_id: UUID
    given_by: Personal[str]
    given_at: datetime
    source: Personal[str]


ContactEvent = (
    ContactAdded
    | ContactUpdated
    | ContactRemoved
    | ContactTagged
    | ContactUntagged
    | ContactErased
    | ContactMoved
    | ContactMerged
    | ContactUnmerged
    | ContactConsentGivenAnew
)
"""What happens to one contact."""

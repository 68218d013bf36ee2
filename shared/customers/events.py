"""What can happen to a customer (specification §4.1; CustomerSuspended is ours)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shared.customers.names import CUSTOMER_EVENTS
from shared.customers.values import CustomerType, Preferences
from shared.kernel.events import DomainEvent, Personal, event


@event(to=CUSTOMER_EVENTS)
class CustomerRegistered(DomainEvent):
    customer_id: UUID
    customer_number: str
    company_name: Personal[str]
    type: CustomerType
    primary_email: Personal[str]
    primary_phone: Personal[str | None]
    registered_at: datetime
    registered_by: str


@event(to=CUSTOMER_EVENTS)
class CustomerProfileUpdated(DomainEvent):
    customer_id: UUID
    changed_fields: Personal[Mapping[str, object]]
    """API field name → new value."""
    updated_at: datetime
    updated_by: str


@event(to=CUSTOMER_EVENTS)
class CustomerContactInfoUpdated(DomainEvent):
    customer_id: UUID
    previous_email: Personal[str]
    new_email: Personal[str]
    previous_phone: Personal[str | None]
    new_phone: Personal[str | None]
    updated_at: datetime


@event(to=CUSTOMER_EVENTS)
class CustomerPreferencesUpdated(DomainEvent):
    customer_id: UUID
    updated_preferences: Personal[Preferences]
    updated_at: datetime


@event(to=CUSTOMER_EVENTS)
class FreshConsentGiven(DomainEvent):
    """Somebody who was erased is known again (ours)."""

    customer_id: UUID
    given_by: Personal[str]
    given_at: datetime
    source: Personal[str]


@event(to=CUSTOMER_EVENTS)
class CustomerErased(DomainEvent):
    """All that is personal about it and its contacts is gone; whoever has a copy erases that, too (ours)."""

    customer_id: UUID
    erased_at: datetime
    erased_by: str


@event(to=CUSTOMER_EVENTS)
class CustomerMergeStarted(DomainEvent):
    """From now on the customer takes no change: it is being merged into another (ours)."""

    customer_id: UUID
    target_customer_id: UUID
    merge_id: UUID
    started_at: datetime
    started_by: str


@event(to=CUSTOMER_EVENTS)
class CustomerMergeRefused(DomainEvent):
    """The merge did not come about: the customer goes on as before (ours)."""

    customer_id: UUID
    target_customer_id: UUID
    merge_id: UUID
    reason: str
    refused_at: datetime


@event(to=CUSTOMER_EVENTS)
class CustomerMerged(DomainEvent):
    """Happens to the target, which has everything from now on."""

    source_customer_id: UUID
    target_customer_id: UUID
    merged_entities: tuple[str, ...]
    """What moved: `contacts`, `communications` …"""
    merged_at: datetime
    merged_by: str

    @property
    def customer_id(self) -> UUID:
        """Whom it is about: no field of the event's (§4.1.5)."""
        return self.target_customer_id


@event(to=CUSTOMER_EVENTS)
class CustomerArchivedByMerge(DomainEvent):
    """It was merged into another: from now on its id stands for that one (ours)."""

    customer_id: UUID
    target_customer_id: UUID
    merge_id: UUID
    archived_at: datetime
    archived_by: str


@event(to=CUSTOMER_EVENTS)
class MergedCustomerForwarded(DomainEvent):
    """An archived customer's id stands for another than before, as that was merged, or its merge undone (ours)."""

    customer_id: UUID
    target_customer_id: UUID
    forwarded_at: datetime


@event(to=CUSTOMER_EVENTS)
class CustomerMergeUndoStarted(DomainEvent):
    """The archived customer is to have back what it brought along; until then it takes no change (ours)."""

    customer_id: UUID
    target_customer_id: UUID
    merge_id: UUID
    started_at: datetime
    started_by: str


@event(to=CUSTOMER_EVENTS)
class CustomerMergeUndone(DomainEvent):
    """Happens to the target: what another customer brought along is going back to it (ours)."""

    customer_id: UUID
    source_customer_id: UUID
    merge_id: UUID
    undone_at: datetime
    undone_by: str


@event(to=CUSTOMER_EVENTS)
class CustomerRestored(DomainEvent):
    """It was merged, has everything back, and goes on as before the merge (ours)."""

    customer_id: UUID
    target_customer_id: UUID
    merge_id: UUID
    restored_at: datetime
    restored_by: str


@event(to=CUSTOMER_EVENTS)
class CustomerDeactivated(DomainEvent):
    customer_id: UUID
    reason: Personal[str]
    deactivated_at: datetime
    deactivated_by: str


@event(to=CUSTOMER_EVENTS)
class CustomerReactivated(DomainEvent):
    customer_id: UUID
    reason: Personal[str | None]
    reactivated_at: datetime
    reactivated_by: str


@event(to=CUSTOMER_EVENTS)
class CustomerSuspended(DomainEvent):
    customer_id: UUID
    reason: Personal[str | None]
    suspended_at: datetime
    suspended_by: str

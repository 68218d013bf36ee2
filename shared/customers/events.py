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

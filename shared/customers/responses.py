"""What the customer endpoints answer (specification §5.1)."""

from datetime import datetime
from typing import Self
from uuid import UUID

from shared.customers.model import Customer
from shared.customers.values import CustomerRating, CustomerSegment, CustomerStatus, CustomerType
from shared.platform.web.schemas import Money, Response


class RegisteredResponse(Response):
    """What registration answers (§5.1.1)."""

    id: UUID
    customer_number: str
    company_name: str
    status: CustomerStatus
    created_at: datetime

    @classmethod
    def of(cls, customer: Customer) -> Self:
        """A customer just registered."""
        return cls(
            id=customer.id,
            customer_number=customer.customer_number,
            company_name=customer.profile.company_name,
            status=customer.status,
            created_at=customer.created_at,
        )


class ProfileResponse(Response):
    company_name: str
    industry: str | None
    type: CustomerType
    segment: CustomerSegment
    lifetime_value: Money
    total_events: int
    rating: CustomerRating


class AddressResponse(Response):
    street: str | None
    city: str | None
    state: str | None
    zip_code: str | None
    country: str | None


class SocialMediaResponse(Response):
    linked_in_url: str | None
    twitter_handle: str | None
    facebook_url: str | None


class ContactInfoResponse(Response):
    primary_email: str
    secondary_email: str | None
    primary_phone: str | None
    secondary_phone: str | None
    website: str | None
    billing_address: AddressResponse
    shipping_address: AddressResponse
    social_media: SocialMediaResponse


class CommunicationResponse(Response):
    channels: tuple[str, ...]
    frequency: str | None


class NotificationsResponse(Response):
    email: bool
    sms: bool
    push: bool


class ConsentsResponse(Response):
    marketing: bool
    data_processing: bool


class PreferencesResponse(Response):
    communication: CommunicationResponse
    preferred_event_types: tuple[str, ...]
    interests: tuple[str, ...]
    preferred_language: str
    time_zone: str
    notifications: NotificationsResponse
    consents: ConsentsResponse


class CustomerResponse(Response):
    """A customer (§5.1.2)."""

    id: UUID
    customer_number: str
    profile: ProfileResponse
    contact_info: ContactInfoResponse
    preferences: PreferencesResponse
    status: CustomerStatus
    created_at: datetime
    created_by: str
    last_modified_at: datetime | None
    last_modified_by: str | None


class CustomerSummary(Response):
    """A customer in a list."""

    id: UUID
    customer_number: str
    company_name: str
    type: CustomerType
    segment: CustomerSegment
    rating: CustomerRating
    status: CustomerStatus
    primary_email: str
    primary_phone: str | None
    created_at: datetime


class TimelineEntry(Response):
    """Something that happened to a customer: `data` holds the event's own fields."""

    id: UUID
    type: str
    occurred_at: datetime
    by: str | None
    version: int
    data: dict[str, object]


class FieldChange(Response):
    field: str
    old_value: object
    new_value: object


class HistoryEntry(Response):
    """One change of a customer: which fields, from what to what, when and by whom."""

    id: UUID
    event: str
    version: int
    changed_at: datetime
    changed_by: str | None
    changes: tuple[FieldChange, ...]

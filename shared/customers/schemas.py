"""What the customer endpoints take and answer (specification §5.1)."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from shared.customers.values import (
    Address,
    CommunicationType,
    CustomerRating,
    CustomerSegment,
    CustomerStatus,
    CustomerType,
    SocialMedia,
)
from shared.wire import Body, Email, Language, Money, Phone, Text, TimeZone, View, WebAddress, unnamed

CompanyName = Annotated[str, Text(200)]
Industry = Annotated[str, Text(100)]
Labels = Annotated[tuple[Annotated[str, Text(100)], ...], Field(max_length=50)]
Channels = Annotated[tuple[CommunicationType, ...], Field(max_length=6)]


class AddressBody(Body):
    """A postal address; every part is optional. Given again, it replaces the former address as a whole."""

    street: Annotated[str, Text(255, least=0)] | None = None
    city: Annotated[str, Text(100, least=0)] | None = None
    state: Annotated[str, Text(100, least=0)] | None = None
    zip_code: Annotated[str, Text(20, least=0)] | None = None
    country: Annotated[str, Text(100, least=0)] | None = None

    def value(self) -> Address:
        """The address as the domain knows it; an empty part is an unknown one."""
        return Address(**{part: text or None for part, text in dict(self).items()})


class SocialMediaBody(Body):
    linked_in_url: WebAddress | None = unnamed()
    twitter_handle: Annotated[str, Text(100)] | None = unnamed()
    facebook_url: WebAddress | None = unnamed()


class ReachBody(Body):
    """Ways to reach a customer, as far as registration and contact info share them."""

    secondary_email: Email | None = unnamed()
    primary_phone: Phone | None = unnamed()
    secondary_phone: Phone | None = unnamed()
    website: WebAddress | None = unnamed()
    billing_address: AddressBody | None = unnamed()
    shipping_address: AddressBody | None = unnamed()
    social_media: SocialMediaBody | None = unnamed()

    def reach(self) -> dict[str, object]:
        """The named parts of the contact info, as `Customer.update_contact_info` takes them."""
        parts = {field: value for field, value in self.named().items() if field in ReachBody.model_fields}
        for field in ("billing_address", "shipping_address"):
            if field in parts:
                given: AddressBody | None = getattr(self, field)
                parts[field] = given.value() if given else Address()
        if "social_media" in parts and parts["social_media"] is None:
            parts["social_media"] = SocialMedia()
        return parts


class PreferencesAtCreation(Body):
    communication_channels: Channels = ()
    preferred_language: Language = "en"
    time_zone: TimeZone = "UTC"


class NewCustomer(ReachBody):
    """A customer to register (§5.1.1)."""

    company_name: CompanyName
    type: CustomerType
    industry: Industry | None = None
    primary_email: Email
    preferences: PreferencesAtCreation = PreferencesAtCreation.model_construct()


class ProfileBody(Body):
    """The profile fields to replace (§5.1.3); those left out stay."""

    company_name: CompanyName = unnamed()
    industry: Industry | None = unnamed()
    website: WebAddress | None = unnamed()
    type: CustomerType = unnamed()
    segment: CustomerSegment = unnamed()
    rating: CustomerRating = unnamed()


class ContactInfoBody(ReachBody):
    """The contact details to replace (§5.1.4); those left out stay. An address is replaced as a whole."""

    primary_email: Email = unnamed()

    def reach(self) -> dict[str, object]:
        parts = super().reach()
        return {**parts, "primary_email": self.primary_email} if "primary_email" in self.model_fields_set else parts


class CommunicationBody(Body):
    channels: Channels = unnamed()
    frequency: Annotated[str, Text(50)] | None = unnamed()


class NotificationsBody(Body):
    email: bool = unnamed()
    sms: bool = unnamed()
    push: bool = unnamed()


class ConsentsBody(Body):
    marketing: bool = unnamed()
    data_processing: bool = unnamed()


class PreferencesBody(Body):
    """The preferences to replace (§5.1.5); those left out stay, also inside a group."""

    communication: CommunicationBody = unnamed()
    preferred_event_types: Labels = unnamed()
    interests: Labels = unnamed()
    preferred_language: Language = unnamed()
    time_zone: TimeZone = unnamed()
    notifications: NotificationsBody = unnamed()
    consents: ConsentsBody = unnamed()


class Reason(Body):
    reason: Annotated[str, Text(500)]


class OptionalReason(Body):
    reason: Annotated[str, Text(500)] | None = None


class RegisteredView(View):
    """What registration answers (§5.1.1)."""

    id: UUID
    customer_number: str
    company_name: str
    status: CustomerStatus
    created_at: datetime


class ProfileView(View):
    company_name: str
    industry: str | None
    type: CustomerType
    segment: CustomerSegment
    lifetime_value: Money
    total_events: int
    rating: CustomerRating


class AddressView(View):
    street: str | None
    city: str | None
    state: str | None
    zip_code: str | None
    country: str | None


class SocialMediaView(View):
    linked_in_url: str | None
    twitter_handle: str | None
    facebook_url: str | None


class ContactInfoView(View):
    primary_email: str
    secondary_email: str | None
    primary_phone: str | None
    secondary_phone: str | None
    website: str | None
    billing_address: AddressView
    shipping_address: AddressView
    social_media: SocialMediaView


class CommunicationView(View):
    channels: tuple[str, ...]
    frequency: str | None


class NotificationsView(View):
    email: bool
    sms: bool
    push: bool


class ConsentsView(View):
    marketing: bool
    data_processing: bool


class PreferencesView(View):
    communication: CommunicationView
    preferred_event_types: tuple[str, ...]
    interests: tuple[str, ...]
    preferred_language: str
    time_zone: str
    notifications: NotificationsView
    consents: ConsentsView


class CustomerView(View):
    """A customer (§5.1.2)."""

    id: UUID
    customer_number: str
    profile: ProfileView
    contact_info: ContactInfoView
    preferences: PreferencesView
    status: CustomerStatus
    created_at: datetime
    created_by: str
    last_modified_at: datetime | None
    last_modified_by: str | None


class CustomerSummary(View):
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


class TimelineEntry(View):
    """Something that happened to a customer: `data` holds the event's own fields."""

    id: UUID
    type: str
    occurred_at: datetime
    by: str | None
    version: int
    data: dict[str, object]


class FieldChange(View):
    field: str
    old_value: object
    new_value: object


class HistoryEntry(View):
    """One change of a customer: which fields, from what to what, when and by whom."""

    id: UUID
    event: str
    version: int
    changed_at: datetime
    changed_by: str | None
    changes: tuple[FieldChange, ...]

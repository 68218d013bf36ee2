"""What the customer endpoints answer (specification §5.1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BeforeValidator

from shared.customers import fields as f
from shared.customers.model import Customer
from shared.customers.values import CustomerRating, CustomerSegment, CustomerStatus, CustomerType
from shared.kernel.events import Changes
from shared.platform.web import fields
from shared.platform.web.schemas import Money, Response, described


class ProfileResponse(Response):
    """Who the customer is to the business."""

    company_name: Annotated[str, f.COMPANY_NAME]
    industry: Annotated[str, f.INDUSTRY] | None
    type: Annotated[CustomerType, f.TYPE]
    segment: CustomerSegment
    lifetime_value: Annotated[Money, f.LIFETIME_VALUE]
    total_events: Annotated[int, f.TOTAL_EVENTS]
    rating: CustomerRating


class AddressResponse(Response):
    """A postal address; any part may be unknown."""

    street: Annotated[str, f.STREET] | None
    city: Annotated[str, f.CITY] | None
    state: Annotated[str, f.STATE] | None
    zip_code: Annotated[str, f.ZIP_CODE] | None
    country: Annotated[str, f.COUNTRY] | None


class SocialMediaResponse(Response):
    """Where the customer is found in social media."""

    linked_in_url: Annotated[str, f.LINKED_IN_URL] | None
    twitter_handle: Annotated[str, f.TWITTER_HANDLE] | None
    facebook_url: Annotated[str, f.FACEBOOK_URL] | None


class ContactInfoResponse(Response):
    """How to reach the customer."""

    primary_email: Annotated[str, f.PRIMARY_EMAIL]
    secondary_email: Annotated[str, f.SECONDARY_EMAIL] | None
    primary_phone: Annotated[str, f.PRIMARY_PHONE] | None
    secondary_phone: Annotated[str, f.SECONDARY_PHONE] | None
    website: Annotated[str, f.WEBSITE] | None
    billing_address: Annotated[AddressResponse, f.BILLING_ADDRESS]
    shipping_address: Annotated[AddressResponse, f.SHIPPING_ADDRESS]
    social_media: SocialMediaResponse


class CommunicationResponse(Response):
    """How and how often the customer wants to hear from us."""

    channels: Annotated[tuple[str, ...], f.CHANNELS]
    frequency: Annotated[str, f.FREQUENCY] | None


class NotificationsResponse(Response):
    """By what to notify the customer."""

    email: Annotated[bool, f.BY_EMAIL]
    sms: Annotated[bool, f.BY_SMS]
    push: Annotated[bool, f.BY_PUSH]


class ConsentsResponse(Response):
    """What the customer agreed to."""

    marketing: Annotated[bool, f.MARKETING]
    data_processing: Annotated[bool, f.DATA_PROCESSING]


class PreferencesResponse(Response):
    """What the customer wishes and agreed to."""

    communication: CommunicationResponse
    preferred_event_types: Annotated[tuple[str, ...], f.EVENT_TYPES]
    interests: Annotated[tuple[str, ...], f.INTERESTS]
    preferred_language: Annotated[str, f.PREFERRED_LANGUAGE]
    time_zone: Annotated[str, f.TIME_ZONE]
    notifications: NotificationsResponse
    consents: ConsentsResponse


class CustomerResponse(Response):
    """A customer (§5.1.2)."""

    id: Annotated[UUID, f.CUSTOMER_ID]
    customer_number: Annotated[str, f.CUSTOMER_NUMBER]
    profile: ProfileResponse
    contact_info: ContactInfoResponse
    preferences: PreferencesResponse
    status: CustomerStatus
    version: Annotated[int, fields.VERSION]
    created_at: Annotated[datetime, fields.CREATED_AT]
    created_by: Annotated[str, fields.CREATED_BY]
    last_modified_at: Annotated[datetime, fields.LAST_MODIFIED_AT] | None
    last_modified_by: Annotated[str, fields.LAST_MODIFIED_BY] | None
    merged_into_customer_id: Annotated[UUID, f.MERGED_INTO] | None
    merged_from: Annotated[tuple[UUID, ...], BeforeValidator(lambda ids: ids or ()), f.MERGED_FROM]


class ReasonResponse(Response):
    """Why two customers are probably one, or are not."""

    field: Annotated[str, described("What agrees, or does not.", "phone")]
    weight: Annotated[float, described("What that weighs, in bits; below zero it speaks against it.", 11.0)]

    @classmethod
    def all_of(cls, weights: Mapping[str, float]) -> tuple[Self, ...]:
        """Each by its field, the weightiest first."""
        ordered = sorted(weights.items(), key=lambda one: (-one[1], one[0]))
        return tuple(cls(field=what, weight=weight) for what, weight in ordered)


class LookalikeResponse(Response):
    """A customer that is probably the same as another."""

    customer_id: Annotated[UUID, f.LOOKALIKE]
    customer_number: Annotated[str, f.CUSTOMER_NUMBER]
    score: Annotated[float, f.SCORE]
    reasons: Annotated[tuple[ReasonResponse, ...], f.REASONS]


class RegisteredResponse(CustomerResponse):
    """A customer just registered (§5.1.1): the whole of it, its name also beside the id."""

    company_name: Annotated[str, f.COMPANY_NAME]
    possible_duplicates: Annotated[tuple[LookalikeResponse, ...], f.POSSIBLE_DUPLICATES]

    @classmethod
    def of(cls, customer: Customer, possible_duplicates: tuple[LookalikeResponse, ...]) -> Self:
        """A customer just registered."""
        shown = CustomerResponse.model_validate(customer)
        return cls(company_name=shown.profile.company_name, possible_duplicates=possible_duplicates, **dict(shown))


class CustomerSummary(Response):
    """A customer in a list."""

    id: Annotated[UUID, f.CUSTOMER_ID]
    customer_number: Annotated[str, f.CUSTOMER_NUMBER]
    company_name: Annotated[str, f.COMPANY_NAME]
    type: Annotated[CustomerType, f.TYPE]
    segment: CustomerSegment
    rating: CustomerRating
    status: CustomerStatus
    primary_email: Annotated[str, f.PRIMARY_EMAIL]
    primary_phone: Annotated[str, f.PRIMARY_PHONE] | None
    version: Annotated[int, fields.VERSION]
    created_at: Annotated[datetime, fields.CREATED_AT]


class FieldChange(Response):
    """One field that changed."""

    field: Annotated[str, described("The field's path.", "profile.industry")]
    old_value: Annotated[object, described("What it was; null if it had no value.", "Music")]
    new_value: Annotated[object, described("What it is now; null if it has no value.", "Theatre")]

    @classmethod
    def all_of(cls, changes: Changes) -> tuple[Self, ...]:
        """Each by its field."""
        return tuple(cls(field=field, old_value=old, new_value=new) for field, (old, new) in changes.items())


class TimelineEntry(Response):
    """Something that happened to a customer."""

    id: Annotated[UUID, described("The event's id.")]
    type: Annotated[str, described("What happened.", "CustomerRegistered")]
    occurred_at: Annotated[datetime, described("When it happened.")]
    by: Annotated[str, described("Who did it; null if nobody did.", "amira")] | None
    version: Annotated[int, described("The version of what it happened to, from then on.", 1)]
    data: Annotated[dict[str, object], described("The event's own fields.", {"companyName": "Müller Events"})]
    changes: Annotated[tuple[FieldChange, ...], described("The fields that changed, old and new.")]


class HistoryEntry(Response):
    """One change of a customer, or of a contact: which fields, from what to what, when and by whom."""

    id: Annotated[UUID, described("The event's id.")]
    event: Annotated[str, described("What happened.", "CustomerProfileUpdated")]
    version: Annotated[int, described("The version from then on.", 2)]
    changed_at: Annotated[datetime, described("When it changed.")]
    changed_by: Annotated[str, described("Who changed it; null if nobody did.", "amira")] | None
    changes: Annotated[tuple[FieldChange, ...], described("The fields that changed.")]

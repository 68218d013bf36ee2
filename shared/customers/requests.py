"""What the customer endpoints take (specification §5.1)."""

from typing import Annotated

from pydantic import Field

from shared.customers.values import (
    Address,
    Communication,
    CommunicationType,
    ContactInfo,
    CustomerRating,
    CustomerSegment,
    CustomerType,
    Preferences,
    Profile,
    SocialMedia,
)
from shared.platform.web.schemas import EachOnce, Email, Language, Phone, Request, Text, TimeZone, WebAddress, omittable

CompanyName = Annotated[str, Text(200)]
Industry = Annotated[str, Text(100)]
Labels = Annotated[tuple[Annotated[str, Text(100)], ...], Field(max_length=50), EachOnce]
Channels = Annotated[tuple[CommunicationType, ...], Field(max_length=6), EachOnce]


class AddressRequest(Request):
    """A postal address; every part is optional. Given again, it replaces the former address as a whole."""

    street: Annotated[str, Text(255, least=0)] | None = None
    city: Annotated[str, Text(100, least=0)] | None = None
    state: Annotated[str, Text(100, least=0)] | None = None
    zip_code: Annotated[str, Text(20, least=0)] | None = None
    country: Annotated[str, Text(100, least=0)] | None = None

    def value(self) -> Address:
        """The address as the domain knows it; an empty part is an unknown one."""
        return Address(**{part: text or None for part, text in dict(self).items()})


class SocialMediaRequest(Request):
    linked_in_url: WebAddress | None = omittable()
    twitter_handle: Annotated[str, Text(100)] | None = omittable()
    facebook_url: WebAddress | None = omittable()


class ContactInfoFields(Request):
    """Contact details, as far as registration and contact info share them."""

    secondary_email: Email | None = omittable()
    primary_phone: Phone | None = omittable()
    secondary_phone: Phone | None = omittable()
    website: WebAddress | None = omittable()
    billing_address: AddressRequest | None = omittable()
    shipping_address: AddressRequest | None = omittable()
    social_media: SocialMediaRequest | None = omittable()

    def details(self) -> dict[str, object]:
        """The provided parts of the contact info, as `Customer.update_contact_info` takes them."""
        parts = {field: value for field, value in self.provided().items() if field in ContactInfoFields.model_fields}
        for field in ("billing_address", "shipping_address"):
            if field in parts:
                given: AddressRequest | None = getattr(self, field)
                parts[field] = given.value() if given else Address()
        if "social_media" in parts and parts["social_media"] is None:
            parts["social_media"] = SocialMedia()
        return parts


class PreferencesAtCreation(Request):
    communication_channels: Channels = ()
    preferred_language: Language = "en"
    time_zone: TimeZone = "UTC"


class NewCustomer(ContactInfoFields):
    """A customer to register (§5.1.1)."""

    company_name: CompanyName
    type: CustomerType
    industry: Industry | None = None
    primary_email: Email
    preferences: PreferencesAtCreation | None = None

    def profile(self) -> Profile:
        """The profile to begin with."""
        return Profile(company_name=self.company_name, industry=self.industry, type=self.type)

    def contact_info(self) -> ContactInfo:
        """The contact info to begin with."""
        return ContactInfo(primary_email=self.primary_email).replaced(self.details())

    def first_preferences(self) -> Preferences:
        """The preferences to begin with."""
        given = self.preferences or PreferencesAtCreation()
        return Preferences(
            communication=Communication(channels=given.communication_channels),
            preferred_language=given.preferred_language,
            time_zone=given.time_zone,
        )


class ProfileRequest(Request):
    """The profile fields to replace (§5.1.3); those left out stay."""

    company_name: CompanyName = omittable()
    industry: Industry | None = omittable()
    website: WebAddress | None = omittable()
    type: CustomerType = omittable()
    segment: CustomerSegment = omittable()
    rating: CustomerRating = omittable()


class ContactInfoRequest(ContactInfoFields):
    """The contact details to replace (§5.1.4); those left out stay. An address is replaced as a whole."""

    primary_email: Email = omittable()

    def details(self) -> dict[str, object]:
        parts = super().details()
        return {**parts, "primary_email": self.primary_email} if "primary_email" in self.model_fields_set else parts


class CommunicationRequest(Request):
    channels: Channels = omittable()
    frequency: Annotated[str, Text(50)] | None = omittable()


class NotificationsRequest(Request):
    email: bool = omittable()
    sms: bool = omittable()
    push: bool = omittable()


class ConsentsRequest(Request):
    marketing: bool = omittable()
    data_processing: bool = omittable()


class PreferencesRequest(Request):
    """The preferences to replace (§5.1.5); those left out stay, also inside a group."""

    communication: CommunicationRequest = omittable()
    preferred_event_types: Labels = omittable()
    interests: Labels = omittable()
    preferred_language: Language = omittable()
    time_zone: TimeZone = omittable()
    notifications: NotificationsRequest = omittable()
    consents: ConsentsRequest = omittable()


class Reason(Request):
    reason: Annotated[str, Text(500)]


class OptionalReason(Request):
    reason: Annotated[str, Text(500)] | None = None

"""What the customer endpoints take (specification §5.1)."""

from typing import Annotated

from pydantic import Field

from shared.customers import fields as f
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
from shared.platform.web.fields import REASON
from shared.platform.web.schemas import EachOnce, Email, Language, Phone, Request, Text, TimeZone, WebAddress, omittable
from shared.suppression.requests import FreshConsentRequest

CompanyName = Annotated[str, Text(200), f.COMPANY_NAME]
Type = Annotated[CustomerType, f.TYPE]
Industry = Annotated[str, Text(100), f.INDUSTRY]
PrimaryEmail = Annotated[Email, f.PRIMARY_EMAIL]
Website = Annotated[WebAddress, f.WEBSITE]
Channels = Annotated[tuple[CommunicationType, ...], Field(max_length=6), EachOnce, f.CHANNELS]
EventTypes = Annotated[tuple[Annotated[str, Text(100)], ...], Field(max_length=50), EachOnce, f.EVENT_TYPES]
Interests = Annotated[tuple[Annotated[str, Text(100)], ...], Field(max_length=50), EachOnce, f.INTERESTS]
PreferredLanguage = Annotated[Language, f.PREFERRED_LANGUAGE]
TimeZoneName = Annotated[TimeZone, f.TIME_ZONE]


class AddressRequest(Request):
    """A postal address; every part is optional. Given again, it replaces the former address as a whole."""

    street: Annotated[str, Text(255, least=0), f.STREET] | None = None
    city: Annotated[str, Text(100, least=0), f.CITY] | None = None
    state: Annotated[str, Text(100, least=0), f.STATE] | None = None
    zip_code: Annotated[str, Text(20, least=0), f.ZIP_CODE] | None = None
    country: Annotated[str, Text(100, least=0), f.COUNTRY] | None = None

    def value(self) -> Address:
        """The address as the domain knows it; an empty part is an unknown one."""
        return Address(**{part: text or None for part, text in dict(self).items()})


class SocialMediaRequest(Request):
    """Where the customer is found in social media; what is left out stays."""

    linked_in_url: Annotated[WebAddress, f.LINKED_IN_URL] | None = omittable()
    twitter_handle: Annotated[str, Text(100), f.TWITTER_HANDLE] | None = omittable()
    facebook_url: Annotated[WebAddress, f.FACEBOOK_URL] | None = omittable()


class ContactInfoFields(Request):
    """Contact details, as far as registration and contact info share them."""

    secondary_email: Annotated[Email, f.SECONDARY_EMAIL] | None = omittable()
    primary_phone: Annotated[Phone, f.PRIMARY_PHONE] | None = omittable()
    secondary_phone: Annotated[Phone, f.SECONDARY_PHONE] | None = omittable()
    website: Website | None = omittable()
    billing_address: Annotated[AddressRequest, f.BILLING_ADDRESS] | None = omittable()
    shipping_address: Annotated[AddressRequest, f.SHIPPING_ADDRESS] | None = omittable()
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
    """What the customer wishes from the beginning."""

    communication_channels: Channels = ()
    preferred_language: PreferredLanguage = "en"
    time_zone: TimeZoneName = "UTC"


class NewCustomer(ContactInfoFields):
    """A customer to register (§5.1.1)."""

    company_name: CompanyName
    type: Type
    industry: Industry | None = None
    primary_email: PrimaryEmail
    preferences: PreferencesAtCreation | None = None
    fresh_consent: FreshConsentRequest | None = None

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
    website: Website | None = omittable()
    type: Type = omittable()
    segment: CustomerSegment = omittable()
    rating: CustomerRating = omittable()


class ContactInfoRequest(ContactInfoFields):
    """The contact details to replace (§5.1.4); those left out stay. An address is replaced as a whole."""

    primary_email: PrimaryEmail = omittable()
    fresh_consent: FreshConsentRequest | None = None

    def details(self) -> dict[str, object]:
        parts = super().details()
        return {**parts, "primary_email": self.primary_email} if "primary_email" in self.model_fields_set else parts


class CommunicationRequest(Request):
    """How and how often the customer wants to hear from us; what is left out stays."""

    channels: Channels = omittable()
    frequency: Annotated[str, Text(50), f.FREQUENCY] | None = omittable()


class NotificationsRequest(Request):
    """By what to notify the customer; what is left out stays."""

    email: Annotated[bool, f.BY_EMAIL] = omittable()
    sms: Annotated[bool, f.BY_SMS] = omittable()
    push: Annotated[bool, f.BY_PUSH] = omittable()


class ConsentsRequest(Request):
    """What the customer agreed to; what is left out stays."""

    marketing: Annotated[bool, f.MARKETING] = omittable()
    data_processing: Annotated[bool, f.DATA_PROCESSING] = omittable()


class PreferencesRequest(Request):
    """The preferences to replace (§5.1.5); those left out stay, also inside a group."""

    communication: CommunicationRequest = omittable()
    preferred_event_types: EventTypes = omittable()
    interests: Interests = omittable()
    preferred_language: PreferredLanguage = omittable()
    time_zone: TimeZoneName = omittable()
    notifications: NotificationsRequest = omittable()
    consents: ConsentsRequest = omittable()


class Reason(Request):
    """Why it is done."""

    reason: Annotated[str, Text(500), REASON]


class OptionalReason(Request):
    """Why it is done, if that is to be kept."""

    reason: Annotated[str, Text(500), REASON] | None = None

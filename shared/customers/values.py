"""The values a customer is made of (specification §3.2, §3.3)."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Self

from shared.kernel.text import words
from shared.kernel.values import ValueObject


class CustomerStatus(StrEnum):
    """Whether business is done with the customer."""

    ACTIVE = "Active"
    INACTIVE = "Inactive"
    SUSPENDED = "Suspended"
    ARCHIVED = "Archived"


class CustomerType(StrEnum):
    """What kind of organisation a customer is."""

    INDIVIDUAL = "Individual"
    SMALL_BUSINESS = "SmallBusiness"
    ENTERPRISE = "Enterprise"
    NON_PROFIT = "NonProfit"
    GOVERNMENT = "Government"


class CustomerSegment(StrEnum):
    """How the business treats the customer."""

    STANDARD = "Standard"
    PREMIUM = "Premium"
    VIP = "VIP"
    CORPORATE = "Corporate"


class CustomerRating(StrEnum):
    """How good a customer it is."""

    UNRATED = "Unrated"
    BRONZE = "Bronze"
    SILVER = "Silver"
    GOLD = "Gold"
    PLATINUM = "Platinum"


class CommunicationType(StrEnum):
    """A way to be in touch."""

    EMAIL = "Email"
    SMS = "SMS"
    PHONE_CALL = "PhoneCall"
    MEETING = "Meeting"
    IN_PERSON = "InPerson"
    VIDEO_CALL = "VideoCall"


@dataclass(frozen=True)
class Profile(ValueObject):
    """Who the customer is to the business. `lifetime_value` is an amount of money."""

    company_name: str
    industry: str | None
    type: CustomerType
    segment: CustomerSegment = CustomerSegment.STANDARD
    lifetime_value: Decimal = Decimal("0.00")
    total_events: int = 0
    rating: CustomerRating = CustomerRating.UNRATED


@dataclass(frozen=True)
class Address(ValueObject):
    """A postal address; any part may be unknown. Replaced as a whole."""

    street: str | None = None
    city: str | None = None
    state: str | None = None
    zip_code: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class SocialMedia(ValueObject):
    linked_in_url: str | None = None
    twitter_handle: str | None = None
    facebook_url: str | None = None


@dataclass(frozen=True)
class ContactInfo(ValueObject):
    """How to reach the customer. Phones are E.164 where they could be parsed."""

    primary_email: str
    secondary_email: str | None = None
    primary_phone: str | None = None
    secondary_phone: str | None = None
    website: str | None = None
    billing_address: Address = Address()
    shipping_address: Address = Address()
    social_media: SocialMedia = SocialMedia()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The e-mail addresses and phone numbers there are."""
        known = (self.primary_email, self.secondary_email, self.primary_phone, self.secondary_phone)
        return tuple(one for one in known if one)


@dataclass(frozen=True)
class Communication(ValueObject):
    """The channels the customer named (none named refuses none), and how often to write, in its own words."""

    channels: tuple[str, ...] = ()
    frequency: str | None = None


@dataclass(frozen=True)
class Notifications(ValueObject):
    email: bool = True
    sms: bool = False
    push: bool = True


@dataclass(frozen=True)
class Consents(ValueObject):
    marketing: bool = False
    data_processing: bool = True


@dataclass(frozen=True)
class Preferences(ValueObject):
    communication: Communication = Communication()
    preferred_event_types: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    preferred_language: str = "en"
    time_zone: str = "UTC"
    notifications: Notifications = Notifications()
    consents: Consents = Consents()

    def with_chosen_notifications(self) -> Self:
        """Whoever chose a channel wants to be notified by it."""
        chosen = self.communication.channels
        notifications = replace(
            self.notifications,
            email=self.notifications.email or CommunicationType.EMAIL in chosen,
            sms=self.notifications.sms or CommunicationType.SMS in chosen,
        )
        return replace(self, notifications=notifications)


@lru_cache(16_384)
def number_in(text: str) -> str | None:
    """The customer number that a text is, in any spelling: CUST-000017, cust 17, 17; None if it is none."""
    found = re.fullmatch(r"(?:cust ?)?0*(\d{1,15})", " ".join(words(re.sub(r"[.,]0+$", "", text.strip()))))
    return f"CUST-{int(found[1]):06d}" if found else None

"""The values a contact is made of (specification §3.1.2)."""

from dataclasses import dataclass
from enum import StrEnum

from shared.kernel.values import ValueObject

MAX_TAGS = 50
"""How many tags a contact may have."""


class ContactStatus(StrEnum):
    """Whether the contact can be written to."""

    ACTIVE = "Active"
    INACTIVE = "Inactive"
    BOUNCED = "Bounced"
    UNSUBSCRIBED = "Unsubscribed"


@dataclass(frozen=True)
class ContactDetails(ValueObject):
    """Who the contact is and how to reach them. Phones are E.164 where they could be parsed."""

    first_name: str
    last_name: str
    email: str
    phone: str | None = None
    position: str | None = None
    status: ContactStatus = ContactStatus.ACTIVE

    @property
    def addresses(self) -> tuple[str, ...]:
        """The e-mail address, and the phone number if there is one."""
        return (self.email, self.phone) if self.phone else (self.email,)

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

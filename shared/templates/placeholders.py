"""What may be said in a message of whom it goes to."""

from collections.abc import Callable, Mapping

from shared.contacts.responses import ContactResponse
from shared.customers.responses import CustomerResponse

CUSTOMER: Mapping[str, Callable[[CustomerResponse], str]] = {
    "id": lambda one: str(one.id),
    "customerNumber": lambda one: one.customer_number,
    "companyName": lambda one: one.profile.company_name,
    "type": lambda one: one.profile.type,
    "segment": lambda one: one.profile.segment,
    "language": lambda one: one.preferences.preferred_language,
}
CONTACT: Mapping[str, Callable[[ContactResponse], str | None]] = {
    "id": lambda one: str(one.id),
    "firstName": lambda one: one.first_name,
    "lastName": lambda one: one.last_name,
    "fullName": lambda one: f"{one.first_name} {one.last_name}",
    "email": lambda one: one.email,
    "position": lambda one: one.position,
}
NOBODY: Mapping[str, str] = dict.fromkeys(CONTACT, "")
"""The values of `contact` where there is none."""
KNOWN = {"customer": frozenset(CUSTOMER), "contact": frozenset(CONTACT)}


def of_customer(one: CustomerResponse) -> dict[str, str]:
    """The values of `customer`."""
    return {name: read(one) for name, read in CUSTOMER.items()}


def of_contact(one: ContactResponse) -> dict[str, str | None]:
    """The values of `contact`."""
    return {name: read(one) for name, read in CONTACT.items()}

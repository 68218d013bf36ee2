"""Customers that a list brings along: registered as any other, at a fraction of the work for each.

A list brings thousands, of whom only a name and an address are known. The first is made in full; the others have its
rows and its event with names, numbers and addresses of their own.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from shared.customers.events import CustomerRegistered
from shared.customers.mapping import CUSTOMER
from shared.customers.model import Customer
from shared.customers.search import search_row
from shared.customers.tables import customer_contact_info, customer_preferences, customer_search, customers
from shared.customers.values import ContactInfo, CustomerStatus, CustomerType, Preferences, Profile
from shared.kernel.events import Change, Entity
from shared.kernel.ids import new_id
from shared.kernel.text import email_key
from shared.platform.persistence.aliases import RowValues


class Newcomer(Entity):
    """One of them: no more than its event."""

    def __init__(self, id: UUID) -> None:
        self.id, self.version = id, 0

    @property
    def kind_name(self) -> str:
        return Customer.__name__


class _Found(NamedTuple):
    """What it is found by."""

    profile: Profile
    contact_info: ContactInfo
    customer_number: str
    status: CustomerStatus


class Newcomers:
    """Small businesses that are registered together."""

    def __init__(self, *, by: str, at: datetime) -> None:
        profile = Profile("a name", industry=None, type=CustomerType.SMALL_BUSINESS)
        pattern = Customer(new_id(), 0, profile, ContactInfo("name@example.com"), Preferences(), by=by, at=at)
        [(_, _, event, self._changes)] = pattern.release_events()
        assert isinstance(event, CustomerRegistered)
        self._event, self._profile, self._contact_info = event, profile, pattern.contact_info
        self._rows, self._status = CUSTOMER.written(pattern), pattern.status
        self._rows[customers.name]["ContactsVersion"] = 0

    def registered(self, number: int, name: str, email: str) -> tuple[Newcomer, Mapping[str, RowValues]]:
        """A new customer, and its rows by table."""
        one = Newcomer(new_id())
        customer_number = f"CUST-{number:06d}"
        profile, info = replace(self._profile, company_name=name), replace(self._contact_info, primary_email=email)
        event = replace(
            self._event,
            customer_id=one.id,
            customer_number=customer_number,
            company_name=name,
            primary_email=email,
        )
        own = {"profile.companyName": Change(None, name), "contactInfo.primaryEmail": Change(None, email)}
        one.record(event, {**self._changes, **own})
        found = _Found(profile, info, customer_number, self._status)
        return one, {
            customers.name: {
                **self._rows[customers.name],
                "Id": one.id,
                "CustomerNumber": customer_number,
                "CompanyName": name,
                "RowVersion": one.version,
            },
            customer_contact_info.name: {
                **self._rows[customer_contact_info.name],
                "Id": new_id(),
                "CustomerId": one.id,
                "PrimaryEmail": email,
                "LiveEmailKey": email_key(email),
            },
            customer_preferences.name: {
                **self._rows[customer_preferences.name],
                "Id": new_id(),
                "CustomerId": one.id,
            },
            customer_search.name: {"Number": number, "CustomerId": one.id, **search_row(found)},
        }

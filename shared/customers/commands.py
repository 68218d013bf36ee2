"""What can be done with customers, each in one transaction."""

from dataclasses import dataclass
from uuid import UUID

from shared.consents.services import note, note_fresh
from shared.consents.values import Consent, ConsentPurpose
from shared.customers.model import Customer
from shared.customers.repository import CustomerRepository
from shared.customers.values import ContactInfo, Preferences, Profile
from shared.kernel.ids import new_id
from shared.kernel.values import Provided
from shared.platform.application.commands import Command, Versioned
from shared.platform.application.unit_of_work import UnitOfWork
from shared.suppression.model import FreshConsent
from shared.suppression.services import admit

CONSENTS = {ConsentPurpose.MARKETING: "marketing", ConsentPurpose.DATA_PROCESSING: "data_processing"}
"""Where the customer's present consents stand (specification §6.1.3)."""
BY_PREFERENCES = "preferences"
"""The source of a consent that came with other preferences."""


@dataclass(frozen=True)
class RegisterCustomer(Command[Customer]):
    """Raises DuplicateCustomerEmail, Suppressed."""

    profile: Profile
    contact_info: ContactInfo
    preferences: Preferences
    fresh_consent: FreshConsent | None = None

    def handle(self, uow: UnitOfWork) -> Customer:
        customers = uow.repository(CustomerRepository)
        admit(uow.session, *self.contact_info.addresses, consent=self.fresh_consent)
        number = customers.next_number()
        customer = Customer(
            new_id(), number, self.profile, self.contact_info, self.preferences, by=uow.actor, at=uow.now
        )
        if self.fresh_consent:
            customer.give_fresh_consent(self.fresh_consent)
            note_fresh(uow, customer.id, None, self.fresh_consent)
        return customers.add(customer)


@dataclass(frozen=True)
class CustomerCommand(Versioned[Customer]):
    """Something done to one customer. Raises CustomerNotFound, VersionConflict and what the aggregate's verb raises."""

    customer_id: UUID

    def _customer(self, uow: UnitOfWork) -> Customer:
        return uow.repository(CustomerRepository).get(self.customer_id, expecting=self.expecting)


@dataclass(frozen=True, kw_only=True)
class UpdateProfile(CustomerCommand):
    """Replaces the provided profile fields."""

    provided: Provided

    def handle(self, uow: UnitOfWork) -> Customer:
        customer = self._customer(uow)
        customer.update_profile(self.provided, by=uow.actor, at=uow.now)
        return customer


@dataclass(frozen=True, kw_only=True)
class UpdateContactInfo(CustomerCommand):
    """Replaces the provided contact details. Raises DuplicateCustomerEmail, Suppressed, too."""

    provided: Provided
    fresh_consent: FreshConsent | None = None

    def handle(self, uow: UnitOfWork) -> Customer:
        customer = self._customer(uow)
        new = set(customer.contact_info.replaced(self.provided).addresses) - set(customer.contact_info.addresses)
        admit(uow.session, *new, consent=self.fresh_consent)
        if self.fresh_consent:
            customer.give_fresh_consent(self.fresh_consent)
            note_fresh(uow, customer.id, None, self.fresh_consent)
        customer.update_contact_info(self.provided, by=uow.actor, at=uow.now)
        return customer


@dataclass(frozen=True, kw_only=True)
class UpdatePreferences(CustomerCommand):
    """Replaces the provided preferences."""

    provided: Provided

    def handle(self, uow: UnitOfWork) -> Customer:
        customer = self._customer(uow)
        before = customer.preferences.consents
        customer.update_preferences(self.provided, by=uow.actor, at=uow.now)
        for purpose, name in CONSENTS.items():
            old, new = getattr(before, name), getattr(customer.preferences.consents, name)
            if old != new:
                note(uow, customer.id, None, Consent(purpose, new, source=BY_PREFERENCES), previous=old)
        return customer


@dataclass(frozen=True)
class ChangeConsent(Command[UUID]):
    """Notes what a customer agrees to, or withdraws. Returns the change's id. Raises as UpdatePreferences."""

    customer_id: UUID
    consent: Consent

    def handle(self, uow: UnitOfWork) -> UUID:
        customer = uow.repository(CustomerRepository).lock(self.customer_id)
        customer.refuse_if_archived()
        if self.consent.channel is not None:
            return note(uow, customer.id, None, self.consent)
        name = CONSENTS[self.consent.purpose]
        previous = getattr(customer.preferences.consents, name)
        customer.update_preferences({"consents": {name: self.consent.granted}}, by=uow.actor, at=uow.now)
        return note(uow, customer.id, None, self.consent, previous=previous)


@dataclass(frozen=True, kw_only=True)
class DeactivateCustomer(CustomerCommand):
    """Ends business with a customer, keeping its history. Raises AlreadyDeactivated, InvalidStatusTransition."""

    reason: str

    def handle(self, uow: UnitOfWork) -> Customer:
        customer = self._customer(uow)
        customer.deactivate(self.reason, by=uow.actor, at=uow.now)
        return customer


@dataclass(frozen=True, kw_only=True)
class DeactivateIfInactive(CustomerCommand):
    """Deactivates a customer without interactions for the configured number of days; otherwise changes nothing."""

    def handle(self, uow: UnitOfWork) -> Customer:
        customer = self._customer(uow)
        days = uow.business.customer_inactivity_threshold_days
        customer.deactivate_if_inactive(days=days, by=uow.actor, at=uow.now)
        return customer


@dataclass(frozen=True, kw_only=True)
class SuspendCustomer(CustomerCommand):
    """Puts an active customer on hold. Raises InvalidStatusTransition."""

    reason: str | None = None

    def handle(self, uow: UnitOfWork) -> Customer:
        customer = self._customer(uow)
        customer.suspend(self.reason, by=uow.actor, at=uow.now)
        return customer


@dataclass(frozen=True, kw_only=True)
class ReactivateCustomer(CustomerCommand):
    """Takes up business with an inactive or suspended customer again. Raises InvalidStatusTransition."""

    reason: str | None = None

    def handle(self, uow: UnitOfWork) -> Customer:
        customer = self._customer(uow)
        customer.reactivate(self.reason, by=uow.actor, at=uow.now)
        return customer

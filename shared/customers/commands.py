"""What can be done with customers, each in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from shared.customers.model import Customer
from shared.customers.values import CommunicationType, ContactInfo, Preferences, Profile
from shared.kernel.ids import new_id
from shared.platform.application.mediator import Command, Handlers
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.persistence.repository import Versions


@dataclass(frozen=True)
class RegisterCustomer(Command[Customer]):
    """Raises DuplicateCustomerEmail."""

    profile: Profile
    contact_info: ContactInfo
    preferences: Preferences


def register_customer(command: RegisterCustomer, uow: UnitOfWork) -> Customer:
    wishes = command.preferences
    chosen = wishes.communication.channels
    notifications = replace(
        wishes.notifications,
        email=wishes.notifications.email or CommunicationType.EMAIL in chosen,
        sms=wishes.notifications.sms or CommunicationType.SMS in chosen,
    )
    number = uow.customers.next_number()
    return uow.customers.add(
        Customer(
            new_id(), number, command.profile, command.contact_info, replace(wishes, notifications=notifications),
            by=uow.actor, at=uow.now,
        )
    )  # fmt: skip


@dataclass(frozen=True)
class CustomerChange(Command[Customer]):
    """Something done to one customer. Raises CustomerNotFound, VersionConflict and what the aggregate's verb raises."""

    customer_id: UUID
    expecting: Versions = None


@dataclass(frozen=True, kw_only=True)
class UpdateProfile(CustomerChange):
    provided: Mapping[str, Any]


def update_profile(command: UpdateProfile, uow: UnitOfWork) -> Customer:
    customer = uow.customers.get(command.customer_id, expecting=command.expecting)
    customer.update_profile(command.provided, by=uow.actor, at=uow.now)
    return customer


@dataclass(frozen=True, kw_only=True)
class UpdateContactInfo(CustomerChange):
    """Raises DuplicateCustomerEmail, too."""

    provided: Mapping[str, Any]


def update_contact_info(command: UpdateContactInfo, uow: UnitOfWork) -> Customer:
    customer = uow.customers.get(command.customer_id, expecting=command.expecting)
    customer.update_contact_info(command.provided, by=uow.actor, at=uow.now)
    return customer


@dataclass(frozen=True, kw_only=True)
class UpdatePreferences(CustomerChange):
    provided: Mapping[str, Any]


def update_preferences(command: UpdatePreferences, uow: UnitOfWork) -> Customer:
    customer = uow.customers.get(command.customer_id, expecting=command.expecting)
    customer.update_preferences(command.provided, by=uow.actor, at=uow.now)
    return customer


@dataclass(frozen=True, kw_only=True)
class DeactivateCustomer(CustomerChange):
    reason: str


def deactivate_customer(command: DeactivateCustomer, uow: UnitOfWork) -> Customer:
    customer = uow.customers.get(command.customer_id, expecting=command.expecting)
    customer.deactivate(command.reason, by=uow.actor, at=uow.now)
    return customer


@dataclass(frozen=True, kw_only=True)
class DeactivateIfInactive(CustomerChange):
    """Deactivates a customer without interactions for the configured number of days; otherwise changes nothing."""


def deactivate_if_inactive(command: DeactivateIfInactive, uow: UnitOfWork) -> Customer:
    days = uow.business.customer_inactivity_threshold_days
    customer = uow.customers.get(command.customer_id)
    if customer.inactive_for(timedelta(days=days), at=uow.now):
        customer.deactivate(f"No interaction for {days} days", by=uow.actor, at=uow.now)
    return customer


@dataclass(frozen=True, kw_only=True)
class SuspendCustomer(CustomerChange):
    reason: str | None = None


def suspend_customer(command: SuspendCustomer, uow: UnitOfWork) -> Customer:
    customer = uow.customers.get(command.customer_id, expecting=command.expecting)
    customer.suspend(command.reason, by=uow.actor, at=uow.now)
    return customer


@dataclass(frozen=True, kw_only=True)
class ReactivateCustomer(CustomerChange):
    reason: str | None = None


def reactivate_customer(command: ReactivateCustomer, uow: UnitOfWork) -> Customer:
    customer = uow.customers.get(command.customer_id, expecting=command.expecting)
    customer.reactivate(command.reason, by=uow.actor, at=uow.now)
    return customer


HANDLERS: Handlers = {
    RegisterCustomer: register_customer,
    UpdateProfile: update_profile,
    UpdateContactInfo: update_contact_info,
    UpdatePreferences: update_preferences,
    DeactivateCustomer: deactivate_customer,
    DeactivateIfInactive: deactivate_if_inactive,
    SuspendCustomer: suspend_customer,
    ReactivateCustomer: reactivate_customer,
}

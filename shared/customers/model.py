"""The customer aggregate: its rules, and the events its changes record (specification §3.1.1)."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from shared.customers.errors import AlreadyDeactivated, InvalidStatusTransition
from shared.customers.events import (
    CustomerContactInfoUpdated,
    CustomerDeactivated,
    CustomerErased,
    CustomerPreferencesUpdated,
    CustomerProfileUpdated,
    CustomerReactivated,
    CustomerRegistered,
    CustomerSuspended,
    FreshConsentGiven,
)
from shared.customers.merge_verbs import MergeableCustomer
from shared.customers.values import ContactInfo, CustomerStatus, Preferences, Profile
from shared.kernel.events import Change, Changes, DomainEvent
from shared.kernel.text import email_key
from shared.kernel.values import Provided, differences
from shared.suppression.model import FreshConsent


class Customer(MergeableCustomer):
    """An organisation or person we do business with.

    `live_email_key` is the primary e-mail in comparison form while the address is taken, and None once it is free.
    `last_activity_at` starts the inactivity clock: creation, reactivation or the latest interaction.
    """

    def __init__(
        self,
        id: UUID,
        number: int,
        profile: Profile,
        contact_info: ContactInfo,
        preferences: Preferences,
        *,
        by: str,
        at: datetime,
    ) -> None:
        """Registers the customer; the channels it chose switch their notifications on."""
        preferences = preferences.with_chosen_notifications()
        self.id, self.version = id, 0
        self.customer_number = f"CUST-{number:06d}"
        self.profile, self.contact_info, self.preferences = profile, contact_info, preferences
        self.live_email_key: str | None = email_key(contact_info.primary_email)
        self.status = CustomerStatus.ACTIVE
        self.created_at, self.created_by = at, by
        self.last_modified_at: datetime | None = None
        self.last_modified_by: str | None = None
        self.last_activity_at = at
        self.is_deleted = False
        self.deleted_at: datetime | None = None
        self.merging_into_customer_id: UUID | None = None
        self.merged_into_customer_id: UUID | None = None
        self.merged_from: tuple[str, ...] | None = None
        given = {
            **differences("profile", None, profile),
            **differences("contactInfo", None, contact_info),
            **differences("preferences", None, preferences),
        }
        self.record(
            CustomerRegistered(
                customer_id=id,
                customer_number=self.customer_number,
                company_name=profile.company_name,
                type=profile.type,
                primary_email=contact_info.primary_email,
                primary_phone=contact_info.primary_phone,
                registered_at=at,
                registered_by=by,
            ),
            given,
        )

    @property
    def number(self) -> int:
        """The counting part of the customer number."""
        return int(self.customer_number.removeprefix("CUST-"))

    def update_profile(self, provided: Provided, *, by: str, at: datetime) -> None:
        """Replaces the provided profile fields; `website`, kept with the contact info, is one of them (§5.1.3)."""
        own = {field: value for field, value in provided.items() if field != "website"}
        profile = replace(self.profile, **own)
        contact_info = replace(self.contact_info, website=provided.get("website", self.contact_info.website))
        changes = {
            **differences("profile", self.profile, profile),
            **differences("contactInfo", self.contact_info, contact_info),
        }
        changed = {path.rpartition(".")[2]: change.new for path, change in changes.items()}
        event = CustomerProfileUpdated(customer_id=self.id, changed_fields=changed, updated_at=at, updated_by=by)
        if self._change(changes, event, by, at):
            self.profile, self.contact_info = profile, contact_info

    def update_contact_info(self, provided: Provided, *, by: str, at: datetime) -> None:
        """Replaces the provided parts of the contact info (§5.1.4)."""
        before, after = self.contact_info, self.contact_info.replaced(provided)
        event = CustomerContactInfoUpdated(
            customer_id=self.id,
            previous_email=before.primary_email,
            new_email=after.primary_email,
            previous_phone=before.primary_phone,
            new_phone=after.primary_phone,
            updated_at=at,
        )
        if self._change(differences("contactInfo", before, after), event, by, at):
            self.contact_info = after
            self.live_email_key = email_key(after.primary_email)

    def update_preferences(self, provided: Provided, *, by: str, at: datetime) -> None:
        """Replaces the provided preferences and leaves the others, also inside a group (§5.1.5)."""
        after = self.preferences.replaced(provided)
        event = CustomerPreferencesUpdated(customer_id=self.id, updated_preferences=after, updated_at=at)
        if self._change(differences("preferences", self.preferences, after), event, by, at):
            self.preferences = after

    def deactivate(self, reason: str, *, by: str, at: datetime) -> None:
        """Active → Inactive (§5.1.8). Raises AlreadyDeactivated, InvalidStatusTransition."""
        if self.status is CustomerStatus.INACTIVE:
            raise AlreadyDeactivated
        event = CustomerDeactivated(customer_id=self.id, reason=reason, deactivated_at=at, deactivated_by=by)
        self._move(CustomerStatus.INACTIVE, event, by, at, out_of=CustomerStatus.ACTIVE)

    def suspend(self, reason: str | None, *, by: str, at: datetime) -> None:
        """Active → Suspended. Raises InvalidStatusTransition."""
        event = CustomerSuspended(customer_id=self.id, reason=reason, suspended_at=at, suspended_by=by)
        self._move(CustomerStatus.SUSPENDED, event, by, at, out_of=CustomerStatus.ACTIVE)

    def reactivate(self, reason: str | None, *, by: str, at: datetime) -> None:
        """Inactive or Suspended → Active; the inactivity clock starts anew (§5.1.9). Raises InvalidStatusTransition."""
        event = CustomerReactivated(customer_id=self.id, reason=reason, reactivated_at=at, reactivated_by=by)
        self._move(CustomerStatus.ACTIVE, event, by, at, out_of=(CustomerStatus.INACTIVE, CustomerStatus.SUSPENDED))
        self.last_activity_at = at

    def deactivate_if_inactive(self, *, days: int, by: str, at: datetime) -> None:
        """Deactivates an active customer without an interaction for so many days; otherwise changes nothing."""
        if self.status is CustomerStatus.ACTIVE and self.last_activity_at <= at - timedelta(days=days):
            self.deactivate(f"No interaction for {days} days", by=by, at=at)

    def give_fresh_consent(self, consent: FreshConsent) -> None:
        """Who was erased is known again, by its own wish."""
        event = FreshConsentGiven(customer_id=self.id, **vars(consent))
        self.record(event, {})

    def erase(self, *, by: str, at: datetime) -> None:
        """Forgets all that is personal; what stays says that there was a customer, and when."""
        self.profile = replace(self.profile, company_name="", industry=None)
        self.contact_info, self.preferences = ContactInfo(primary_email=""), Preferences()
        self.live_email_key = None
        self.is_deleted, self.deleted_at = True, at
        self.last_modified_at, self.last_modified_by = at, by
        self.record(CustomerErased(customer_id=self.id, erased_at=at, erased_by=by), {})

    @property
    def is_hidden(self) -> bool:
        """Whether lists across customers leave it out."""
        return self.is_deleted or self.status is CustomerStatus.ARCHIVED

    def _move(
        self,
        to: CustomerStatus,
        event: DomainEvent,
        by: str,
        at: datetime,
        *,
        out_of: CustomerStatus | tuple[CustomerStatus, ...],
    ) -> None:
        if self.status not in (out_of if isinstance(out_of, tuple) else (out_of,)):
            raise InvalidStatusTransition(self.status, to)
        if self._change({"status": Change(self.status, to)}, event, by, at):
            self.status = to

    def _change(self, changes: Changes, event: DomainEvent, by: str, at: datetime) -> bool:
        """Records the event, unless nothing changes. Raises CustomerArchived, CustomerMerging."""
        self.refuse_if_archived()
        if not changes:
            return False
        self.last_modified_at, self.last_modified_by = at, by
        self.record(event, changes)
        return True

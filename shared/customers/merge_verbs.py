"""What a merge does with customers, and its undoing: verbs of the customer, apart from those of every day (§5.1.7)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from shared.customers.errors import CustomerArchived, CustomerMerging
from shared.customers.events import (
    CustomerArchivedByMerge,
    CustomerMerged,
    CustomerMergeRefused,
    CustomerMergeStarted,
    CustomerMergeUndone,
    CustomerMergeUndoStarted,
    CustomerRestored,
    MergedCustomerForwarded,
)
from shared.customers.merged_fields import MergedFields
from shared.customers.values import ContactInfo, CustomerStatus, Preferences, Profile
from shared.kernel.events import Aggregate, Change, Changes
from shared.kernel.text import email_key
from shared.kernel.values import differences


class MergeableCustomer(Aggregate):
    """A customer as a merge sees it.

    `merging_into_customer_id` is set while a merge is under way, in either direction; it takes no other change then.
    `merged_into_customer_id` is whom its id stands for since; `merged_from` are the ids that stand for it.
    """

    profile: Profile
    contact_info: ContactInfo
    preferences: Preferences
    status: CustomerStatus
    live_email_key: str | None
    last_modified_at: datetime | None
    last_modified_by: str | None
    last_activity_at: datetime
    merging_into_customer_id: UUID | None = None
    merged_into_customer_id: UUID | None = None
    merged_from: Sequence[str] | None = None

    def refuse_if_archived(self) -> None:
        """Raises CustomerArchived, CustomerMerging."""
        if self.status is CustomerStatus.ARCHIVED:
            raise CustomerArchived
        if self.merging_into_customer_id is not None:
            raise CustomerMerging

    def begin_merge(self, into: UUID, merge_id: UUID, *, by: str, at: datetime) -> None:
        """From here on it takes no change. Raises CustomerArchived, CustomerMerging."""
        event = CustomerMergeStarted(
            customer_id=self.id, target_customer_id=into, merge_id=merge_id, started_at=at, started_by=by
        )
        self.refuse_if_archived()
        self.record(event, {"mergingIntoCustomerId": Change(None, into)})
        self.merging_into_customer_id = into

    def refuse_merge(self, merge_id: UUID, reason: str, *, at: datetime) -> None:
        """It goes on as before."""
        into = self._released()
        event = CustomerMergeRefused(
            customer_id=self.id, target_customer_id=into, merge_id=merge_id, reason=reason, refused_at=at
        )
        self.record(event, {"mergingIntoCustomerId": Change(into, None)})

    def archive_merged(self, merge_id: UUID, *, by: str, at: datetime) -> None:
        """All it had is another's: its id stands for that one, its address is free."""
        into = self._released()
        changes: Changes = {
            "status": Change(self.status, CustomerStatus.ARCHIVED),
            "mergedIntoCustomerId": Change(None, into),
        }
        self.status, self.merged_into_customer_id, self.live_email_key = CustomerStatus.ARCHIVED, into, None
        self.last_modified_at, self.last_modified_by = at, by
        event = CustomerArchivedByMerge(
            customer_id=self.id, target_customer_id=into, merge_id=merge_id, archived_at=at, archived_by=by
        )
        self.record(event, changes)

    def absorb(
        self, source: "MergeableCustomer", fields: MergedFields, entities: Sequence[str], *, by: str, at: datetime
    ) -> None:
        """Takes what another customer was: the fields that win, its totals, and its id beside those of its own."""
        profile = replace(
            fields.profile,
            lifetime_value=self.profile.lifetime_value + source.profile.lifetime_value,
            total_events=self.profile.total_events + source.profile.total_events,
        )
        changes = self._replacing(profile, fields.contact_info, fields.preferences)
        ids = dict.fromkeys((*(self.merged_from or ()), str(source.id), *(source.merged_from or ())))
        self.merged_from = tuple(ids)
        self.last_activity_at = max(self.last_activity_at, source.last_activity_at)
        self.last_modified_at, self.last_modified_by = at, by
        event = CustomerMerged(
            source_customer_id=source.id,
            target_customer_id=self.id,
            merged_entities=tuple(entities),
            merged_at=at,
            merged_by=by,
        )
        self.record(event, changes)

    def forward(self, to: UUID, *, at: datetime) -> None:
        """Its id stands for another customer than before."""
        event = MergedCustomerForwarded(customer_id=self.id, target_customer_id=to, forwarded_at=at)
        self.record(event, {"mergedIntoCustomerId": Change(self.merged_into_customer_id, to)})
        self.merged_into_customer_id = to

    def begin_undo(
        self, status: CustomerStatus, preferences: Preferences, merge_id: UUID, *, by: str, at: datetime
    ) -> None:
        """It is archived no more, but takes no change until it has back what it brought along."""
        into, before = self.merged_into_customer_id, self.status
        assert into is not None, "it was merged"
        changes: Changes = {
            "status": Change(before, status),
            "mergedIntoCustomerId": Change(into, None),
            **differences("preferences", self.preferences, preferences),
        }
        self.preferences = preferences
        self.status, self.merged_into_customer_id, self.merging_into_customer_id = status, None, into
        self.live_email_key = email_key(self.contact_info.primary_email)
        self.last_modified_at, self.last_modified_by = at, by
        event = CustomerMergeUndoStarted(
            customer_id=self.id, target_customer_id=into, merge_id=merge_id, started_at=at, started_by=by
        )
        self.record(event, changes)

    def release(
        self, source: "MergeableCustomer", fields: MergedFields, merge_id: UUID, *, by: str, at: datetime
    ) -> None:
        """Gives up what a merge gave it; the totals of the source are its own again."""
        profile = replace(
            fields.profile,
            lifetime_value=self.profile.lifetime_value - source.profile.lifetime_value,
            total_events=self.profile.total_events - source.profile.total_events,
        )
        changes = self._replacing(profile, fields.contact_info, fields.preferences)
        gone = {str(source.id), *(source.merged_from or ())}
        self.merged_from = tuple(id for id in self.merged_from or () if id not in gone)
        self.last_modified_at, self.last_modified_by = at, by
        event = CustomerMergeUndone(
            customer_id=self.id, source_customer_id=source.id, merge_id=merge_id, undone_at=at, undone_by=by
        )
        self.record(event, changes)

    def restore_merged(self, merge_id: UUID, *, by: str, at: datetime) -> None:
        """It has everything back, and takes changes again."""
        into = self._released()
        event = CustomerRestored(
            customer_id=self.id, target_customer_id=into, merge_id=merge_id, restored_at=at, restored_by=by
        )
        self.record(event, {"mergingIntoCustomerId": Change(into, None)})

    def _released(self) -> UUID:
        into, self.merging_into_customer_id = self.merging_into_customer_id, None
        assert into is not None, "it is being merged"
        return into

    def _replacing(self, profile: Profile, contact_info: ContactInfo, preferences: Preferences) -> Changes:
        """Replaces all that it is; says what became of it."""
        changes = {
            **differences("profile", self.profile, profile),
            **differences("contactInfo", self.contact_info, contact_info),
            **differences("preferences", self.preferences, preferences),
        }
        self.profile, self.contact_info, self.preferences = profile, contact_info, preferences
        self.live_email_key = email_key(contact_info.primary_email)
        return changes

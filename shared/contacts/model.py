"""A customer's contacts: the rules that hold between them, and the facts their changes leave behind."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from shared.contacts.events import ContactAdded, ContactRemoved, ContactTagged, ContactUntagged, ContactUpdated
from shared.contacts.values import ContactDetails
from shared.kernel.errors import Conflict, Invalid, NotFound, VersionConflict
from shared.kernel.events import Aggregate, Change, Changes
from shared.kernel.text import each_once, fold
from shared.kernel.values import differences


class ContactNotFound(NotFound):
    code = "CONT-001"
    meaning = "Contact not found"


class DuplicateContactEmail(Conflict):
    code = "CONT-002"
    meaning = "Duplicate contact email"


class PrimaryContactRemoval(Conflict):
    code = "CONT-003"
    meaning = "Primary contact cannot be removed"


class TooManyContacts(Conflict):
    code = "CONT-004"
    meaning = "The customer has as many contacts as it may have"


class Contact(Aggregate):
    """A person; changed through the book it stands in. `version` is its own, not its customer's."""

    def __init__(
        self, id: UUID, customer_id: UUID, details: ContactDetails, *, is_primary: bool, tags: tuple[str, ...],
        created_at: datetime, last_modified_at: datetime | None = None, version: int = 0,
    ) -> None:  # fmt: skip
        self.id, self.customer_id, self.version = id, customer_id, version
        self.details, self.is_primary, self.tags = details, is_primary, tags
        self.created_at, self.last_modified_at = created_at, last_modified_at
        self.is_new, self.is_removed = version == 0, False

    @property
    def email_key(self) -> str:
        """The e-mail in comparison form."""
        return fold(self.details.email)

    def _takes(self, details: ContactDetails, is_primary: bool, at: datetime) -> None:
        changes = differences("contact", self.details, details)
        if is_primary != self.is_primary:
            changes["contact.isPrimary"] = Change(self.is_primary, is_primary)
        if not changes:
            return
        provided = {path.rpartition(".")[2]: change.new for path, change in changes.items()}
        self.details, self.is_primary, self.last_modified_at = details, is_primary, at
        event = ContactUpdated(contact_id=self.id, customer_id=self.customer_id, changed_fields=provided, updated_at=at)
        self.record(event, changes)

    def _retagged(self, tags: tuple[str, ...], event: ContactTagged | ContactUntagged, at: datetime) -> None:
        changes: Changes = {"contact.tags": Change(list(self.tags), list(tags))}
        self.tags, self.last_modified_at = tags, at
        self.record(event, changes)


class CustomerContacts:
    """All contacts of one customer: at most `limit`, no e-mail twice, exactly one primary once there is any.

    `version` counts the changes of the book; the customer's row carries it and is held while the book is changed.
    """

    def __init__(
        self, customer_id: UUID, version: int, contacts: Iterable[Contact], *, limit: int, unread: int = 0
    ) -> None:  # fmt: skip
        """`unread` contacts exist beside the given: enough to add to the book, or to change those that were read."""
        self.customer_id, self.version, self._limit, self._unread = customer_id, version, limit, unread
        self._contacts = {contact.id: contact for contact in contacts}
        self._by_email = {contact.email_key: contact for contact in self._contacts.values()}
        self.removed: list[Contact] = []

    @property
    def contacts(self) -> list[Contact]:
        """Those in the book now."""
        return list(self._contacts.values())

    @property
    def changed(self) -> list[Contact]:
        """Those with facts not yet recorded, the removed included."""
        return [contact for contact in (*self.removed, *self._contacts.values()) if contact.pending_events]

    def contact(self, id: UUID, *, expecting: frozenset[int] | None = None) -> Contact:
        """One of the contacts. Raises ContactNotFound, VersionConflict."""
        contact = self._contacts.get(id)
        if contact is None:
            raise ContactNotFound(f"Contact {id} does not exist.")
        if expecting is not None and contact.version not in expecting:
            raise VersionConflict(f"It changed since you read it; it is now at version {contact.version}.")
        return contact

    def with_email(self, email: str) -> Contact | None:
        """The contact with this e-mail, however it is spelt."""
        return self._by_email.get(fold(email))

    def add(
        self, id: UUID, details: ContactDetails, *, is_primary: bool, tags: Iterable[str], at: datetime
    ) -> Contact:  # fmt: skip
        """A new contact; the first becomes primary. Raises TooManyContacts, DuplicateContactEmail."""
        if self._unread + len(self._contacts) >= self._limit:
            raise TooManyContacts(f"The customer has {self._limit} contacts and can have no more.")
        self._refuse_taken(details.email, by=None)
        contact = Contact(
            id,
            self.customer_id,
            details,
            is_primary=is_primary or not (self._unread or self._contacts),
            tags=each_once(tags),
            created_at=at,
        )
        if contact.is_primary:
            self._hand_over(at)
        self._contacts[id] = self._by_email[contact.email_key] = contact
        event = ContactAdded(
            contact_id=id,
            customer_id=self.customer_id,
            full_name=details.full_name,
            email=details.email,
            is_primary=contact.is_primary,
            added_at=at,
        )
        given = differences("contact", None, details)
        contact.record(event, {path: change for path, change in given.items() if change.new is not None})
        return contact

    def update(self, contact: Contact, provided: Mapping[str, Any], *, at: datetime) -> None:
        """Replaces the provided details; `is_primary` hands over. Raises DuplicateContactEmail, Invalid."""
        details = contact.details.replaced({field: value for field, value in provided.items() if field != "is_primary"})
        is_primary = provided.get("is_primary", contact.is_primary)
        if contact.is_primary and not is_primary:
            raise Invalid("The request is invalid.", {"isPrimary": ["Make another contact primary instead"]})
        self._refuse_taken(details.email, by=contact)
        if is_primary and not contact.is_primary:
            self._hand_over(at)
        del self._by_email[contact.email_key]
        contact._takes(details, is_primary, at)
        self._by_email[contact.email_key] = contact

    def remove(self, contact: Contact, reason: str | None, *, at: datetime) -> None:
        """Takes a contact out. Raises PrimaryContactRemoval while others exist."""
        if contact.is_primary and len(self._contacts) > 1:
            raise PrimaryContactRemoval("The primary contact can't be removed while there are others; hand over first.")
        del self._contacts[contact.id], self._by_email[contact.email_key]
        contact.is_removed = True
        self.removed.append(contact)
        lost = {
            path: Change(change.new, None) for path, change in differences("contact", None, contact.details).items()
        }
        event = ContactRemoved(contact_id=contact.id, customer_id=self.customer_id, reason=reason, removed_at=at)
        contact.record(event, lost)

    def tag(self, contact: Contact, tag: str, *, at: datetime) -> None:
        """Adds a tag, unless the contact has it in whatever case."""
        tags = each_once((*contact.tags, tag))
        if tags != contact.tags:
            event = ContactTagged(contact_id=contact.id, customer_id=self.customer_id, tag=tag, tagged_at=at)
            contact._retagged(tags, event, at)

    def untag(self, contact: Contact, tag: str, *, at: datetime) -> None:
        """Takes a tag away, in whatever case, if the contact has it."""
        tags = tuple(kept for kept in contact.tags if fold(kept) != fold(tag))
        if tags != contact.tags:
            event = ContactUntagged(contact_id=contact.id, customer_id=self.customer_id, tag=tag, untagged_at=at)
            contact._retagged(tags, event, at)

    def _hand_over(self, at: datetime) -> None:
        for contact in self._contacts.values():
            if contact.is_primary:
                contact._takes(contact.details, False, at)

    def _refuse_taken(self, email: str, *, by: Contact | None) -> None:
        if self.with_email(email) not in (None, by):
            raise DuplicateContactEmail("Another contact of this customer already has this e-mail address.")

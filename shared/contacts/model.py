"""A customer's contacts: the rules that hold between them, and the events their changes record."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from shared.contacts.errors import ContactNotFound, DuplicateContactEmail, PrimaryContactRemoval, TooManyContacts
from shared.contacts.events import (
    ContactAdded,
    ContactConsentGivenAnew,
    ContactErased,
    ContactMerged,
    ContactMoved,
    ContactRemoved,
    ContactTagged,
    ContactUnmerged,
    ContactUntagged,
    ContactUpdated,
)
from shared.contacts.values import MAX_TAGS, ContactDetails
from shared.kernel.errors import Invalid, VersionConflict
from shared.kernel.events import Change, Changes, Entity
from shared.kernel.text import each_once, email_key, fold
from shared.kernel.values import Provided, differences
from shared.suppression.model import FreshConsent


class Contact(Entity):
    """A person, one of its customer's contacts and changed through them. `version` is its own, not its customer's."""

    def __init__(
        self,
        id: UUID,
        customer_id: UUID,
        details: ContactDetails,
        *,
        is_primary: bool,
        tags: tuple[str, ...],
        created_at: datetime,
        last_modified_at: datetime | None = None,
        version: int = 0,
    ) -> None:
        self.id, self.customer_id, self.version = id, customer_id, version
        self.details, self.is_primary, self.tags = details, is_primary, tags
        self.created_at, self.last_modified_at = created_at, last_modified_at
        self.is_removed = self.is_revived = False

    @property
    def email_key(self) -> str:
        """The e-mail in comparison form."""
        return email_key(self.details.email)

    def _replace(self, details: ContactDetails, is_primary: bool, at: datetime) -> None:
        changes = differences("contact", self.details, details)
        if is_primary != self.is_primary:
            changes["contact.isPrimary"] = Change(self.is_primary, is_primary)
        if not changes:
            return
        provided = {path.rpartition(".")[2]: change.new for path, change in changes.items()}
        self.details, self.is_primary, self.last_modified_at = details, is_primary, at
        event = ContactUpdated(contact_id=self.id, customer_id=self.customer_id, changed_fields=provided, updated_at=at)
        self.record(event, changes)

    def _retag(self, tags: tuple[str, ...], event: ContactTagged | ContactUntagged, at: datetime) -> None:
        changes: Changes = {"contact.tags": Change(list(self.tags), list(tags))}
        self.tags, self.last_modified_at = tags, at
        self.record(event, changes)


class CustomerContacts:
    """All contacts of one customer: at most `limit`, no e-mail twice, exactly one primary once there is any.

    The root of its contacts: what changes one of them goes through here. `version` rises with each unit of work that
    locks them, whether it changes anything or not; the customer's row carries it.
    """

    def __init__(
        self, customer_id: UUID, version: int, contacts: Iterable[Contact], *, limit: int, unread: int = 0
    ) -> None:
        """`unread` contacts exist beside the given: enough to add one that is not primary, or to change those read."""
        self.customer_id, self.version, self._limit, self._unread = customer_id, version, limit, unread
        self._contacts = {contact.id: contact for contact in contacts}
        self._by_email = {contact.email_key: contact for contact in self._contacts.values()}
        self._removed: dict[UUID, Contact] = {}

    def __iter__(self) -> Iterator[Contact]:
        """Those there are now."""
        return iter(tuple(self._contacts.values()))

    @property
    def entities(self) -> tuple[Contact, ...]:
        """Those there are, and those removed in this unit of work."""
        return (*self._removed.values(), *self._contacts.values())

    @property
    def is_complete(self) -> bool:
        """Whether every contact has been read."""
        return self._unread == 0

    def include(self, contacts: Iterable[Contact], *, version: int) -> None:
        """Takes in contacts that were not read before, at the present version; those that were stay as they are."""
        self.version = version
        for contact in contacts:
            if contact.id not in self._contacts and contact.id not in self._removed:
                self._contacts[contact.id] = self._by_email[contact.email_key] = contact
                self._unread -= 1

    def contact(self, id: UUID, *, expecting: frozenset[int] | None = None) -> Contact:
        """One of the contacts. Raises ContactNotFound, VersionConflict."""
        contact = self._contacts.get(id)
        if contact is None:
            raise ContactNotFound(id)
        if expecting is not None and contact.version not in expecting:
            raise VersionConflict(contact.version)
        return contact

    def with_email(self, email: str) -> Contact | None:
        """The contact with this e-mail, however it is spelt."""
        return self._by_email.get(email_key(email))

    def add(self, id: UUID, details: ContactDetails, *, is_primary: bool, tags: Iterable[str], at: datetime) -> Contact:
        """A new contact; the first becomes primary. Raises TooManyContacts, DuplicateContactEmail, Invalid."""
        if self._unread + len(self._contacts) >= self._limit:
            raise TooManyContacts(self._limit)
        self._refuse_taken(details.email, by=None)
        contact = Contact(
            id,
            self.customer_id,
            details,
            is_primary=is_primary or not (self._unread or self._contacts),
            tags=_few(each_once(tags)),
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
        contact.record(event, differences("contact", None, details))
        return contact

    def update(self, contact: Contact, provided: Provided, *, at: datetime) -> None:
        """Replaces the provided details; `is_primary` hands over. Raises DuplicateContactEmail, Invalid."""
        details = contact.details.replaced({field: value for field, value in provided.items() if field != "is_primary"})
        is_primary = provided.get("is_primary", contact.is_primary)
        if contact.is_primary and not is_primary:
            raise Invalid.field("isPrimary", "must stay true; make another contact primary instead")
        self._refuse_taken(details.email, by=contact)
        if is_primary and not contact.is_primary:
            self._hand_over(at)
        del self._by_email[contact.email_key]
        contact._replace(details, is_primary, at)
        self._by_email[contact.email_key] = contact

    def remove(self, contact: Contact, reason: str | None, *, at: datetime) -> None:
        """Takes a contact out. Raises PrimaryContactRemoval while others exist."""
        if contact.is_primary and self._unread + len(self._contacts) > 1:
            raise PrimaryContactRemoval
        self._drop(contact)
        lost = {
            path: Change(change.new, None) for path, change in differences("contact", None, contact.details).items()
        }
        event = ContactRemoved(contact_id=contact.id, customer_id=self.customer_id, reason=reason, removed_at=at)
        contact.record(event, lost)

    def remove_handing_over(self, contact: Contact, reason: str, *, at: datetime) -> None:
        """As `remove`; if it is the primary, another takes over first."""
        self._hand_on(contact, at)
        self.remove(contact, reason, at=at)

    def take_out(self, contact: Contact, *, at: datetime) -> None:
        """Gives a contact up to another customer, which takes it in; if it is the primary, another takes over first."""
        self._hand_on(contact, at)
        del self._contacts[contact.id], self._by_email[contact.email_key]

    def take_in(self, contact: Contact, *, is_primary: bool, at: datetime) -> None:
        """Takes in a contact that another customer gave up. Nobody here has its e-mail."""
        changes = {"contact.isPrimary": Change(contact.is_primary, is_primary)}
        event = ContactMoved(
            contact_id=contact.id,
            customer_id=self.customer_id,
            previous_customer_id=contact.customer_id,
            moved_at=at,
        )
        if is_primary:
            self._hand_over(at)
        contact.record(event, changes if contact.is_primary != is_primary else {})
        contact.customer_id, contact.is_primary, contact.last_modified_at = self.customer_id, is_primary, at
        self._contacts[contact.id] = self._by_email[contact.email_key] = contact

    def merge_away(self, contact: Contact, into: Contact, *, at: datetime) -> None:
        """The contact is the same person as another customer's: what it was stays in its event alone."""
        lost = {
            path: Change(change.new, None) for path, change in differences("contact", None, contact.details).items()
        }
        lost |= {
            "contact.tags": Change(list(contact.tags), None),
            "contact.createdAt": Change(contact.created_at, None),
        }
        self._drop(contact)
        event = ContactMerged(
            contact_id=contact.id, customer_id=into.customer_id, into_contact_id=into.id, merged_at=at
        )
        contact.record(event, lost)

    def revive(self, contact: Contact, *, at: datetime) -> None:
        """A contact that was merged away is one of its own again. Nobody here has its e-mail."""
        contact.is_revived = True
        self._contacts[contact.id] = self._by_email[contact.email_key] = contact
        event = ContactUnmerged(contact_id=contact.id, customer_id=self.customer_id, unmerged_at=at)
        contact.record(event, differences("contact", None, contact.details))

    def give_fresh_consent(self, contact: Contact, consent: FreshConsent) -> None:
        """Who was erased is known again, by its own wish."""
        event = ContactConsentGivenAnew(contact_id=contact.id, customer_id=self.customer_id, **vars(consent))
        contact.record(event, {})

    def erase(self, contact: Contact, *, by: str, at: datetime) -> None:
        """Takes a contact out without a trace of what it was; if it is the primary, another takes over first."""
        self._hand_on(contact, at)
        self._drop(contact)
        event = ContactErased(contact_id=contact.id, customer_id=self.customer_id, erased_at=at, erased_by=by)
        contact.record(event, {})

    def restore(self, contact: Contact, details: ContactDetails, tags: Collection[str], *, at: datetime) -> None:
        """Puts a contact back to former details and takes later tags away. Raises DuplicateContactEmail."""
        self.update(contact, vars(details), at=at)
        former = set(map(fold, tags))
        for tag in contact.tags:
            if fold(tag) not in former:
                self.untag(contact, tag, at=at)

    def tag(self, contact: Contact, *tags: str, at: datetime) -> None:
        """Adds all tags but those the contact has in whatever case, or none of them. Raises Invalid if too many."""
        for tag in _few(each_once((*contact.tags, *tags)))[len(contact.tags) :]:
            event = ContactTagged(contact_id=contact.id, customer_id=self.customer_id, tag=tag, tagged_at=at)
            contact._retag((*contact.tags, tag), event, at)

    def untag(self, contact: Contact, tag: str, *, at: datetime) -> None:
        """Takes a tag away, in whatever case, if the contact has it."""
        tags = tuple(kept for kept in contact.tags if fold(kept) != fold(tag))
        if tags != contact.tags:
            event = ContactUntagged(contact_id=contact.id, customer_id=self.customer_id, tag=tag, untagged_at=at)
            contact._retag(tags, event, at)

    def _drop(self, contact: Contact) -> None:
        del self._contacts[contact.id], self._by_email[contact.email_key]
        contact.is_removed = True
        self._removed[contact.id] = contact

    def _hand_on(self, contact: Contact, at: datetime) -> None:
        """Has another be the primary, if this one is and there is another."""
        if contact.is_primary and (other := next((one for one in self if one is not contact), None)):
            self.update(other, {"is_primary": True}, at=at)

    def _hand_over(self, at: datetime) -> None:
        assert self.is_complete, "the present primary may be among those not read"
        for contact in self._contacts.values():
            if contact.is_primary:
                contact._replace(contact.details, False, at)

    def _refuse_taken(self, email: str, *, by: Contact | None) -> None:
        if self.with_email(email) not in (None, by):
            raise DuplicateContactEmail


def _few(tags: tuple[str, ...]) -> tuple[str, ...]:
    if len(tags) > MAX_TAGS:
        raise Invalid.field("tags", f"must have at most {MAX_TAGS} entries")
    return tags

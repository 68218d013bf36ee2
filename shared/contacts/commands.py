"""What can be done with contacts, each in one transaction under their customer's lock."""

from dataclasses import dataclass
from uuid import UUID

from shared.consents.services import note, note_fresh
from shared.consents.values import Consent
from shared.contacts.model import Contact, CustomerContacts
from shared.contacts.services import index_contacts, open_contacts
from shared.contacts.values import ContactDetails
from shared.kernel.ids import new_id
from shared.kernel.values import Provided
from shared.platform.application.commands import Command, Versioned
from shared.platform.application.unit_of_work import UnitOfWork
from shared.suppression.model import FreshConsent
from shared.suppression.services import admit


@dataclass(frozen=True)
class AddContact(Command[Contact]):
    """Raises CustomerNotFound, CustomerArchived, TooManyContacts, DuplicateContactEmail, Suppressed."""

    customer_id: UUID
    details: ContactDetails
    is_primary: bool = False
    tags: tuple[str, ...] = ()
    fresh_consent: FreshConsent | None = None

    def handle(self, uow: UnitOfWork) -> Contact:
        contacts = open_contacts(uow, self.customer_id)
        admit(uow.session, *self.details.addresses, consent=self.fresh_consent)
        contact = contacts.add(new_id(), self.details, is_primary=self.is_primary, tags=self.tags, at=uow.now)
        if self.fresh_consent:
            contacts.give_fresh_consent(contact, self.fresh_consent)
            note_fresh(uow, self.customer_id, contact.id, self.fresh_consent)
        index_contacts(uow, contacts)
        return contact


@dataclass(frozen=True)
class ContactCommand(Versioned[Contact]):
    """Something done to one contact. Raises as AddContact, and ContactNotFound, VersionConflict."""

    customer_id: UUID
    contact_id: UUID

    def _opened(self, uow: UnitOfWork) -> tuple[CustomerContacts, Contact]:
        contacts = open_contacts(uow, self.customer_id)
        return contacts, contacts.contact(self.contact_id, expecting=self.expecting)


@dataclass(frozen=True, kw_only=True)
class UpdateContact(ContactCommand):
    """Replaces the provided fields. Raises Suppressed, too."""

    provided: Provided
    fresh_consent: FreshConsent | None = None

    def handle(self, uow: UnitOfWork) -> Contact:
        contacts, contact = self._opened(uow)
        named = {field: value for field, value in self.provided.items() if field in ("email", "phone")}
        new = set(contact.details.replaced(named).addresses) - set(contact.details.addresses)
        admit(uow.session, *new, consent=self.fresh_consent)
        if self.fresh_consent:
            contacts.give_fresh_consent(contact, self.fresh_consent)
            note_fresh(uow, self.customer_id, contact.id, self.fresh_consent)
        contacts.update(contact, self.provided, at=uow.now)
        index_contacts(uow, contacts)
        return contact


@dataclass(frozen=True)
class ChangeContactConsent(Command[UUID]):
    """Notes what a contact agrees to, or withdraws. Returns the change's id. Raises as AddContact, ContactNotFound."""

    customer_id: UUID
    contact_id: UUID
    consent: Consent

    def handle(self, uow: UnitOfWork) -> UUID:
        open_contacts(uow, self.customer_id).contact(self.contact_id)
        return note(uow, self.customer_id, self.contact_id, self.consent)


@dataclass(frozen=True, kw_only=True)
class RemoveContact(ContactCommand):
    """Raises PrimaryContactRemoval, too."""

    reason: str | None = None

    def handle(self, uow: UnitOfWork) -> Contact:
        contacts, contact = self._opened(uow)
        contacts.remove(contact, self.reason, at=uow.now)
        index_contacts(uow, contacts)
        return contact


@dataclass(frozen=True, kw_only=True)
class TagContact(ContactCommand):
    """Adds a tag, unless the contact has it in whatever case."""

    tag: str

    def handle(self, uow: UnitOfWork) -> Contact:
        contacts, contact = self._opened(uow)
        contacts.tag(contact, self.tag, at=uow.now)
        return contact


@dataclass(frozen=True, kw_only=True)
class UntagContact(ContactCommand):
    """Takes a tag away, in whatever case, if the contact has it."""

    tag: str

    def handle(self, uow: UnitOfWork) -> Contact:
        contacts, contact = self._opened(uow)
        contacts.untag(contact, self.tag, at=uow.now)
        return contact

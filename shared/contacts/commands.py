"""What can be done with contacts, each in one transaction under the customer's fence."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.contacts.model import Contact, CustomerContacts
from shared.contacts.values import ContactDetails
from shared.kernel.ids import new_id
from shared.kernel.text import words
from shared.platform.application.mediator import Command, Handlers
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.persistence.repository import Versions


@dataclass(frozen=True)
class AddContact(Command[Contact]):
    """Raises CustomerNotFound, InvalidStatusTransition (archived), TooManyContacts, DuplicateContactEmail."""

    customer_id: UUID
    details: ContactDetails
    is_primary: bool = False
    tags: tuple[str, ...] = ()


def add_contact(command: AddContact, uow: UnitOfWork) -> Contact:
    book = open_book(command.customer_id, uow)
    contact = book.add(new_id(), command.details, is_primary=command.is_primary, tags=command.tags, at=uow.now)
    keep_findable(book, uow)
    return contact


@dataclass(frozen=True)
class ContactChange(Command[Contact]):
    """Something done to one contact. Raises as AddContact, and ContactNotFound, VersionConflict."""

    customer_id: UUID
    contact_id: UUID
    expecting: Versions = None


@dataclass(frozen=True, kw_only=True)
class UpdateContact(ContactChange):
    provided: Mapping[str, Any]


def update_contact(command: UpdateContact, uow: UnitOfWork) -> Contact:
    book = open_book(command.customer_id, uow)
    contact = book.contact(command.contact_id, expecting=command.expecting)
    book.update(contact, command.provided, at=uow.now)
    keep_findable(book, uow)
    return contact


@dataclass(frozen=True, kw_only=True)
class RemoveContact(ContactChange):
    """Raises PrimaryContactRemoval, too."""

    reason: str | None = None


def remove_contact(command: RemoveContact, uow: UnitOfWork) -> Contact:
    book = open_book(command.customer_id, uow)
    contact = book.contact(command.contact_id, expecting=command.expecting)
    book.remove(contact, command.reason, at=uow.now)
    keep_findable(book, uow)
    return contact


@dataclass(frozen=True, kw_only=True)
class TagContact(ContactChange):
    tag: str


def tag_contact(command: TagContact, uow: UnitOfWork) -> Contact:
    book = open_book(command.customer_id, uow)
    contact = book.contact(command.contact_id, expecting=command.expecting)
    book.tag(contact, command.tag, at=uow.now)
    return contact


@dataclass(frozen=True, kw_only=True)
class UntagContact(ContactChange):
    tag: str


def untag_contact(command: UntagContact, uow: UnitOfWork) -> Contact:
    book = open_book(command.customer_id, uow)
    contact = book.contact(command.contact_id, expecting=command.expecting)
    book.untag(contact, command.tag, at=uow.now)
    return contact


def open_book(customer_id: UUID, uow: UnitOfWork) -> CustomerContacts:
    """The customer's contacts, held still for the rest of the transaction."""
    version = uow.customers.lock_contacts(customer_id)
    return uow.contacts.book(customer_id, version, limit=uow.business.max_contacts_per_customer)


def keep_findable(book: CustomerContacts, uow: UnitOfWork) -> None:
    """Customers are found by the names and e-mails of their contacts, too."""
    spoken = (text for contact in book.contacts for text in (contact.details.full_name, contact.details.email))
    uow.customers.index_contacts({book.customer_id: _words(spoken)})


def keep_all_findable(customer_ids: Collection[UUID], uow: UnitOfWork) -> None:
    """As `keep_findable`, for many customers whose contacts are written already, each held still meanwhile."""
    held = uow.customers.lock_contacts_of(customer_ids)
    uow.customers.index_contacts({id: _words(spoken) for id, spoken in uow.contacts.names_and_emails_of(held).items()})


def _words(spoken: Iterable[str]) -> str:
    return " ".join(words("\n".join(spoken)))


HANDLERS: Handlers = {
    AddContact: add_contact,
    UpdateContact: update_contact,
    RemoveContact: remove_contact,
    TagContact: tag_contact,
    UntagContact: untag_contact,
}

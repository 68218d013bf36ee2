"""What this and other concepts do with contacts inside a unit of work: under their customer's lock, findable after."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from shared.contacts import merging
from shared.contacts.errors import ContactNotFound
from shared.contacts.model import Contact, CustomerContacts
from shared.contacts.repository import ADDRESSES, OF_CUSTOMER, ContactRepository, FoundBy, as_contact, c
from shared.contacts.values import ContactDetails, ContactStatus
from shared.customers import identity, services as customers
from shared.kernel.ids import new_id
from shared.kernel.text import email_key
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.event_log import read
from shared.platform.messaging.streams import destroy_key
from shared.platform.messaging.tables import domain_events

WITH_EMAIL = OF_CUSTOMER.where(c.EmailKey == bindparam("address"))
WITH_PHONE = OF_CUSTOMER.where(c.Phone == bindparam("address"))
ELSEWHERE = select(c.CustomerId, c.Id).order_by(c.CustomerId, c.Id).limit(identity.MOST_FOUND)
OWNER = select(c.CustomerId).where(c.Id == bindparam("contact"))
t = domain_events.c
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def open_contacts(
    uow: UnitOfWork, customer_id: UUID, *, even_archived: bool = False, even_merging: bool = False
) -> CustomerContacts:
    """All contacts of a customer, locked for the rest of the transaction.

    Raises CustomerNotFound, CustomerArchived, CustomerMerging.
    """
    repository = uow.repository(ContactRepository)
    if opened := repository.opened(customer_id):
        return opened
    version = customers.lock_contacts(uow, customer_id, even_archived=even_archived, even_merging=even_merging)
    return repository.open(customer_id, version, limit=uow.business.max_contacts_per_customer)


def erase(uow: UnitOfWork, customer_id: UUID, contact_id: UUID) -> tuple[str, ...]:
    """Erases one contact, also one that was removed before. Returns its addresses.

    Raises CustomerNotFound, ContactNotFound, CustomerMerging.
    """
    contacts = open_contacts(uow, customer_id, even_archived=True)
    customers.refuse_in_merge(uow.session, customer_id)
    ids = merging.ids_of(uow.session, contact_id)
    addresses = {address for id in ids[1:] for address in _addresses_in_log(uow.session, t.AggregateId == id)}
    try:
        contact = contacts.contact(contact_id)
    except ContactNotFound:
        found = _addresses_in_log(uow.session, t.AggregateId == contact_id, t.CustomerId == customer_id)
        if not found:
            raise
        addresses.update(found)
    else:
        addresses.update(contact.details.addresses)
        contacts.erase(contact, by=uow.actor, at=uow.now)
        index_contacts(uow, contacts)
        uow.flush()  # that it is no more the primary is written under its key
    for id in ids:  # whoever was merged into it is the same person
        destroy_key(uow.session, id)
    return tuple(addresses)


def _addresses_in_log(session: Session, *mine: ColumnElement[bool]) -> tuple[str, ...]:
    """Those that a contact had, as the event log tells; none if there was no such contact, or it was erased."""
    events = read(session, session.execute(select(domain_events).where(*mine)).all())
    changed = [event.changes.get(path) for event in events for path in ("contact.email", "contact.phone")]
    return tuple({str(change.new) for change in changed if change and change.new})


def addresses_of(session: Session, customer_id: UUID) -> tuple[str, ...]:
    """The e-mail addresses and phone numbers of a customer's contacts."""
    rows = session.execute(ADDRESSES, {"customer": customer_id}).all()
    return tuple(address for row in rows for address in row if address)


def with_address(
    session: Session, customer_id: UUID, *, email: str | None = None, phone: str | None = None
) -> Contact | None:
    """The customer's contact with this e-mail, however it is spelt, or this phone number; of several any active one."""
    ask, address = (WITH_EMAIL, email_key(email)) if email else (WITH_PHONE, phone)
    rows = session.connection().execute(ask, {"customer": customer_id, "address": address})
    found = [as_contact(row) for row in rows]
    found.sort(key=lambda one: (one.details.status is not ContactStatus.ACTIVE, one.id))
    return found[0] if found else None


def with_phone(session: Session, phone: str) -> list[tuple[UUID, UUID]]:
    """The contacts that have this number: their customer's id, and their own."""
    rows = session.execute(ELSEWHERE.where(c.Phone == phone)).all()
    return [(row.CustomerId, row.Id) for row in rows]


def with_email(session: Session, email: str) -> list[tuple[UUID, UUID]]:
    """The contacts that have this address, however it is spelt: their customer's id, and their own."""
    rows = session.execute(ELSEWHERE.where(c.EmailKey == email_key(email))).all()
    return [(row.CustomerId, row.Id) for row in rows]


def present(session: Session, customer_id: UUID, contact_id: UUID | None) -> tuple[UUID, UUID | None]:
    """Whom the ids of a customer and of one of its contacts stand for."""
    stands_for = identity.standing_for(session, customer_id)
    if contact_id is not None:
        contact_id = merging.standing_for(session, contact_id)
        owner = session.scalar(OWNER, {"contact": contact_id})
        if owner in (customer_id, stands_for) or (owner and identity.becomes(session, customer_id, owner)):
            return owner, contact_id
    return stands_for, contact_id


def mark(uow: UnitOfWork, customer_id: UUID, contact_id: UUID, status: ContactStatus) -> None:
    """Notes that a contact can't be written to any more. Raises CustomerNotFound, CustomerArchived, ContactNotFound."""
    contacts = open_contacts(uow, customer_id, even_merging=True)
    contact = contacts.contact(contact_id)
    if contact.details.status in (ContactStatus.ACTIVE, ContactStatus.INACTIVE):
        contacts.update(contact, {"status": status}, at=uow.now)


def open_contacts_of(
    uow: UnitOfWork, customer_ids: Collection[UUID], *, emails: Collection[str] | None = None
) -> dict[UUID, CustomerContacts]:
    """As `open_contacts`, for many, without customers that are archived or gone.

    With `emails` (in comparison form) only contacts with these are read: enough to add others, or to change these.
    """
    versions = customers.lock_contacts_of(uow, customer_ids)
    limit = uow.business.max_contacts_per_customer
    return uow.repository(ContactRepository).open_many(versions, limit=limit, emails=emails)


def simulate_contacts_of(
    uow: UnitOfWork, versions: Mapping[UUID, int], *, emails: Collection[str], simulated: Mapping[UUID, Collection[str]]
) -> dict[UUID, CustomerContacts]:
    """The contacts of these customers for a dry run: nothing done to them is written.

    `simulated` are e-mails that the dry run has given to contacts of these customers before.
    """
    more = {id: [_simulated(id, email) for email in addresses] for id, addresses in simulated.items()}
    limit = uow.business.max_contacts_per_customer
    return uow.repository(ContactRepository).simulate(versions, limit=limit, emails=emails, simulated=more)


def _simulated(customer_id: UUID, email: str) -> Contact:
    details = ContactDetails("", "", email)
    return Contact(new_id(), customer_id, details, is_primary=False, tags=(), created_at=LONG_AGO, version=1)


def index_contacts(uow: UnitOfWork, opened: CustomerContacts) -> None:
    """Customers are found by the names, e-mails and phones of their contacts, too."""
    found = (FoundBy(one.details.full_name, one.details.email, one.details.phone) for one in opened)
    customers.index_contacts(uow, {opened.customer_id: _words(found)})


def index_contacts_of(uow: UnitOfWork, customer_ids: Collection[UUID]) -> None:
    """As `index_contacts`, for many customers whose contacts are written already."""
    locked = customers.lock_contacts_of(uow, customer_ids)
    found = uow.repository(ContactRepository).found_by(locked)
    customers.index_contacts(uow, {id: _words(contacts) for id, contacts in found.items()})


def index_anew(uow: UnitOfWork, customer_ids: Collection[UUID]) -> None:
    """Makes the search rows of customers anew, archived or not, with what is known of their contacts."""
    customers.index_anew(uow, customer_ids)
    found = uow.repository(ContactRepository).found_by(customer_ids)
    customers.index_contacts(uow, {id: _words(contacts) for id, contacts in found.items()})


def _words(found: Iterable[FoundBy]) -> str:
    return " ".join(term for one in found for term in customers.search_terms(**one._asdict()))

"""Contacts by customer: read whole or by e-mail, changed under their customer's lock, written in few statements."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Delete, Update, bindparam, delete, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from shared.contacts.cache import contacts_key
from shared.contacts.model import Contact, CustomerContacts
from shared.contacts.tables import contacts
from shared.contacts.values import ContactDetails
from shared.customers.cache import SEARCHES
from shared.platform.persistence.aliases import AnyRow, RowValues
from shared.platform.persistence.bulk import in_values, insert_rows
from shared.platform.persistence.repository import Repository

c = contacts.c
OF_CUSTOMER = select(contacts).where(c.CustomerId == bindparam("customer"))
OF_CUSTOMERS = select(contacts).where(in_values(c.CustomerId, "customers"))
WITH_EMAILS = select(contacts).where(in_values(c.EmailKey, "emails"))
COUNTED = (
    select(c.CustomerId, func.count().label("Total")).where(in_values(c.CustomerId, "customers")).group_by(c.CustomerId)
)
FOUND_BY_OF = select(c.CustomerId, c.FirstName, c.LastName, c.Email, c.Phone).where(
    in_values(c.CustomerId, "customers")
)
ADDRESSES = select(c.Email, c.Phone).where(c.CustomerId == bindparam("customer"))
AS_READ = (c.Id == bindparam("contact"), c.RowVersion == bindparam("as_read"))
CHANGE, REMOVE = update(contacts).where(*AS_READ), delete(contacts).where(*AS_READ)


class FoundBy(NamedTuple):
    """What a contact is found by."""

    names: str
    email: str
    phone: str | None


class ContactRepository(Repository):
    """Contacts are reached through their customer's, which are opened once in a unit of work."""

    shown_in = frozenset({SEARCHES})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._open: dict[UUID, CustomerContacts] = {}

    def opened(self, customer_id: UUID) -> CustomerContacts | None:
        """The customer's contacts if they are open, all of them read."""
        found = self._open.get(customer_id)
        if found and not found.is_complete:
            rows = self.session.execute(OF_CUSTOMER, {"customer": customer_id})
            found.include(map(as_contact, rows), version=found.version)
        return found

    def open(self, customer_id: UUID, version: int, *, limit: int) -> CustomerContacts:
        """All contacts of a customer whose lock the caller holds, at the version the lock gave."""
        rows = self.session.execute(OF_CUSTOMER, {"customer": customer_id})
        return self._keep(CustomerContacts(customer_id, version, map(as_contact, rows), limit=limit))

    def open_many(
        self, versions: Mapping[UUID, int], *, limit: int, emails: Collection[str] | None = None
    ) -> dict[UUID, CustomerContacts]:
        """As `open`, for many customers; with `emails` (in comparison form) only contacts with these are read."""
        read = self._read(versions, emails)
        for id, (found, unread) in read.items():
            if known := self._open.get(id):
                known.include(found, version=versions[id])
            else:
                self._keep(CustomerContacts(id, versions[id], found, limit=limit, unread=unread))
        return {id: self._open[id] for id in versions}

    def simulate(
        self,
        versions: Mapping[UUID, int],
        *,
        limit: int,
        emails: Collection[str],
        simulated: Mapping[UUID, Iterable[Contact]],
    ) -> dict[UUID, CustomerContacts]:
        """As `open_many`, with further contacts that only a dry run knows; nothing done to them is written."""
        return {
            id: CustomerContacts(id, versions[id], [*found, *simulated.get(id, ())], limit=limit, unread=unread)
            for id, (found, unread) in self._read(versions, emails).items()
        }

    def found_by(self, customer_ids: Collection[UUID]) -> dict[UUID, list[FoundBy]]:
        """What these customers' contacts are found by, as far as they are written already."""
        found: dict[UUID, list[FoundBy]] = {id: [] for id in customer_ids}
        for customer, first, last, email, phone in self.session.execute(FOUND_BY_OF, {"customers": customer_ids}):
            found[customer].append(FoundBy(f"{first} {last}", email, phone))
        return found

    def _read(
        self, customer_ids: Collection[UUID], emails: Collection[str] | None
    ) -> dict[UUID, tuple[list[Contact], int]]:
        """For each customer the contacts read, and how many there are beside them."""
        found: dict[UUID, list[Contact]] = {id: [] for id in customer_ids}
        if not found:
            return {}
        these = {"customers": list(found)}
        if emails is None:
            rows = self.session.execute(OF_CUSTOMERS, these).all()
        else:
            rows = self.session.execute(WITH_EMAILS, {"emails": list(emails)}).all() if emails else ()
        for row in rows:
            if row.CustomerId in found:
                found[row.CustomerId].append(as_contact(row))
        counts: dict[UUID, int] = {}
        if emails is not None:
            counts = dict(self.session.execute(COUNTED, these).all())
        return {id: (read, max(counts.get(id, 0) - len(read), 0)) for id, read in found.items()}

    def _keep(self, opened: CustomerContacts) -> CustomerContacts:
        self._open[opened.customer_id] = opened
        return opened

    def entities(self) -> Iterable[Contact]:
        return (contact for opened in self._open.values() for contact in opened.entities)

    def cache_keys(self) -> Mapping[str, int]:
        return {contacts_key(opened.customer_id): opened.version for opened in self._open.values()}

    def write_changes(self) -> None:
        """Removals first and primaries last, so that no moment has two primaries."""
        changed = [contact for contact in self.entities() if contact.pending_events]
        changed.sort(key=lambda contact: contact.is_primary)
        written = [contact for contact in changed if _version_in_table(contact)]
        self._each(REMOVE, [_as_read(one) for one in written if one.is_removed])
        self._each(CHANGE, [_as_read(one) | to_row(one) for one in written if not one.is_removed])
        added = [one for one in changed if not _version_in_table(one) and not one.is_removed]
        insert_rows(self.session, contacts, [{"Id": one.id, **to_row(one)} for one in added])

    def _each(self, statement: Update | Delete, rows: list[RowValues]) -> None:
        if not rows:
            return
        connection = self.session.connection()
        done = connection.execute(statement, rows if len(rows) > 1 else rows[0]).rowcount
        if done != len(rows) and (len(rows) == 1 or connection.dialect.supports_sane_multi_rowcount):
            raise StaleDataError(f"{len(rows)} contacts were to be written, {done} were as they had been read.")


def _version_in_table(contact: Contact) -> int:
    """The version that the table has of a contact with pending events; 0 if it has none."""
    return 0 if contact.is_revived else contact.pending_events[0].sequence - 1


def _as_read(contact: Contact) -> RowValues:
    return {"contact": contact.id, "as_read": _version_in_table(contact)}


def as_contact(row: AnyRow) -> Contact:
    """A row of the table as a contact."""
    return Contact(
        row.Id,
        row.CustomerId,
        ContactDetails(
            first_name=row.FirstName,
            last_name=row.LastName,
            email=row.Email,
            phone=row.Phone,
            position=row.Position,
            status=row.Status,
        ),
        is_primary=row.IsPrimary,
        tags=row.Tags or (),
        created_at=row.CreatedAt,
        last_modified_at=row.LastModifiedAt,
        version=row.RowVersion,
    )


def to_row(contact: Contact) -> RowValues:
    """A contact as a row of the table, without its id."""
    details = contact.details
    return {
        "CustomerId": contact.customer_id,
        "FirstName": details.first_name,
        "LastName": details.last_name,
        "Email": details.email,
        "Phone": details.phone,
        "Position": details.position,
        "IsPrimary": contact.is_primary,
        "Status": details.status,
        "Tags": contact.tags,
        "CreatedAt": contact.created_at,
        "LastModifiedAt": contact.last_modified_at,
        "EmailKey": contact.email_key,
        "RowVersion": contact.version,
    }

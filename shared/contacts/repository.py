"""Contacts by book: read whole, changed under their customer's fence, written in few statements."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from shared.contacts.model import Contact, ContactNotFound, CustomerContacts, DuplicateContactEmail
from shared.contacts.tables import contacts
from shared.contacts.values import ContactDetails
from shared.kernel.ids import new_id
from shared.platform.persistence.bulk import in_values, insert_rows
from shared.platform.persistence.repository import Store

c = contacts.c
IN_BOOK = select(contacts).where(c.CustomerId == bindparam("customer"))
IN_BOOKS = select(contacts).where(in_values(c.CustomerId, "customers"))
WITH_EMAILS = select(contacts).where(in_values(c.EmailKey, "emails"))
COUNTED = (
    select(c.CustomerId, func.count().label("Total")).where(in_values(c.CustomerId, "customers")).group_by(c.CustomerId)
)
SPOKEN = select(c.CustomerId, c.FirstName, c.LastName, c.Email).where(in_values(c.CustomerId, "customers"))
CHANGE = update(contacts).where(c.Id == bindparam("contact"))
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
REMOVE = delete(contacts).where(c.Id == bindparam("contact"))


class ContactRepository(Store[Contact]):
    kind, missing = Contact, ContactNotFound
    constraints = {  # noqa: RUF012
        "EmailKey": partial(DuplicateContactEmail, "Another contact of this customer already has this e-mail address."),
    }

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.books: list[CustomerContacts] = []

    def book(self, customer_id: UUID, version: int, *, limit: int) -> CustomerContacts:
        """The book of a customer whose fence the caller holds, at the version the fence gave."""
        rows = self.session.execute(IN_BOOK, {"customer": customer_id}).all()
        book = CustomerContacts(customer_id, version, map(as_contact, rows), limit=limit)
        self.books.append(book)
        return book

    def books_of(
        self,
        versions: Mapping[UUID, int],
        *,
        limit: int,
        emails: Collection[str] | None = None,
        imagined: Mapping[UUID, Sequence[str]] | None = None,
    ) -> dict[UUID, CustomerContacts]:
        """As `book`, for many customers at once; with `emails` (in comparison form) only those contacts are read.

        With `imagined` the books also hold contacts with these e-mails, and nothing that is done to them is written.
        """
        found: dict[UUID, list[Contact]] = {id: [] for id in versions}
        counts: dict[UUID, int] = {}
        if versions:
            these = {"customers": list(versions)}
            rows = self.session.execute(IN_BOOKS, these) if emails is None else self._with_emails(emails)
            for row in rows:
                if row.CustomerId in found:
                    found[row.CustomerId].append(as_contact(row))
            if emails is not None:
                counts = {row.CustomerId: row.Total for row in self.session.execute(COUNTED, these).all()}
        unread = {id: max(counts.get(id, 0) - len(read), 0) for id, read in found.items()}
        for id, addresses in (imagined or {}).items():
            found[id] += (_imagined(id, address) for address in addresses)
        made = {
            id: CustomerContacts(id, versions[id], read, limit=limit, unread=unread[id]) for id, read in found.items()
        }
        if imagined is None:
            self.books += made.values()
        return made

    def names_and_emails_of(self, customer_ids: Collection[UUID]) -> dict[UUID, list[str]]:
        """The names and e-mails in the books of these customers, as far as they are written already."""
        spoken: dict[UUID, list[str]] = {id: [] for id in customer_ids}
        for customer, first, last, email in self.session.execute(SPOKEN, {"customers": customer_ids}).all():
            spoken[customer] += (first, last, email)
        return spoken

    def _with_emails(self, emails: Collection[str]) -> Iterable[Row[Any]]:
        return self.session.execute(WITH_EMAILS, {"emails": list(emails)}) if emails else ()

    def write_changes(self) -> None:
        """Writes what changed: removals first and primaries last, so that no moment has two primaries."""
        changed = [contact for book in self.books for contact in book.changed]
        self.seen = list(changed)
        changed.sort(key=lambda contact: contact.is_primary)
        self._each(REMOVE, [{"contact": one.id} for one in changed if one.is_removed and not one.is_new])
        kept = [one for one in changed if not one.is_removed]
        self._each(CHANGE, [{"contact": one.id, **_columns(one)} for one in kept if not one.is_new])
        added = [{"Id": one.id, "CustomerId": one.customer_id, **_columns(one)} for one in kept if one.is_new]
        insert_rows(self.session, contacts, added)

    def _each(self, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self.session.execute(statement, rows)


def _imagined(customer_id: UUID, email: str) -> Contact:
    details = ContactDetails("", "", email)
    return Contact(new_id(), customer_id, details, is_primary=False, tags=(), created_at=LONG_AGO, version=1)


def as_contact(row: Row[Any]) -> Contact:
    """A row of the table as a contact."""
    details = ContactDetails(row.FirstName, row.LastName, row.Email, row.Phone, row.Position, row.Status)
    return Contact(
        row.Id, row.CustomerId, details, is_primary=row.IsPrimary, tags=row.Tags or (), created_at=row.CreatedAt,
        last_modified_at=row.LastModifiedAt, version=row.RowVersion,
    )  # fmt: skip


def _columns(contact: Contact) -> dict[str, Any]:
    details = contact.details
    return {
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

"""What can be asked about contacts. A customer's book is small: it is read, and cached, as a whole."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Row, select
from sqlalchemy.orm import Session

from shared.adapters.cache import Entry
from shared.contacts.model import Contact, ContactNotFound
from shared.contacts.repository import IN_BOOK, as_contact
from shared.contacts.requests import ContactQuery
from shared.contacts.responses import ContactResponse
from shared.contacts.tables import contacts
from shared.customers.queries import contacts_version
from shared.kernel.text import fold, sort_key
from shared.platform.persistence.bulk import in_values
from shared.platform.web.paging import Page, Window, as_text, not_this_querys_cursor

BATCH = 5000


def book_key(customer_id: UUID | str) -> str:
    """Where the cache keeps a customer's contacts."""
    return f"contacts:{customer_id}"


def load_book(session: Session, customer_id: UUID) -> Entry:
    """All contacts of a customer: the primary first, then by name. Raises CustomerNotFound."""
    version = contacts_version(session, customer_id)
    book = [as_contact(row) for row in session.execute(IN_BOOK, {"customer": customer_id})]
    book.sort(
        key=lambda one: (not one.is_primary, sort_key(one.details.last_name), sort_key(one.details.first_name), one.id)
    )
    shown = [[one.version, ContactResponse.of(one).model_dump(mode="json", by_alias=True)] for one in book]
    return Entry(version, json.dumps(shown, ensure_ascii=False).encode())


def contacts_with_ids(session: Session, ids: Sequence[UUID]) -> dict[UUID, Contact]:
    """These contacts, whoever's they are; those that do not exist are left out."""
    rows = session.execute(select(contacts).where(contacts.c.Id.in_(ids)))
    return {row.Id: as_contact(row) for row in rows}


LISTED: Mapping[str, Column[Any]] = {
    "contactId": contacts.c.Id,
    "firstName": contacts.c.FirstName,
    "lastName": contacts.c.LastName,
    "email": contacts.c.Email,
    "phone": contacts.c.Phone,
    "position": contacts.c.Position,
    "tags": contacts.c.Tags,
    "customerId": contacts.c.CustomerId,
    "isPrimary": contacts.c.IsPrimary,
    "status": contacts.c.Status,
    "createdAt": contacts.c.CreatedAt,
    "lastModifiedAt": contacts.c.LastModifiedAt,
}
"""A list's columns that a contact itself knows."""


def streamed(session: Session, columns: Sequence[str], customer_ids: Sequence[UUID]) -> Iterator[Sequence[Row[Any]]]:
    """All contacts (of these customers, if any are named) in batches: customer by customer, the primary first.

    One statement, so that the whole is of one moment; each row holds the customer's id and then the columns.
    """
    c = contacts.c
    wanted = select(c.CustomerId, *(LISTED[name].label(f"_{name}") for name in columns))
    if customer_ids:
        wanted = wanted.where(in_values(c.CustomerId, "customers"))
    wanted = wanted.order_by(c.CustomerId, c.IsPrimary.desc(), c.LastName, c.FirstName, c.Id)
    rows = session.execute(
        wanted, {"customers": customer_ids} if customer_ids else {}, execution_options={"yield_per": BATCH}
    )
    yield from rows.partitions()


def listed(book: Entry, asked: ContactQuery, window: Window) -> Page[ContactResponse]:
    """A page of a book's contacts."""
    shown = [
        contact for _, contact in _contacts(book) if asked.tag is None or fold(asked.tag) in map(fold, contact["tags"])
    ]
    after = window.after_values(as_text)
    start = window.offset if after is None else _place(shown, after[0]) + 1
    part = shown[start : start + window.size]
    last = [part[-1]["id"]] if start + window.size < len(shown) else None
    views = [ContactResponse.model_validate_json(json.dumps(contact), by_alias=True, by_name=False) for contact in part]
    return Page[ContactResponse].of(views, len(shown), window, last)


def one_of(book: Entry, contact_id: UUID) -> Entry:
    """One of a book's contacts. Raises ContactNotFound."""
    for version, contact in _contacts(book):
        if contact["id"] == str(contact_id):
            return Entry(version, json.dumps(contact, ensure_ascii=False).encode())
    raise ContactNotFound(f"Contact {contact_id} does not exist.")


def _contacts(book: Entry) -> Sequence[tuple[int, dict[str, Any]]]:
    contacts: Sequence[tuple[int, dict[str, Any]]] = json.loads(book.payload)
    return contacts


def _place(shown: Sequence[dict[str, Any]], contact_id: str) -> int:
    for place, contact in enumerate(shown):
        if contact["id"] == contact_id:
            return place
    raise not_this_querys_cursor()

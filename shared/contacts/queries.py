"""What can be asked about contacts. A customer has few: they are read, and cached, as a whole."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.contacts import merging
from shared.contacts.errors import ContactNotFound
from shared.contacts.events import ContactErased
from shared.contacts.model import Contact, CustomerContacts
from shared.contacts.repository import OF_CUSTOMER, as_contact
from shared.contacts.requests import ContactQuery
from shared.contacts.responses import AllContacts, ContactResponse
from shared.contacts.tables import contacts
from shared.customers import identity, queries as customers
from shared.customers.queries import contacts_version
from shared.customers.responses import HistoryEntry
from shared.kernel.text import fitting, fold, sort_key
from shared.platform.caching.rendered import Snapshot
from shared.platform.messaging.tables import domain_events
from shared.platform.persistence.aliases import AnyColumn, AnyRow
from shared.platform.persistence.bulk import in_values
from shared.platform.web.paging import Page, Window, as_number, as_text

BATCH = 5000
LONGEST_KEY = 200
"""Units of a name by which contacts are sorted, so that a cursor can hold them."""
REACHED_AT = select(contacts.c.CustomerId, contacts.c.EmailKey, contacts.c.Phone).where(
    in_values(contacts.c.CustomerId, "customers")
)

NAMED_AT = select(contacts.c.CustomerId, contacts.c.FirstName, contacts.c.LastName).where(
    in_values(contacts.c.CustomerId, "customers")
)


class Place(NamedTuple):
    """Where a contact stands in its customer's list."""

    behind_primary: int
    last_name: str
    first_name: str
    id: UUID


def load_contacts(session: Session, customer_id: UUID) -> Snapshot[AllContacts]:
    """All contacts of a customer: the primary first, then by name. Raises CustomerNotFound."""
    version = contacts_version(session, customer_id)
    rows = session.execute(OF_CUSTOMER, {"customer": customer_id})
    found = sorted((ContactResponse.of(as_contact(row)) for row in rows), key=_place)
    return Snapshot(version, AllContacts(contacts=tuple(found)))


def _place(one: ContactResponse) -> Place:
    last, first = (fitting(sort_key(name), LONGEST_KEY) for name in (one.last_name, one.first_name))
    return Place(int(not one.is_primary), last, first, one.id)


def contacts_of(session: Session, customer_id: UUID, *, limit: int) -> CustomerContacts:
    """All contacts of a customer, to be looked at and not changed."""
    rows = session.execute(OF_CUSTOMER, {"customer": customer_id})
    return CustomerContacts(customer_id, 0, map(as_contact, rows), limit=limit)


def reached_at(session: Session, customer_ids: Sequence[UUID]) -> Iterator[tuple[UUID, str, str | None]]:
    """Of each contact of these customers: its customer, its e-mail in comparison form, its phone."""
    yield from session.connection().execute(REACHED_AT, {"customers": customer_ids})


def names_at(session: Session, customer_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """The first and last names of the contacts of each of these customers."""
    found = dict[UUID, list[str]]()
    for customer_id, *names in session.connection().execute(NAMED_AT, {"customers": list(customer_ids)}):
        found.setdefault(customer_id, []).extend(name for name in names if name)
    return found


def standing_for(session: Session, customer_id: UUID, contact_id: UUID) -> tuple[UUID, UUID]:
    """Whom the ids of a customer and its contact stand for."""
    return identity.standing_for(session, customer_id), merging.standing_for(session, contact_id)


def was_contact(session: Session, customer_id: UUID, contact_id: UUID) -> bool:
    """Whether the customer has, or had, this contact."""
    t = domain_events.c
    mine = (t.AggregateId == contact_id, t.CustomerId == customer_id, t.AggregateType == Contact.__name__)
    return session.execute(select(t.Id).where(*mine).limit(1)).first() is not None


def history_of(session: Session, customer_id: UUID, contact_id: UUID, window: Window) -> Page[HistoryEntry]:
    """A contact's changes field by field, newest first, also of one that was removed.

    Raises CustomerNotFound, ContactNotFound.
    """
    found = customers.history_of(session, customer_id, window, contact_id=contact_id)
    erased = select(domain_events.c.Id).where(
        domain_events.c.AggregateId == contact_id, domain_events.c.EventType == ContactErased.__name__
    )
    if not was_contact(session, customer_id, contact_id) or session.execute(erased.limit(1)).first():
        raise ContactNotFound(contact_id)
    return found


def contacts_with_ids(session: Session, ids: Sequence[UUID]) -> dict[UUID, Contact]:
    """These contacts, whoever's they are; those that do not exist are left out."""
    rows = session.execute(select(contacts).where(contacts.c.Id.in_(ids)))
    return {row.Id: as_contact(row) for row in rows}


LISTED: Mapping[str, AnyColumn] = {
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


def streamed(
    session: Session, columns: Sequence[str], customer_ids: Sequence[UUID], *, after: UUID | None = None
) -> Iterator[list[AnyRow]]:
    """All contacts (of these customers, if any are named) in batches: customer by customer, the primary first.

    A batch ends with a customer's last contact; `after` goes on behind a customer. It is one statement, so that the
    whole is of one moment, and an index gives its order, so that it begins at once. Each row holds the customer's id
    and then the columns.
    """
    c = contacts.c
    sorted_by = (c.IsPrimary, c.LastName, c.FirstName, c.Id)
    wanted = select(c.CustomerId, *(LISTED[name].label(f"_{name}") for name in columns), *sorted_by)
    if customer_ids:
        wanted = wanted.where(in_values(c.CustomerId, "customers"))
    if after is not None:
        wanted = wanted.where(c.CustomerId > after)
    rows = session.execute(
        wanted.order_by(c.CustomerId),
        {"customers": customer_ids} if customer_ids else {},
        execution_options={"yield_per": BATCH},
    )
    batch = list[AnyRow]()
    for _, of_one in groupby(rows, itemgetter(0)):
        batch += sorted(of_one, key=lambda row: (not row[-4], *row[-3:]))
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def page_of(held: AllContacts, asked: ContactQuery, window: Window) -> Page[ContactResponse]:
    """A page of a customer's contacts."""
    found: Sequence[ContactResponse] = held.contacts
    if asked.tag is not None:
        found = [one for one in found if fold(asked.tag) in map(fold, one.tags)]
    after = window.after_values(as_number, as_text, as_text, UUID)
    # behind where the cursor's contact stood, whether it is there still or not
    start = window.offset if after is None else bisect_right(found, Place(*after), key=_place)
    part = found[start : start + window.size]
    last = [*_place(part[-1])[:3], str(part[-1].id)] if start + window.size < len(found) else None
    return Page[ContactResponse].of(part, len(found), window, last)


def one_of(held: AllContacts, contact_id: UUID) -> ContactResponse:
    """One of a customer's contacts. Raises ContactNotFound."""
    found = find_in(held, contact_id)
    if found is None:
        raise ContactNotFound(contact_id)
    return found


def find_in(held: AllContacts, contact_id: UUID) -> ContactResponse | None:
    """One of a customer's contacts, if it is one."""
    return next((one for one in held.contacts if one.id == contact_id), None)

"""What can be asked about customers: each answer is one or two statements."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from shared.customers.errors import CustomerNotFound
from shared.customers.identity import KNOWN, LIVE, THESE
from shared.customers.mapping import CUSTOMER, ONE_CUSTOMER, WHOLE_CUSTOMERS
from shared.customers.responses import (
    CustomerResponse,
    FieldChange,
    HistoryEntry,
    TimelineEntry,
)
from shared.customers.tables import customer_contact_info, customer_preferences, customers, hidden_customers
from shared.customers.values import Address, CustomerSegment, CustomerStatus, CustomerType
from shared.kernel.naming import iso
from shared.platform.caching.rendered import Snapshot
from shared.platform.messaging.event_log import BY_TIME, BY_VERSION, LoggedEvent, read
from shared.platform.messaging.tables import domain_events
from shared.platform.persistence.aliases import AnyColumn
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.keyset import row_after
from shared.platform.web.paging import Page, Window, as_moment, as_number

info = customer_contact_info.c
COMPARED = (
    select(
        *(customers.c.Id, customers.c.CompanyName, info.PrimaryEmail, info.SecondaryEmail, info.PrimaryPhone),
        *(info.SecondaryPhone, info.Website, info.BillingStreet, info.BillingCity, info.BillingZipCode),
        *(info.ShippingStreet, info.ShippingCity, info.ShippingZipCode),
    )
    .join(customer_contact_info, info.CustomerId == customers.c.Id)
    .where(THESE, LIVE)
)


p = customer_preferences.c
KNOWN_OF = (
    select(
        *(customers.c.Id, customers.c.CompanyName, customers.c.Type, customers.c.Segment, customers.c.CreatedAt),
        *(customers.c.LastActivityAt, customers.c.LifetimeValue, customers.c.TotalEvents),
        *(p.PreferredLanguage, p.TimeZone, p.Interests, p.PreferredEventTypes, p.DataProcessingConsent),
    )
    .join(customer_preferences, p.CustomerId == customers.c.Id)
    .where(THESE, LIVE)
)
BOOKED = ("Id", "Type", "CreatedAt", "LastActivityAt", "LifetimeValue", "TotalEvents")


def load_customer(session: Session, customer_id: UUID) -> Snapshot[CustomerResponse]:
    """The customer as its resource shows it. Raises CustomerNotFound."""
    row = session.execute(ONE_CUSTOMER, {"id": customer_id}).one_or_none()
    if row is None or row.IsDeleted:
        raise CustomerNotFound(customer_id)
    customer = CUSTOMER.shown(row)
    return Snapshot(customer.version, CustomerResponse.model_validate(customer))


def is_live(customer_id: AnyColumn) -> ColumnElement[bool]:
    """Whether the customer in a column of another table is neither erased nor archived."""
    hidden = hidden_customers.c.CustomerId
    return ~select(hidden).where(hidden == customer_id).exists()


def agrees(customer_id: AnyColumn) -> ColumnElement[bool]:
    """Whether the customer in a column of another table agrees to the processing of its data."""
    return select(p.CustomerId).where(p.CustomerId == customer_id, p.DataProcessingConsent == true()).exists()


def agrees_now(session: Session, customer_id: UUID) -> bool:
    """Whether a customer agrees to the processing of its data, archived or not."""
    agreed = select(p.CustomerId).where(p.CustomerId == customer_id, p.DataProcessingConsent == true())
    return session.scalar(agreed) is not None


def contacts_version(session: Session, customer_id: UUID) -> int:
    """The version of the customer's contacts. Raises CustomerNotFound."""
    known = select(customers.c.ContactsVersion).where(customers.c.Id == customer_id, ~customers.c.IsDeleted)
    version: int | None = session.scalar(known)
    if version is None:
        raise CustomerNotFound(customer_id)
    return version


class Described(NamedTuple):
    """A customer as far as others are compared with it."""

    id: UUID
    name: str
    emails: tuple[str | None, ...]
    phones: tuple[str | None, ...]
    website: str | None
    addresses: tuple[Address, ...]


def described(session: Session, ids: Collection[UUID]) -> Iterator[Described]:
    """These customers, without those that are archived, erased or being merged."""
    rows = session.connection().execute(COMPARED, {"customers": list(ids)}).all()
    for id, name, mail, second_mail, phone, second_phone, website, *parts in rows:
        billing, shipping = parts[:3], parts[3:]
        addresses = tuple(
            [Address(street, city, None, zip) for street, city, zip in (billing, shipping) if street or city]
        )
        yield Described(id, name, (mail, second_mail), (phone, second_phone), website, addresses)


def all_names(session: Session) -> Iterator[str]:
    """The name of every live customer, in no order."""
    known = select(customers.c.CompanyName).where(KNOWN)
    yield from session.scalars(known, execution_options={"yield_per": 5_000})


def ids_after(session: Session, after: UUID | None, limit: int) -> list[UUID]:
    """The next customers by id, whatever they are."""
    rows = select(customers.c.Id).order_by(customers.c.Id).limit(limit)
    return list(session.scalars(rows if after is None else rows.where(customers.c.Id > after)))


def merged_from(session: Session, customer_id: UUID) -> list[UUID]:
    """The customers that were merged into one, whose ids stand for it."""
    return [
        UUID(id) for id in session.scalar(select(customers.c.MergedFrom).where(customers.c.Id == customer_id)) or ()
    ]


def timeline_of(session: Session, customer_id: UUID, window: Window) -> Page[TimelineEntry]:
    """Everything that happened to a customer, and to those merged into it, newest first. Raises CustomerNotFound."""
    after = window.after_values(as_moment, as_number, UUID)
    mine = domain_events.c.CustomerId == customer_id
    total, merged = _counted(session, customer_id, mine)
    if merged:
        ids = or_(customers.c.Id == customer_id, customers.c.MergedIntoCustomerId == customer_id)
        mine = domain_events.c.CustomerId.in_(select(customers.c.Id).where(ids))
        total, _ = _counted(session, customer_id, mine)
    events, more = _story(session, customer_id, mine, BY_TIME, after, window, total)
    last = (iso(events[-1].occurred_at), events[-1].sequence, str(events[-1].id)) if more else None
    entries = [
        TimelineEntry(
            id=e.id,
            type=e.type,
            occurred_at=e.occurred_at,
            by=e.by,
            version=e.sequence,
            data=e.data,
            changes=FieldChange.all_of(e.changes),
        )
        for e in events
    ]
    return Page[TimelineEntry].of(entries, total, window, last)


def history_of(
    session: Session, customer_id: UUID, window: Window, *, contact_id: UUID | None = None
) -> Page[HistoryEntry]:
    """The customer's own changes field by field, or those of a contact it has or had, newest first.

    Raises CustomerNotFound.
    """
    after = window.after_values(as_number, UUID)
    mine = domain_events.c.AggregateId == (contact_id or customer_id)
    total, _ = _counted(session, customer_id, mine)
    events, more = _story(session, customer_id, mine, BY_VERSION, after, window, total, data=False)
    last = (events[-1].sequence, str(events[-1].id)) if more else None
    return Page[HistoryEntry].of([_history_entry(event) for event in events], total, window, last)


def _history_entry(event: LoggedEvent) -> HistoryEntry:
    return HistoryEntry(
        id=event.id,
        event=event.type,
        version=event.sequence,
        changed_at=event.occurred_at,
        changed_by=event.by,
        changes=FieldChange.all_of(event.changes),
    )


def _story(
    session: Session,
    customer_id: UUID,
    which: ColumnElement[bool],
    order: Sequence[AnyColumn],
    after: Sequence[Any] | None,
    window: Window,
    total: int,
    *,
    data: bool = True,
) -> tuple[list[LoggedEvent], bool]:
    """The window's events, and whether more follow."""
    if window.offset >= total:
        return [], False
    rows = select(domain_events).where(which, *([row_after(order, after, descending=True)] if after else []))
    rows = rows.order_by(*(column.desc() for column in order)).limit(window.size + 1).offset(window.offset)
    found = read(session, session.execute(rows).all(), data=data)
    if any(event.erased for event in found):
        _counted(session, customer_id, which)  # it may have gone while this was read
    return found[: window.size], len(found) > window.size


def _counted(session: Session, customer_id: UUID, which: ColumnElement[bool]) -> tuple[int, bool]:
    """How many events there are, and whether others were merged into the customer. Raises CustomerNotFound."""
    counted = select(func.count()).select_from(domain_events).where(which).scalar_subquery()
    known = select(counted.label("total"), customers.c.MergedFrom)
    row = session.execute(known.where(customers.c.Id == customer_id, ~customers.c.IsDeleted)).one_or_none()
    if row is None:
        raise CustomerNotFound(customer_id)
    return row.total, bool(row.MergedFrom)


def contacts_versions(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    """As `contacts_version`, for many; those that do not exist are left out."""
    c = customers.c
    known = select(c.Id, c.ContactsVersion).where(in_values(c.Id, "customers"), ~c.IsDeleted)
    return dict(session.execute(known, {"customers": ids}).all()) if ids else {}


class Known(NamedTuple):
    """A live customer as far as insights are made of it."""

    id: UUID
    name: str
    type: CustomerType
    segment: CustomerSegment
    created_at: datetime
    last_activity_at: datetime
    lifetime_value: Decimal
    total_events: int
    language: str
    time_zone: str
    interests: tuple[str, ...]
    event_types: tuple[str, ...]
    agrees: bool
    """To the processing of its data."""


def known(session: Session, ids: Collection[UUID]) -> dict[UUID, Known]:
    """These customers, without those that are archived, erased or being merged."""
    rows = session.execute(KNOWN_OF, {"customers": list(ids)})
    return {row[0]: Known(*row[:10], row[10] or (), row[11] or (), row[12]) for row in rows}


class Booked(NamedTuple):
    """What a live customer booked so far."""

    id: UUID
    type: CustomerType
    created_at: datetime
    last_activity_at: datetime
    lifetime_value: Decimal
    total_events: int


def all_bookings(session: Session) -> Iterator[Booked]:
    """Of every live customer, by id."""
    rows = select(*(customers.c[name] for name in BOOKED)).where(LIVE).order_by(customers.c.Id)
    for row in session.execute(rows, execution_options={"yield_per": 5_000}):
        yield Booked(*row)


def names_of(session: Session, ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Number and company name of these customers, without those that are archived or gone."""
    c = customers.c
    named = select(c.Id, c.CustomerNumber, c.CompanyName).where(
        in_values(c.Id, "customers"), c.Status != CustomerStatus.ARCHIVED, ~c.IsDeleted
    )
    return {id: (number, name) for id, number, name in session.execute(named, {"customers": ids}).all()}


def recently_active(session: Session, *, limit: int) -> Iterator[tuple[UUID, Snapshot[CustomerResponse]]]:
    """Active customers as their resources show them, the latest activity first, as an index has them."""
    c = customers.c
    rows = WHOLE_CUSTOMERS.where(c.Status == CustomerStatus.ACTIVE, ~c.IsDeleted)
    for row in session.execute(rows.order_by(c.LastActivityAt.desc(), c.Id.desc()).limit(limit)):
        customer = CUSTOMER.shown(row)
        yield customer.id, Snapshot(customer.version, CustomerResponse.model_validate(customer))


def customers_inactive_since(session: Session, moment: datetime, *, limit: int) -> Sequence[UUID]:
    """Active customers whose last activity is at or before `moment`, longest idle first."""
    c = customers.c
    idle = select(c.Id).where(c.Status == CustomerStatus.ACTIVE, c.LastActivityAt <= moment, ~c.IsDeleted)
    return session.scalars(idle.order_by(c.LastActivityAt, c.Id).limit(limit)).all()

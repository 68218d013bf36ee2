"""What can be asked about customers: each answer is one or two statements."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from shared.customers.mapping import CUSTOMER, ONE_CUSTOMER
from shared.customers.model import CustomerNotFound
from shared.customers.responses import (
    CustomerResponse,
    CustomerSummary,
    FieldChange,
    HistoryEntry,
    TimelineEntry,
)
from shared.customers.search import matches, rank, wanted_words
from shared.customers.tables import customer_contact_info, customer_search, customers
from shared.customers.values import CustomerSegment, CustomerStatus, CustomerType
from shared.kernel.naming import iso
from shared.platform.caching.rendered import Snapshot
from shared.platform.messaging.event_log import BY_TIME, BY_VERSION, LoggedEvent, read
from shared.platform.messaging.tables import domain_events
from shared.platform.persistence.aliases import AnyColumn, AnySelect
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.keyset import row_after
from shared.platform.web.paging import Page, PageQuery, Window, as_moment, as_number, as_text


class CustomerQuery(PageQuery):
    """Filters of the customer list; archived customers show only when asked for."""

    query: Annotated[str, Field(max_length=200, description="Beginnings of words; accents and case do not matter.")] = (
        ""
    )
    type: CustomerType | None = None
    segment: CustomerSegment | None = None
    status: CustomerStatus | None = None


def load_customer(session: Session, customer_id: UUID) -> Snapshot[CustomerResponse]:
    """The customer as its resource shows it. Raises CustomerNotFound."""
    row = session.execute(ONE_CUSTOMER, {"id": customer_id}).one_or_none()
    if row is None or row.IsDeleted:
        raise CustomerNotFound(customer_id)
    customer = CUSTOMER.shown(row)
    return Snapshot(customer.version, CustomerResponse.model_validate(customer))


def contacts_version(session: Session, customer_id: UUID) -> int:
    """The version of the customer's contacts. Raises CustomerNotFound."""
    known = select(customers.c.ContactsVersion).where(customers.c.Id == customer_id, ~customers.c.IsDeleted)
    version: int | None = session.scalar(known)
    if version is None:
        raise CustomerNotFound(customer_id)
    return version


def search_customers(session: Session, asked: CustomerQuery, window: Window) -> Page[CustomerSummary]:
    """Customers by words and filters: exact hits first, then names that begin so, then by name and id."""
    s = customer_search.c
    wanted = wanted_words(asked.query)
    if asked.query.strip() and not wanted:  # punctuation only: nothing is called that
        return Page[CustomerSummary].of((), 0, window, None)
    filters: list[Any] = [s.Status == asked.status if asked.status else s.Status != CustomerStatus.ARCHIVED]
    filters += [s.Type == asked.type] if asked.type else []
    filters += [s.Segment == asked.segment] if asked.segment else []
    filters += [matches(wanted, session.get_bind().dialect.name)] if wanted else []
    total = session.scalar(select(func.count()).select_from(customer_search).where(*filters)) or 0
    if window.offset >= total:
        return Page[CustomerSummary].of((), total, window, None)
    ranked = select(s.CustomerId, s.SortName, (rank(asked.query) if wanted else literal(0)).label("Rank")).where(
        *filters
    )
    found = session.execute(_summaries(_windowed(ranked, window))).all()
    items = [CustomerSummary.model_validate(row) for row in found[: window.size]]
    last = (
        (found[window.size - 1].Rank, found[window.size - 1].SortName, str(items[-1].id))
        if len(found) > window.size
        else None
    )
    return Page[CustomerSummary].of(items, total, window, last)


def _windowed(ranked: AnySelect, window: Window) -> AnySelect:
    """The window's hits and one more, to know whether another page follows."""
    hit = ranked.subquery("hit").c
    hits: AnySelect = select(hit.CustomerId, hit.SortName, hit.Rank)
    if last := window.after_values(as_number, as_text, UUID):
        hits = hits.where(row_after((hit.Rank, hit.SortName, hit.CustomerId), last))
    return hits.order_by(hit.Rank, hit.SortName, hit.CustomerId).limit(window.size + 1).offset(window.offset)


def _summaries(hits: AnySelect) -> AnySelect:
    page = hits.subquery("page")
    hit, c, info = page.c, customers.c, customer_contact_info.c
    columns = select(
        c.Id.label("id"),
        c.CustomerNumber.label("customer_number"),
        c.CompanyName.label("company_name"),
        c.Type.label("type"),
        c.Segment.label("segment"),
        c.Rating.label("rating"),
        c.Status.label("status"),
        info.PrimaryEmail.label("primary_email"),
        info.PrimaryPhone.label("primary_phone"),
        c.CreatedAt.label("created_at"),
        hit.Rank,
        hit.SortName,
    )
    joined = columns.join_from(page, customers, hit.CustomerId == c.Id).join(
        customer_contact_info, info.CustomerId == c.Id
    )
    return joined.order_by(hit.Rank, hit.SortName, hit.CustomerId)


def timeline_of(session: Session, customer_id: UUID, window: Window) -> Page[TimelineEntry]:
    """Everything that happened to a customer, newest first. Raises CustomerNotFound."""
    after = window.after_values(as_moment, as_number, UUID)
    events, total, more = _story(
        session, customer_id, domain_events.c.CustomerId == customer_id, BY_TIME, after, window
    )
    last = (iso(events[-1].occurred_at), events[-1].sequence, str(events[-1].id)) if more else None
    entries = [
        TimelineEntry(id=e.id, type=e.type, occurred_at=e.occurred_at, by=e.by, version=e.sequence, data=e.data)
        for e in events
    ]
    return Page[TimelineEntry].of(entries, total, window, last)


def history_of(session: Session, customer_id: UUID, window: Window) -> Page[HistoryEntry]:
    """The customer's own changes field by field, newest first. Raises CustomerNotFound."""
    after = window.after_values(as_number, UUID)
    events, total, more = _story(
        session, customer_id, domain_events.c.AggregateId == customer_id, BY_VERSION, after, window
    )
    last = (events[-1].sequence, str(events[-1].id)) if more else None
    return Page[HistoryEntry].of([_history_entry(event) for event in events], total, window, last)


def _history_entry(event: LoggedEvent) -> HistoryEntry:
    return HistoryEntry(
        id=event.id,
        event=event.type,
        version=event.sequence,
        changed_at=event.occurred_at,
        changed_by=event.by,
        changes=tuple(
            FieldChange(field=field, old_value=change.old, new_value=change.new)
            for field, change in event.changes.items()
        ),
    )


def _story(
    session: Session,
    customer_id: UUID,
    which: ColumnElement[bool],
    order: Sequence[AnyColumn],
    after: Sequence[Any] | None,
    window: Window,
) -> tuple[list[LoggedEvent], int, bool]:
    """The window's events, how many there are in all, and whether more follow."""
    counted = select(func.count()).select_from(domain_events).where(which).scalar_subquery()
    known = select(counted.label("total")).where(customers.c.Id == customer_id, ~customers.c.IsDeleted)
    total = session.scalar(known)
    if total is None:
        raise CustomerNotFound(customer_id)
    if window.offset >= total:
        return [], total, False
    rows = select(domain_events).where(which, *([row_after(order, after, descending=True)] if after else []))
    rows = rows.order_by(*(column.desc() for column in order)).limit(window.size + 1).offset(window.offset)
    found = list(read(session.execute(rows).all()))
    return found[: window.size], total, len(found) > window.size


def contacts_versions(session: Session, ids: Collection[UUID]) -> dict[UUID, int]:
    """As `contacts_version`, for many; those that do not exist are left out."""
    c = customers.c
    known = select(c.Id, c.ContactsVersion).where(in_values(c.Id, "customers"), ~c.IsDeleted)
    return dict(session.execute(known, {"customers": ids}).all()) if ids else {}


def names_of(session: Session, ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """Number and company name of these customers, without those that are archived or gone."""
    c = customers.c
    named = select(c.Id, c.CustomerNumber, c.CompanyName).where(
        in_values(c.Id, "customers"), c.Status != CustomerStatus.ARCHIVED, ~c.IsDeleted
    )
    return {id: (number, name) for id, number, name in session.execute(named, {"customers": ids}).all()}


def recently_active(session: Session, *, limit: int) -> Sequence[UUID]:
    """Customers that are there, the latest activity first."""
    c = customers.c
    there = select(c.Id).where(c.Status == CustomerStatus.ACTIVE, ~c.IsDeleted)
    return session.scalars(there.order_by(c.LastActivityAt.desc(), c.Id).limit(limit)).all()


def customers_inactive_since(session: Session, moment: datetime, *, limit: int) -> Sequence[UUID]:
    """Active customers whose last activity is at or before `moment`, longest idle first."""
    c = customers.c
    idle = select(c.Id).where(c.Status == CustomerStatus.ACTIVE, c.LastActivityAt <= moment, ~c.IsDeleted)
    return session.scalars(idle.order_by(c.LastActivityAt, c.Id).limit(limit)).all()

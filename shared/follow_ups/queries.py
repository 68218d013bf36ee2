"""What can be asked about follow-ups."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from shared.customers.queries import contacts_version, is_live
from shared.follow_ups.mapping import FOLLOW_UP
from shared.follow_ups.model import FollowUpNotFound
from shared.follow_ups.requests import CustomerFollowUpQuery, FollowUpQuery
from shared.follow_ups.responses import FollowUpResponse
from shared.follow_ups.tables import follow_ups
from shared.follow_ups.values import FollowUpStatus
from shared.platform.persistence.aliases import AnyRow
from shared.platform.web.listing import Order, page_of
from shared.platform.web.paging import Page, Window

c = follow_ups.c
BY_DUE_DATE = Order((c.DueDate, c.Id))


def shown(row: AnyRow) -> FollowUpResponse:
    """A row of the table."""
    return FollowUpResponse.of(FOLLOW_UP.shown(row))


def load_follow_up(session: Session, customer_id: UUID, follow_up_id: UUID) -> FollowUpResponse:
    """A customer's follow-up. Raises CustomerNotFound, FollowUpNotFound."""
    contacts_version(session, customer_id)
    row = session.execute(select(follow_ups).where(c.Id == follow_up_id, c.CustomerId == customer_id)).one_or_none()
    if row is None:
        raise FollowUpNotFound(follow_up_id)
    return shown(row)


def of_customer(
    session: Session, customer_id: UUID, asked: CustomerFollowUpQuery, window: Window
) -> Page[FollowUpResponse]:
    """A customer's follow-ups, the earliest due first. Raises CustomerNotFound."""
    contacts_version(session, customer_id)
    mine = select(follow_ups).where(c.CustomerId == customer_id, *_filters(asked))
    return page_of(session, FollowUpResponse, mine, BY_DUE_DATE, window, shown)


def across_customers(session: Session, asked: FollowUpQuery, window: Window) -> Page[FollowUpResponse]:
    """All follow-ups, the earliest due first. Whoever is erased, or archived, is in no list at once."""
    rows = select(follow_ups).where(is_live(c.CustomerId), *_filters(asked), *_more_filters(asked))
    return page_of(session, FollowUpResponse, rows, BY_DUE_DATE, window, shown)


def due(session: Session, moment: datetime, *, limit: int) -> Sequence[tuple[UUID, UUID]]:
    """Customer and id of what is pending and was due by a moment, the earliest first."""
    pending = select(c.CustomerId, c.Id).where(c.Status == FollowUpStatus.PENDING, c.DueDate <= moment)
    return [(customer, id) for customer, id in session.execute(pending.order_by(c.DueDate, c.Id).limit(limit))]


def _filters(asked: CustomerFollowUpQuery) -> Iterator[ColumnElement[bool]]:
    if asked.status:
        yield c.Status == asked.status


def _more_filters(asked: FollowUpQuery) -> Iterator[ColumnElement[bool]]:
    if asked.assigned_to:
        yield c.AssignedTo == asked.assigned_to
    if asked.priority:
        yield c.Priority == asked.priority
    if asked.due_from:
        yield c.DueDate >= asked.due_from
    if asked.due_to:
        yield c.DueDate < asked.due_to

"""What can be asked about complaints."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from shared.complaints.errors import ComplaintNotFound
from shared.complaints.mapping import COMMENT, COMPLAINT
from shared.complaints.requests import ComplaintQuery, CustomerComplaintQuery
from shared.complaints.responses import CommentResponse, ComplaintResponse
from shared.complaints.tables import complaint_comments, complaints
from shared.complaints.values import ComplaintOrder, ComplaintStatus
from shared.customers.identity import becomes
from shared.customers.queries import contacts_version, is_live
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.latest import TOTAL, latest_of_each
from shared.platform.web.listing import Order, page_of
from shared.platform.web.paging import Page, Window

c, o = complaints.c, complaint_comments.c
IN_ORDER = Order((o.CreatedAt, o.Id))
NEWEST_FIRST = Order((c.CreatedAt, c.Id), descending=True)
ORDERS = {
    ComplaintOrder.OLDEST: Order((c.CreatedAt, c.Id)),
    ComplaintOrder.NEWEST: NEWEST_FIRST,
    ComplaintOrder.DUE_AT: Order((c.DueAt, c.Id)),
    ComplaintOrder.FIRST_RESPONSE_DUE_AT: Order((c.FirstResponseDueAt, c.Id)),
}


GRIEFS = latest_of_each(c.CustomerId, (c.CreatedAt, c.Id), (c.Id, c.CustomerId, c.ContactId, c.CreatedAt, c.Status))
WORDS = select(c.Id, c.Subject, c.Description).where(in_values(c.Id, "ids"))


def shown(row: AnyRow) -> ComplaintResponse:
    """A row of the table."""
    return ComplaintResponse.of(COMPLAINT.shown(row))


def load_complaint(session: Session, customer_id: UUID, complaint_id: UUID) -> ComplaintResponse:
    """A customer's complaint, also under an id that stands for it. Raises CustomerNotFound, ComplaintNotFound."""
    contacts_version(session, customer_id)
    row = session.execute(select(complaints).where(c.Id == complaint_id)).one_or_none()
    if row is None or (row.CustomerId != customer_id and not becomes(session, customer_id, row.CustomerId)):
        raise ComplaintNotFound(complaint_id)
    return shown(row)


def comments_on(session: Session, customer_id: UUID, complaint_id: UUID, window: Window) -> Page[CommentResponse]:
    """What was said about a complaint, in order. Raises CustomerNotFound, ComplaintNotFound."""
    contacts_version(session, customer_id)
    if session.scalar(select(c.Id).where(c.Id == complaint_id, c.CustomerId == customer_id)) is None:
        raise ComplaintNotFound(complaint_id)
    rows = select(complaint_comments).where(o.ComplaintId == complaint_id)
    return page_of(session, CommentResponse, rows, IN_ORDER, window, comment)


def comment(row: AnyRow) -> CommentResponse:
    """A row of the comments' table."""
    return CommentResponse.of(COMMENT.shown(row))


def of_customer(
    session: Session, customer_id: UUID, asked: CustomerComplaintQuery, window: Window
) -> Page[ComplaintResponse]:
    """A customer's complaints, newest first. Raises CustomerNotFound."""
    contacts_version(session, customer_id)
    mine = select(complaints).where(c.CustomerId == customer_id, *_filters(asked))
    return page_of(session, ComplaintResponse, mine, NEWEST_FIRST, window, shown)


def across_customers(session: Session, asked: ComplaintQuery, window: Window) -> Page[ComplaintResponse]:
    """All complaints, as due first as asked. Whoever is erased, or archived, is in no list at once."""
    rows = select(complaints).where(is_live(c.CustomerId), *_filters(asked), *_more_filters(asked))
    return page_of(session, ComplaintResponse, rows, ORDERS[asked.sort_by], window, shown)


class Grief(NamedTuple):
    """That somebody complained, without what of."""

    id: UUID
    customer_id: UUID
    contact_id: UUID | None
    at: datetime
    is_open: bool
    is_escalated: bool


def latest_complaints(
    session: Session, customer_ids: Collection[UUID], *, most: int
) -> tuple[dict[UUID, list[Grief]], dict[UUID, int]]:
    """The latest complaints of each of these customers, newest first, and how many there are in all."""
    found, totals = dict[UUID, list[Grief]](), dict[UUID, int]()
    for row in session.execute(GRIEFS, {"owners": list(customer_ids), "most": most}):
        is_open = row.Status not in (ComplaintStatus.RESOLVED, ComplaintStatus.CLOSED)
        escalated = row.Status is ComplaintStatus.ESCALATED
        one = Grief(row.Id, row.CustomerId, row.ContactId, row.CreatedAt, is_open, escalated)
        found.setdefault(row.CustomerId, []).append(one)
        totals[row.CustomerId] = getattr(row, TOTAL)
    return found, totals


def words_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Subject and description of these complaints."""
    rows = session.execute(WORDS, {"ids": list(ids)})
    return {row.Id: f"{row.Subject}\n{row.Description}" for row in rows}


def alarms(session: Session, moment: datetime, *, limit: int) -> Sequence[tuple[UUID, UUID]]:
    """Customer and id of what is to be warned of, or escalated, by a moment; the earliest first."""
    due = select(c.CustomerId, c.Id).where(c.AlarmAt <= moment).order_by(c.AlarmAt, c.Id).limit(limit)
    return [(customer, id) for customer, id in session.execute(due)]


def outdated(session: Session, rules: str, *, limit: int) -> Sequence[tuple[UUID, UUID]]:
    """Customer and id of those whose due times were worked out under other rules."""
    others = or_(and_(c.ClockRules > "", c.ClockRules < rules), c.ClockRules > rules)
    found = session.execute(select(c.CustomerId, c.Id).where(others).order_by(c.ClockRules, c.Id).limit(limit))
    return [(customer, id) for customer, id in found]


def _filters(asked: CustomerComplaintQuery) -> Iterator[ColumnElement[bool]]:
    if asked.status:
        yield c.Status == asked.status
    if asked.priority:
        yield c.Priority == asked.priority


def _more_filters(asked: ComplaintQuery) -> Iterator[ColumnElement[bool]]:
    if asked.assigned_to:
        yield c.AssignedTo == asked.assigned_to
    if asked.category:
        yield c.Category == asked.category

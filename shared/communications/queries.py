"""What can be asked about communications."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from shared.communications.errors import CommunicationNotFound
from shared.communications.mapping import COMMUNICATION
from shared.communications.model import mail_id
from shared.communications.requests import CommunicationQuery
from shared.communications.responses import CommunicationResponse, CommunicationSummary
from shared.communications.tables import communications
from shared.communications.values import MOST_CHANGES, PERSONAL, Direction
from shared.customers.queries import contacts_version
from shared.customers.values import CommunicationType
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.beginning import Beginning
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.latest import TOTAL, latest_of_each
from shared.platform.web.listing import Order, page_of
from shared.platform.web.paging import Page, Window

PREVIEW = 200
"""Letters of a text that a list shows."""

c = communications.c
MAILS = select(c.Id, c.Sequence).where(in_values(c.Id, "ids"))
NEWEST_FIRST = Order((c.OccurredAt, c.Id), descending=True)
TALKS = latest_of_each(
    c.CustomerId, (c.OccurredAt, c.Id), (c.Id, c.CustomerId, c.ContactId, c.OccurredAt, c.Direction, c.Type, c.Kind)
)
WORDS = select(c.Id, c.Subject, c.Content, c.Notes).where(in_values(c.Id, "ids"))
LISTED = select(
    *(c.Id, c.CustomerId, c.ContactId, c.Type, c.Direction, c.Subject, c.RecipientEmail, c.RecipientPhone, c.Status),
    *(c.IsDelivered, c.OccurredAt, c.ScheduledStart, c.ScheduledEnd, c.CreatedAt, c.CreatedBy, c.RowVersion),
    Beginning(c.Content, PREVIEW).label("Preview"),
)


def load_communication(session: Session, customer_id: UUID, communication_id: UUID) -> CommunicationResponse:
    """A customer's communication. Raises CustomerNotFound, CommunicationNotFound."""
    contacts_version(session, customer_id)
    which = (c.Id == communication_id, c.CustomerId == customer_id)
    row = session.execute(select(communications).where(*which)).one_or_none()
    if row is None:
        raise CommunicationNotFound(communication_id)
    return shown(row)


class Thread(NamedTuple):
    """A communication that another may answer."""

    id: UUID
    customer_id: UUID
    subject: str | None


def thread_of(session: Session, mail: UUID) -> Thread | None:
    """The communication that a mail was sent for, whosever it is."""
    id, _ = sent_as(session, mail)
    row = session.execute(select(c.Id, c.CustomerId, c.Subject).where(c.Id == id)).one_or_none()
    return Thread(*row) if row else None


def sent_as(session: Session, mail: UUID) -> tuple[UUID, int]:
    """The communication that a mail was sent for, and which of a meeting's mails it is; itself if there is none."""
    made = {mail_id(mail, sequence): sequence for sequence in range(MOST_CHANGES + 2)}
    rows = session.execute(MAILS, {"ids": list(made)}).all()
    found = {row.Id: row.Sequence for row in rows}
    if mail in found:
        return mail, 0
    for id, latest in found.items():
        if made[id] <= latest:
            return id, made[id]
    return mail, 0


def history_of(
    session: Session, customer_id: UUID, asked: CommunicationQuery, window: Window
) -> Page[CommunicationSummary]:
    """A customer's communications, newest first. Raises CustomerNotFound."""
    contacts_version(session, customer_id)
    mine = LISTED.where(c.CustomerId == customer_id, *_filters(asked))
    return page_of(session, CommunicationSummary, mine, NEWEST_FIRST, window, _listed)


class Talk(NamedTuple):
    """That something was said, without what."""

    id: UUID
    customer_id: UUID
    contact_id: UUID | None
    at: datetime
    is_inbound: bool
    has_words: bool
    """Whether the customer's own words, or what was noted of them, are in it."""


def latest_talks(
    session: Session, customer_ids: Collection[UUID], *, most: int
) -> tuple[dict[UUID, list[Talk]], dict[UUID, int]]:
    """What was said lately by and to each of these customers, newest first, and how much there is in all."""
    talks, totals = dict[UUID, list[Talk]](), dict[UUID, int]()
    for row in session.execute(TALKS, {"owners": list(customer_ids), "most": most}):
        inbound = row.Direction is Direction.INBOUND
        words = row.Type is CommunicationType.PHONE_CALL or (inbound and row.Kind in (None, PERSONAL))
        talk = Talk(row.Id, row.CustomerId, row.ContactId, row.OccurredAt, inbound, words)
        talks.setdefault(row.CustomerId, []).append(talk)
        totals[row.CustomerId] = getattr(row, TOTAL)
    return talks, totals


def words_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Subject, text and notes of these communications; those of which nothing is left are left out."""
    rows = session.execute(WORDS, {"ids": list(ids)})
    return {id: "\n".join(words) for id, *told in rows if (words := [*filter(None, told)])}


def shown(row: AnyRow) -> CommunicationResponse:
    """A row of the table."""
    return CommunicationResponse.of(COMMUNICATION.shown(row))


def _listed(row: AnyRow) -> CommunicationSummary:
    return CommunicationSummary(
        id=row.Id,
        customer_id=row.CustomerId,
        contact_id=row.ContactId,
        type=row.Type,
        direction=row.Direction,
        subject=row.Subject,
        preview=row.Preview,
        recipient_email=row.RecipientEmail,
        recipient_phone=row.RecipientPhone,
        status=row.Status,
        is_delivered=row.IsDelivered,
        occurred_at=row.OccurredAt,
        scheduled_start=row.ScheduledStart,
        scheduled_end=row.ScheduledEnd,
        created_at=row.CreatedAt,
        created_by=row.CreatedBy,
        version=row.RowVersion,
    )


def _filters(asked: CommunicationQuery) -> Iterator[ColumnElement[bool]]:
    if asked.type:
        yield c.Type == asked.type
    if asked.status:
        yield c.Status == asked.status
    if asked.start_date:
        yield c.OccurredAt >= asked.start_date
    if asked.end_date:
        yield c.OccurredAt < asked.end_date

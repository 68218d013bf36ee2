"""What can be asked about testimonials."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from shared.customers.queries import contacts_version, is_live
from shared.kernel.text import words
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.latest import TOTAL, latest_of_each
from shared.platform.web.listing import Order, page_of
from shared.platform.web.paging import Page, Window
from shared.testimonials.mapping import TESTIMONIAL
from shared.testimonials.model import TestimonialNotFound
from shared.testimonials.requests import CustomerTestimonialQuery, TestimonialQuery
from shared.testimonials.responses import PublicTestimonialResponse, RatingSummary, TestimonialResponse
from shared.testimonials.tables import testimonials

c = testimonials.c
NEWEST_FIRST = Order((c.CreatedAt, c.Id), descending=True)
SHOWN_TO_ALL = (c.IsPublic == true(), c.IsApproved == true(), c.ConsentGivenAt.is_not(None), is_live(c.CustomerId))
"""Whoever is erased, or archived, is in no list at once: its row says so before this table does."""
PUBLIC = select(c.Id, c.Content, c.Rating, c.RelatedEventId, c.AuthorName, c.CreatedAt).where(*SHOWN_TO_ALL)


LATEST = latest_of_each(c.CustomerId, (c.CreatedAt, c.Id), (c.Id, c.CustomerId, c.ContactId, c.CreatedAt))
WORDS = select(c.Id, c.Content).where(in_values(c.Id, "ids"))


def shown(row: AnyRow) -> TestimonialResponse:
    """A row of the table."""
    return TestimonialResponse.of(TESTIMONIAL.shown(row))


def load_testimonial(session: Session, customer_id: UUID, testimonial_id: UUID) -> TestimonialResponse:
    """A customer's testimonial. Raises CustomerNotFound, TestimonialNotFound."""
    contacts_version(session, customer_id)
    which = (c.Id == testimonial_id, c.CustomerId == customer_id)
    row = session.execute(select(testimonials).where(*which)).one_or_none()
    if row is None:
        raise TestimonialNotFound(testimonial_id)
    return shown(row)


def of_customer(
    session: Session, customer_id: UUID, asked: CustomerTestimonialQuery, window: Window
) -> Page[TestimonialResponse]:
    """A customer's testimonials, newest first. Raises CustomerNotFound."""
    contacts_version(session, customer_id)
    mine = select(testimonials).where(c.CustomerId == customer_id, *_filters(asked), *_more_filters(asked))
    return page_of(session, TestimonialResponse, mine, NEWEST_FIRST, window, shown)


def shown_to_all(session: Session, asked: TestimonialQuery, window: Window) -> Page[PublicTestimonialResponse]:
    """All customers' testimonials that everybody may see, newest first."""
    rows = PUBLIC.where(*_filters(asked))
    return page_of(session, PublicTestimonialResponse, rows, NEWEST_FIRST, window, _public)


class Praise(NamedTuple):
    """That somebody gave a testimonial, without its words."""

    id: UUID
    customer_id: UUID
    contact_id: UUID | None
    at: datetime


def latest_testimonials(
    session: Session, customer_ids: Collection[UUID], *, most: int
) -> tuple[dict[UUID, list[Praise]], dict[UUID, int]]:
    """The latest testimonials of each of these customers, newest first, and how many there are in all."""
    found, totals = dict[UUID, list[Praise]](), dict[UUID, int]()
    for row in session.execute(LATEST, {"owners": list(customer_ids), "most": most}):
        found.setdefault(row.CustomerId, []).append(Praise(row.Id, row.CustomerId, row.ContactId, row.CreatedAt))
        totals[row.CustomerId] = getattr(row, TOTAL)
    return found, totals


def words_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """What these testimonials say."""
    return dict(session.execute(WORDS, {"ids": list(ids)}).all())


def summary(session: Session, related_event_id: UUID | None) -> RatingSummary:
    """The ratings of what everybody may see."""
    about = (c.RelatedEventId == related_event_id,) if related_event_id else ()
    counted = select(c.Rating, func.count()).where(*SHOWN_TO_ALL, *about).group_by(c.Rating)
    found: dict[int, int] = dict(session.execute(counted).all())
    count, total = sum(found.values()), sum(rating * number for rating, number in found.items())
    return RatingSummary(
        count=count,
        average=round(total / count, 2) if count else None,
        by_rating={str(rating): found.get(rating, 0) for rating in range(1, 6)},
    )


def _public(row: AnyRow) -> PublicTestimonialResponse:
    return PublicTestimonialResponse(
        id=row.Id,
        content=row.Content,
        rating=row.Rating,
        related_event_id=row.RelatedEventId,
        author_name=row.AuthorName,
        created_at=row.CreatedAt,
    )


def _filters(asked: CustomerTestimonialQuery | TestimonialQuery) -> Iterator[ColumnElement[bool]]:
    if asked.is_public is not None:
        yield c.IsPublic == asked.is_public
    if asked.rating:
        yield c.Rating == asked.rating
    if asked.related_event_id:
        yield c.RelatedEventId == asked.related_event_id
    for word in words(asked.query or ""):
        yield c.Words.contains(f" {word}", autoescape=True)


def _more_filters(asked: CustomerTestimonialQuery) -> Iterator[ColumnElement[bool]]:
    if asked.is_approved is not None:
        yield c.IsApproved == asked.is_approved
    if asked.status:
        yield c.Status == asked.status

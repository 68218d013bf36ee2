"""What can be asked about duplicates."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from shared.customers.errors import CustomerNotFound
from shared.customers.queries import is_live, names_of
from shared.customers.responses import LookalikeResponse, ReasonResponse
from shared.duplicates.finding import Found, duplicates_of, portraits
from shared.duplicates.repository import OF_ONE
from shared.duplicates.requests import DuplicateQuery
from shared.duplicates.responses import DuplicateResponse, DuplicatesResponse, PairMember, PairResponse
from shared.duplicates.scoring import Portrait
from shared.duplicates.tables import duplicate_pairs
from shared.platform.persistence.aliases import AnyRow
from shared.platform.web.listing import Order, page_of
from shared.platform.web.paging import Page, Window

MOST_SHOWN = 20
p = duplicate_pairs.c
BEST_FIRST = Order((p.Score, p.FirstCustomerId, p.SecondCustomerId), descending=True)

type Names = Mapping[UUID, tuple[str, str]]
"""Number and company name, by customer."""


def of_customer(session: Session, customer_id: UUID) -> DuplicatesResponse:
    """Whoever is probably the same as a customer, as both are now. Raises CustomerNotFound."""
    one = portraits(session, [customer_id]).get(customer_id)
    if one is None:
        raise CustomerNotFound(customer_id)
    pairs = select(p.FirstCustomerId, p.SecondCustomerId).where(OF_ONE, p.IsDismissed)
    rows = session.execute(pairs, {"customer": customer_id})
    dismissed = {id for row in rows for id in row} - {customer_id}
    found = duplicates_of(session, one, besides=dismissed)[:MOST_SHOWN]
    names = names_of(session, [other.customer_id for other in found])
    shown = (DuplicateResponse(company_name=names[id][1], **dict(like)) for id, like in _named(found, names))
    return DuplicatesResponse(customer_id=customer_id, duplicates=tuple(shown))


def lookalikes(session: Session, one: Portrait) -> tuple[LookalikeResponse, ...]:
    """Whoever is probably the same as a customer that is new; without names, as they go out with its answer."""
    found = duplicates_of(session, one)[:MOST_SHOWN]
    if not found:
        return ()
    names = names_of(session, [other.customer_id for other in found])
    return tuple(like for _, like in _named(found, names))


def _named(found: Sequence[Found], names: Names) -> Iterator[tuple[UUID, LookalikeResponse]]:
    """Those that are still there."""
    for one in found:
        if one.customer_id in names:
            yield (
                one.customer_id,
                LookalikeResponse(
                    customer_id=one.customer_id,
                    customer_number=names[one.customer_id][0],
                    score=one.score,
                    reasons=ReasonResponse.all_of(one.reasons),
                ),
            )


OPEN = (~p.IsDismissed, is_live(p.FirstCustomerId), is_live(p.SecondCustomerId))


def pairs_with(session: Session, customers: Select[tuple[UUID]]) -> int:
    """How many pairs there are that one of these customers is in."""
    counted = select(func.count()).select_from(duplicate_pairs).where(*OPEN, _has_one_of(customers))
    return session.scalar(counted) or 0


def _has_one_of(customers: Select[tuple[UUID]]) -> ColumnElement[bool]:
    return or_(p.FirstCustomerId.in_(customers), p.SecondCustomerId.in_(customers))


def across_customers(
    session: Session, asked: DuplicateQuery, window: Window, *, brought: Select[tuple[UUID]] | None = None
) -> Page[PairResponse]:
    """All pairs that were found and not dismissed, the most probable first; or those with a customer of `brought`."""
    rows = select(duplicate_pairs).where(*OPEN)
    if brought is not None:
        rows = rows.where(_has_one_of(brought))
    if asked.min_score is not None:
        rows = rows.where(p.Score >= round(10 * asked.min_score))
    page = page_of(session, PairResponse, rows, BEST_FIRST, window, _pair)
    names = names_of(session, {id for pair in page.items for id in (pair.first.customer_id, pair.second.customer_id)})
    return page.model_copy(update={"items": [_with_names(pair, names) for pair in page.items]})


def _pair(row: AnyRow) -> PairResponse:
    first, second = (
        PairMember(customer_id=id, customer_number="", company_name="")
        for id in (row.FirstCustomerId, row.SecondCustomerId)
    )
    reasons = ReasonResponse.all_of({what: float(weight) for what, weight in row.Reasons.items()})
    return PairResponse(first=first, second=second, score=row.Score / 10, reasons=reasons, found_at=row.FoundAt)


def _with_names(pair: PairResponse, names: Names) -> PairResponse:
    def named(one: PairMember) -> PairMember:
        number, name = names.get(one.customer_id, ("", ""))
        return PairMember(customer_id=one.customer_id, customer_number=number, company_name=name)

    return pair.model_copy(update={"first": named(pair.first), "second": named(pair.second)})

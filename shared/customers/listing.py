"""Customers in pages: all of them, or those that a query finds. What a page costs does not grow with their number."""

from collections.abc import Sequence
from typing import Annotated, Any, NamedTuple
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from shared.customers.responses import CustomerSummary
from shared.customers.search import Wanted, hits, name_is, names_from, number_of_hit, rank, wanted_words
from shared.customers.tables import customer_contact_info, customer_search, customers
from shared.customers.values import CustomerSegment, CustomerStatus, CustomerType
from shared.platform.persistence.aliases import AnySelect
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.keyset import row_after
from shared.platform.web.paging import MOST_COUNTED, Page, PageQuery, Window, as_number, as_text
from shared.platform.web.schemas import described

MOST_RANKED = 1_000
"""So many hits are ranked and sorted by name. Of more, the best come first: as many that are called so or begin so; the
rest follows by number, which the index gives without sorting."""
BY_NUMBER = 3
"""In a cursor, where a rank stands: the rest, behind this number."""

type Filters = Sequence[ColumnElement[bool]]

s, c, info = customer_search.c, customers.c, customer_contact_info.c
SUMMARY = select(
    c.Id.label("id"),
    c.CustomerNumber.label("customer_number"),
    c.CompanyName.label("company_name"),
    c.Type.label("type"),
    c.Segment.label("segment"),
    c.Rating.label("rating"),
    c.Status.label("status"),
    info.PrimaryEmail.label("primary_email"),
    info.PrimaryPhone.label("primary_phone"),
    c.RowVersion.label("version"),
    c.CreatedAt.label("created_at"),
).join_from(customers, customer_contact_info, info.CustomerId == c.Id)
"""What a list shows of a customer."""


class CustomerQuery(PageQuery):
    """Filters of the customer list; archived customers show only when asked for."""

    query: Annotated[str, Field(max_length=200, description="Beginnings of words; accents and case do not matter.")] = (
        ""
    )
    type: Annotated[CustomerType, described("Only customers of this type.")] | None = None
    segment: Annotated[CustomerSegment, described("Only customers of this segment.")] | None = None
    status: Annotated[CustomerStatus, described("Only customers in this state; archived ones show only so.")] | None = (
        None
    )


class Hit(NamedTuple):
    """A customer of a page, and the sort values that a cursor keeps of it."""

    summary: CustomerSummary
    place: tuple[object, ...]


def search_customers(session: Session, asked: CustomerQuery, window: Window) -> Page[CustomerSummary]:
    """Customers by words and filters: exact hits first, then names that begin so, then the rest."""
    wanted = wanted_words(asked.query)
    if asked.query.strip() and not wanted:  # punctuation only: nothing is called that
        return Page[CustomerSummary].of((), 0, window, None)
    filters: list[ColumnElement[bool]] = [
        s.Status == asked.status if asked.status else s.Status != CustomerStatus.ARCHIVED
    ]
    filters += [s.Type == asked.type] if asked.type else []
    filters += [s.Segment == asked.segment] if asked.segment else []
    found = _Search(session, asked.query, wanted, filters)
    total = found.count()
    if window.offset >= total:
        return Page[CustomerSummary].of((), total, window, None)
    page = found.page(window, total)
    last = page[window.size - 1].place if len(page) > window.size else None
    return Page[CustomerSummary].of([hit.summary for hit in page[: window.size]], total, window, last)


class _Search:
    """One query, with what it needs of the database."""

    def __init__(self, session: Session, query: str, wanted: Wanted, filters: Filters) -> None:
        self._session, self._query, self._wanted, self._filters = session, query, wanted, filters
        self._dialect = session.get_bind().dialect.name

    def count(self) -> int:
        """How many there are; one more than MOST_COUNTED if there are more."""
        some = self._hits(literal(1).label("one")).limit(MOST_COUNTED + 1).subquery()
        return self._session.scalar(select(func.count()).select_from(some)) or 0

    def page(self, window: Window, total: int) -> list[Hit]:
        """The window's hits, and one more if another page follows."""
        rank_of_last = window.after[0] if window.after else None
        if not self._wanted or (rank_of_last != BY_NUMBER and (total <= MOST_RANKED or rank_of_last == 2)):
            return self._ranked(window)
        best = self._best()
        if rank_of_last == BY_NUMBER:
            return self._rest(window, best, 0, window.size + 1)
        after = window.after_values(as_number, as_text, UUID)
        start = window.offset if after is None else sum(one.place <= (*after[:2], str(after[2])) for one in best)
        page = best[start : start + window.size + 1]
        shown = _summaries(self._session, [one.customer_id for one in page])
        hits = [Hit(shown[one.customer_id], one.place) for one in page if one.customer_id in shown]
        return hits + self._rest(window, best, max(start - len(best), 0), window.size + 1 - len(page))

    def _hits(self, *columns: ColumnElement[Any]) -> AnySelect:
        rows: AnySelect = hits(self._wanted, self._dialect, *columns) if self._wanted else select(*columns)
        return rows.where(*self._filters)

    def _ranked(self, window: Window) -> list[Hit]:
        """All hits by rank, name and id."""
        order = rank(self._query) if self._wanted else literal(0)
        hit = self._hits(s.CustomerId, s.SortName, order.label("Rank")).subquery("hit").c
        by = (hit.Rank, hit.SortName, hit.CustomerId)[0 if self._wanted else 1 :]
        rows: AnySelect = select(hit.CustomerId, hit.SortName, hit.Rank)
        if last := window.after_values(as_number, as_text, UUID):
            rows = rows.where(row_after(by, last[-len(by) :]))
        page = rows.order_by(*by).limit(window.size + 1).offset(window.offset).subquery("page").c
        shown = SUMMARY.add_columns(page.Rank, page.SortName).join(page.CustomerId.table, page.CustomerId == c.Id)
        found = self._session.execute(shown.order_by(page.Rank, page.SortName, page.CustomerId))
        return [Hit(CustomerSummary.model_validate(row), (row.Rank, row.SortName, str(row.id))) for row in found]

    def _best(self) -> "list[_Best]":
        """The best of very many hits, best first: an index gives each kind of them."""
        columns = (s.CustomerId, s.SortName, s.Number)
        exact = select(*columns, literal(0).label("Rank")).where(name_is(self._query), *self._filters)
        begun = select(*columns, literal(1).label("Rank")).where(
            *names_from(self._query, self._dialect), *self._filters
        )
        found: dict[UUID, _Best] = {}
        for rows in (exact, begun):
            ordered = rows.order_by(s.SortName, s.CustomerId).limit(MOST_RANKED)
            for row in self._session.execute(ordered):
                place = row.Rank, row.SortName, str(row.CustomerId)
                found.setdefault(row.CustomerId, _Best(place, row.Number, row.CustomerId))
        return sorted(found.values(), key=lambda one: one.place)  # as cursors compare, not as databases sort ids

    def _rest(self, window: Window, best: "Sequence[_Best]", offset: int, limit: int) -> list[Hit]:
        """Hits that are none of the best, by number."""
        if limit <= 0:
            return []
        number = number_of_hit(self._dialect)
        rows = self._hits(s.CustomerId, s.Number).where(~in_values(s.Number, "best"))
        if window.after and window.after[0] == BY_NUMBER:
            _, last = window.after_values(as_number, as_number) or (0, 0)
            rows = rows.where(number > last)
        rows = rows.order_by(number).limit(limit).offset(offset)
        found = self._session.execute(rows, {"best": [one.number for one in best]}).all()
        shown = _summaries(self._session, [row.CustomerId for row in found])
        return [Hit(shown[row.CustomerId], (BY_NUMBER, row.Number)) for row in found if row.CustomerId in shown]


class _Best(NamedTuple):
    place: tuple[int, str, str]
    number: int
    customer_id: UUID


def _summaries(session: Session, ids: Sequence[UUID]) -> dict[UUID, CustomerSummary]:
    """What a list shows of these customers."""
    rows = session.execute(SUMMARY.where(in_values(c.Id, "customers")), {"customers": ids}) if ids else ()
    return {row.id: CustomerSummary.model_validate(row) for row in rows}

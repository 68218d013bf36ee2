"""The report of complaints: what was received in a time, by parts of it and by cause (decision 0063).

Sums alone are read, from an index that holds all it needs: no complaint, and nothing about a customer.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, and_, bindparam, case, cast, func, or_, select, true
from sqlalchemy.orm import Session

from shared.complaints.periods import Interval, Period
from shared.complaints.report_responses import (
    Compensation,
    ComplaintFigures,
    ComplaintReport,
    ReportCause,
    ReportPart,
)
from shared.complaints.tables import complaints
from shared.platform.persistence.aliases import AnyColumn
from shared.platform.persistence.column_types import UtcDateTime

MOST_CAUSES = 50

c = complaints.c
MOMENT = UtcDateTime()


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _sum(column: AnyColumn) -> ColumnElement[Any]:
    return func.coalesce(func.sum(cast(column, BigInteger)), 0)


NOW = bindparam("now", type_=MOMENT)
COUNTED = {
    "received": func.count(),
    "resolved": func.count(c.ResolvedAt),  # which goes when it is taken up again
    "answered": func.count(c.FirstResponseMinutes),
    "answer_minutes": _sum(c.FirstResponseMinutes),
    "answered_late": _how_many(or_(c.FirstResponseBreached == true(), c.FirstResponseDueAt < NOW)),
    "timed": func.count(c.ResolutionTimeInHours),
    "hours": _sum(c.ResolutionTimeInHours),
    "timed_in_business": func.count(c.ResolutionBusinessMinutes),
    "business_minutes": _sum(c.ResolutionBusinessMinutes),
    "resolved_late": _how_many(or_(c.ResolutionBreached == true(), c.DueAt < NOW)),
    "reopened": _how_many(c.ReopenCount > 0),
    "rated": func.count(c.SatisfactionScore),
    "stars": _sum(c.SatisfactionScore),
    "known": func.count(c.CustomerSatisfied),
    "content": func.coalesce(func.sum(cast(c.CustomerSatisfied, Integer)), 0),
}
IN_TIME = and_(c.CreatedAt >= bindparam("start", type_=MOMENT), c.CreatedAt < bindparam("end", type_=MOMENT))
SUMS = select(*(figure.label(name) for name, figure in COUNTED.items())).where(IN_TIME)
PAID = (
    select(c.CompensationCurrency.label("currency"), func.sum(c.CompensationAmount).label("amount"))
    .where(IN_TIME, c.CompensationCurrency.is_not(None))
    .group_by(c.CompensationCurrency)
)
CAUSES = (
    select(c.RootCause.label("cause"), func.count().label("received"), COUNTED["resolved_late"].label("late"))
    .where(IN_TIME, c.RootCause.is_not(None))
    .group_by(c.RootCause)
)
PAID_BY_CAUSE = PAID.add_columns(c.RootCause.label("cause")).where(c.RootCause.is_not(None)).group_by(c.RootCause)
"""Grouped apart from the sums: whatever is grouped is sorted, which takes as long as adding it up."""


def report_of(session: Session, period: Period, interval: Interval | None, *, now: datetime) -> ComplaintReport:
    """The report of a time."""
    cut = interval or period.usual_interval
    parts = [(part, _sums(session, part, now)) for part in period.parts(cut)]
    total = sum((sums for _, sums in parts), _Sums())
    return ComplaintReport(
        as_of=now,
        time_zone=period.zone,
        interval=cut,
        current=_part(period, total),
        previous=_part(period.before, _sums(session, period.before, now)),
        parts=tuple(_part(part, sums) for part, sums in parts),
        causes=tuple(_causes(session, period, now, total)),
    )


def _during(period: Period, now: datetime) -> dict[str, datetime]:
    return {"start": period.start, "end": period.end, "now": now}


def _sums(session: Session, period: Period, now: datetime) -> "_Sums":
    row = session.execute(SUMS, _during(period, now)).one()
    paid = session.execute(PAID, _during(period, now))
    return _Sums(
        Counter({name: row._mapping[name] or 0 for name in COUNTED}), {one.currency: one.amount for one in paid}
    )


def _part(period: Period, sums: "_Sums") -> ReportPart:
    return ReportPart(from_date=period.first, to_date=period.last, figures=sums.figures())


def _causes(session: Session, period: Period, now: datetime, total: "_Sums") -> list[ReportCause]:
    """The most frequent first; those without a cause are what is left of all."""
    known = defaultdict[str | None, _Sums](_Sums)
    for row in session.execute(CAUSES, _during(period, now)):
        known[row.cause] += _Sums(Counter(received=row.received, resolved_late=row.late))
    for row in session.execute(PAID_BY_CAUSE, _during(period, now)):
        known[row.cause] += _Sums(paid={row.currency: row.amount})
    named = sum(known.values(), _Sums())
    if (rest := total.counts["received"] - named.counts["received"]) > 0:
        late = max(0, total.counts["resolved_late"] - named.counts["resolved_late"])  # read a moment apart
        paid = {name: amount - named.paid.get(name, Decimal(0)) for name, amount in total.paid.items()}
        known[None] = _Sums(
            Counter(received=rest, resolved_late=late), {name: left for name, left in paid.items() if left > 0}
        )
    most_first = sorted(known.items(), key=lambda one: (-one[1].counts["received"], one[0] or ""))
    return [
        ReportCause(
            root_cause=name,
            received=sums.counts["received"],
            resolution_breach_rate=_each(sums.counts["resolved_late"], sums.counts["received"], 4),
            compensation=sums.compensation,
        )
        for name, sums in most_first[:MOST_CAUSES]
    ]


@dataclass(frozen=True)
class _Sums:
    """What was added up."""

    counts: Counter[str] = field(default_factory=Counter)
    paid: Mapping[str, Decimal] = field(default_factory=dict)

    def __add__(self, other: "_Sums") -> "_Sums":
        currencies = self.paid.keys() | other.paid.keys()
        paid = {name: self.paid.get(name, Decimal(0)) + other.paid.get(name, Decimal(0)) for name in currencies}
        return _Sums(self.counts + other.counts, paid)

    @property
    def compensation(self) -> tuple[Compensation, ...]:
        return tuple(Compensation(currency=name, amount=paid) for name, paid in sorted(self.paid.items()))

    def figures(self) -> ComplaintFigures:
        n = self.counts
        return ComplaintFigures(
            received=n["received"],
            resolved=n["resolved"],
            first_response_hours=_each(n["answer_minutes"] / 60, n["answered"], 1),
            resolution_hours=_each(n["hours"], n["timed"], 1),
            resolution_business_hours=_each(n["business_minutes"] / 60, n["timed_in_business"], 1),
            first_response_breach_rate=_each(n["answered_late"], n["received"], 4),
            resolution_breach_rate=_each(n["resolved_late"], n["received"], 4),
            reopen_rate=_each(n["reopened"], n["received"], 4),
            satisfaction_score=_each(n["stars"], n["rated"], 2),
            satisfaction_answers=n["rated"],
            satisfied_rate=_each(n["content"], n["known"], 4),
            compensation=self.compensation,
        )


def _each(total: float, count: int, digits: int) -> float | None:
    return round(total / count, digits) if count else None

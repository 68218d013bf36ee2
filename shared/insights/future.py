"""What a customer will probably bring, by the models that were fitted to all of them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.customers.queries import Booked, Known
from shared.insights.lifetime import DEFAULT, BgNbd, GammaGamma, Visits
from shared.insights.tables import insight_models
from shared.insights.values import ValueMethod
from shared.platform.persistence.aliases import AnyRow

CONTACTS, BOOKINGS, SPENDING, COHORTS = "contacts", "bookings", "spending", "cohorts"
"""The models by name: days of contact, bookings, what a booking brings, what a customer of a type brings a year."""
HORIZON = timedelta(days=365)
LEAST_REPEATERS = 100
"""Of fewer nothing is fitted: a customer is then as good as its type's mean."""
ALL = "all"
"""The cohort of every type together."""


class Models(NamedTuple):
    """What was fitted."""

    contacts: BgNbd = DEFAULT
    bookings: BgNbd | None = None
    spending: GammaGamma | None = None
    cohorts: Mapping[str, float] = {}
    """What a customer of a type brings a year."""


class Future(NamedTuple):
    """What a customer will probably bring in a year."""

    value: Decimal
    bookings: float
    value_of_booking: float
    probability_alive: float | None
    """None: no model says."""
    method: ValueMethod


def load_models(session: Session) -> Models:
    """What was fitted last; defaults where nothing was."""
    rows = {row.Name: _numbers(row) for row in session.execute(select(insight_models))}
    return Models(
        contacts=BgNbd(**rows[CONTACTS]) if CONTACTS in rows else DEFAULT,
        bookings=BgNbd(**rows[BOOKINGS]) if BOOKINGS in rows else None,
        spending=GammaGamma(**rows[SPENDING]) if SPENDING in rows else None,
        cohorts=rows.get(COHORTS, {}),
    )


def _numbers(row: AnyRow) -> dict[str, float]:
    return {name: float(value) for name, value in row.Parameters.items()}


def booking_visits(one: Known | Booked, now: datetime) -> Visits:
    """A customer's bookings as BG/NBD counts them, in days. Of each only the number is known, and when the last was."""
    age = max((now - one.created_at) / timedelta(days=1), 0.1)
    last = min(max((one.last_activity_at - one.created_at) / timedelta(days=1), 0.0), age)
    repeats = max(one.total_events - 1, 0)
    return Visits(repeats, max(last, 0.1) if repeats else 0.0, age)


def expected_value(one: Known, models: Models, now: datetime) -> Future:
    """What a customer will probably bring within a year."""
    mean = float(one.lifetime_value) / one.total_events if one.total_events else 0.0
    if models.bookings is None or models.spending is None or not one.total_events:
        year = models.cohorts.get(one.type, models.cohorts.get(ALL, 0.0))
        return Future(_money(year), 0.0, mean, None, ValueMethod.COHORT_MEAN)
    visits = booking_visits(one, now)
    often = models.bookings.expected(visits, HORIZON / timedelta(days=1))
    worth = models.spending.expected(one.total_events, mean)
    alive = models.bookings.alive(visits)
    return Future(_money(often * worth), often, worth, alive, ValueMethod.BG_NBD_GAMMA_GAMMA)


def _money(value: float) -> Decimal:
    return Decimal(f"{min(max(value, 0.0), 1e15):.2f}")

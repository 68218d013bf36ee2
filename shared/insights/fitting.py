"""The nightly job: customers that nobody thought of get insights, and the models of buying and contact are fitted."""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import batched
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from shared.customers.queries import Booked, all_bookings
from shared.insights.figures import active_days, visits
from shared.insights.future import ALL, BOOKINGS, COHORTS, CONTACTS, LEAST_REPEATERS, SPENDING, booking_visits
from shared.insights.lifetime import Visits, fit_bg_nbd, fit_gamma_gamma
from shared.insights.portraits import portraits
from shared.insights.refresh_commands import AddMissing, KeepModels

if TYPE_CHECKING:
    from shared.platform.app import App
    from shared.platform.jobs.work import Work

SUBJECT = UUID(int=3)
"""There is one such job."""
SAMPLE = 5_000
"""Customers that models are fitted to, drawn by a digest of their ids: more tell little more, and take longer."""
READ_AT_ONCE = 200
YEAR = timedelta(days=365)
LEAST_AGE = timedelta(days=30)
"""A customer that is new is taken to be this old, or it would count as one that brings very much a year."""


class Base(NamedTuple):
    """What all customers together show."""

    customers: int
    sample: Sequence[Booked]
    cohorts: dict[str, float]
    """What a customer of a type brings a year."""


def fit(work: Work) -> bool:
    """Goes on with the job while there is time; says whether it is done."""
    app, send, checkpoint = work.app, work.app.mediator.send, work.checkpoint
    if not app.settings.business.enable_ai_insights:
        return True
    if checkpoint.get("phase") != "fit":
        after = checkpoint.get("after")
        last = UUID(after) if after else None
        while last := send(AddMissing(work.lease, last)):
            if not work.has_time():
                return False
    now = app.clock()
    with app.database.replica_session() as session:  # a long read, in which nobody has to wait to write
        base = look_at(all_bookings(session), now)
    models, repeaters = dict[str, dict[str, float]](), dict[str, int]()
    if base.customers:
        models[COHORTS] = base.cohorts
    bookings = [booking_visits(one, now) for one in base.sample if one.total_events]
    contacts = list(_contacts(app, base.sample, now))
    for name, some in ((BOOKINGS, bookings), (CONTACTS, contacts)):
        repeaters[name] = sum(one.repeats > 0 for one in some)
        if repeaters[name] >= LEAST_REPEATERS:
            models[name] = fit_bg_nbd(some)._asdict()
    booked = (one for one in base.sample if one.total_events and one.lifetime_value > 0)
    paying = [(one.total_events, float(one.lifetime_value) / one.total_events) for one in booked]
    repeaters[SPENDING] = sum(count > 1 for count, _ in paying)
    if repeaters[SPENDING] >= LEAST_REPEATERS:
        models[SPENDING] = fit_gamma_gamma(paying)._asdict()
    send(KeepModels(work.lease, models, base.customers, repeaters))
    return True


def look_at(bookings: Iterable[Booked], now: datetime) -> Base:
    """One pass over all customers: a sample that does not depend on their order, and each type's yearly mean."""
    total, brought, years = 0, Counter[str](), Counter[str]()
    drawn = list[tuple[int, int, Booked]]()
    for total, one in enumerate(bookings, 1):
        age = max(now - one.created_at, LEAST_AGE) / YEAR
        for cohort in (ALL, f"{one.type}"):
            brought[cohort] += float(one.lifetime_value)  # type: ignore[assignment]
            years[cohort] += age  # type: ignore[assignment]
        lot = -int.from_bytes(hashlib.blake2b(one.id.bytes, digest_size=8).digest())
        if len(drawn) < SAMPLE:
            heapq.heappush(drawn, (lot, total, one))
        elif lot > drawn[0][0]:
            heapq.heapreplace(drawn, (lot, total, one))
    cohorts = {cohort: brought[cohort] / years[cohort] for cohort in brought}
    return Base(total, [one for _, _, one in drawn], cohorts)


def _contacts(app: App, sample: Iterable[Booked], now: datetime) -> Iterator[Visits]:
    """The days of contact of each of these customers that had any."""
    for some in batched(sample, READ_AT_ONCE, strict=False):
        with app.database.replica_session() as session:
            found = portraits(session, [one.id for one in some], now, app.settings.business)
        for one in found.values():
            if one.customer.agrees and (days := active_days(one.interactions)):
                yield visits(days, now)

"""The steps by which due insights are made anew, and of the models behind them, each in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete

from shared.customers import services as customers
from shared.customers.queries import ids_after
from shared.insights.findings import Finding, Insight
from shared.insights.repository import InsightRepository
from shared.insights.tables import insight_models
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.jobs.model import Lease
from shared.platform.jobs.repository import JobRepository
from shared.platform.persistence.bulk import insert_rows

AGAIN_AFTER = timedelta(minutes=15)
"""Whoever could not be made is tried again then."""
SPREAD = 0.1
"""Of the interval: so much earlier some are due than others, by their ids, so that not all are at once."""
AT_ONCE = 2_000


class Claimed(NamedTuple):
    """Customers that are their worker's now."""

    ids: list[UUID]


@dataclass(frozen=True)
class ClaimDue(Command[Claimed]):
    """Gives a worker customers whose insights are due, those that changed first."""

    owner: UUID
    most: int

    def handle(self, uow: UnitOfWork) -> Claimed:
        return Claimed(uow.repository(InsightRepository).claim(self.owner, now=uow.now, most=self.most))


@dataclass(frozen=True)
class KeepRefreshed(Command[int]):
    """Keeps what a worker made of the customers it claimed; returns how many insights that were.

    Those that are gone, or do not agree any more, have none.
    """

    owner: UUID
    read_at: datetime
    insights: Sequence[Insight]
    findings: Sequence[Finding]
    stale: Mapping[UUID, str]
    """Why it could not be made, by customer."""
    over: Sequence[UUID]
    """Who agrees to it no more, or is gone, or is being merged; of the last everything stays as it is."""
    silent: Mapping[UUID, Collection[UUID]] = field(default_factory=dict)
    """Contacts that agree to it no more, by customer."""

    def handle(self, uow: UnitOfWork) -> int:
        kept = uow.repository(InsightRepository)
        ids = {one.customer_id for one in self.insights} | {*self.stale, *self.over}
        ids |= {one.customer_id for one in self.findings}
        live = customers.hold_live(uow, ids) if ids else set()
        made = [one for one in self.insights if one.customer_id in live]
        kept.keep_findings([one for one in self.findings if one.customer_id in live], at=uow.now)
        kept.keep(made)
        kept.mark_stale(self.stale, at=uow.now)
        for id in self.over:
            if not customers.is_in_merge(uow.session, id):
                kept.forget(id)
        for id, contacts in self.silent.items():
            for contact_id in contacts:
                kept.forget_contact(id, contact_id)
        interval = timedelta(hours=uow.business.ai_insights_refresh_interval_hours)
        due = {one.customer_id: uow.now + interval * (1 - SPREAD * (one.customer_id.int % 100) / 100) for one in made}
        kept.done(self.owner, due, read_at=self.read_at, due=due)
        kept.failed(self.owner, [*self.stale, *self.over], due=uow.now + AGAIN_AFTER)
        return len(made)


@dataclass(frozen=True)
class AddMissing(Command[UUID | None]):
    """Has insights made of customers that nobody thought of yet. Returns the last looked at. Raises LostLease."""

    lease: Lease
    after: UUID | None

    def handle(self, uow: UnitOfWork) -> UUID | None:
        ids = ids_after(uow.session, self.after, AT_ONCE)
        last = ids[-1] if ids else None
        place = {"after": str(last)} if last else {"phase": "fit"}
        uow.repository(JobRepository).hold(self.lease, place)
        live = customers.hold_live(uow, ids) if ids else set()
        uow.repository(InsightRepository).add_missing([id for id in ids if id in live], at=uow.now)
        return last


@dataclass(frozen=True)
class KeepModels(Command[None]):
    """Keeps what was fitted, in the place of what was before. Raises LostLease."""

    lease: Lease
    models: Mapping[str, Mapping[str, float]]
    customers: int
    repeaters: Mapping[str, int]

    def handle(self, uow: UnitOfWork) -> None:
        uow.repository(JobRepository).hold(self.lease, {"phase": "fit"})
        uow.session.execute(delete(insight_models))
        insert_rows(
            uow.session,
            insight_models,
            [
                {
                    "Name": name,
                    "Parameters": {key: repr(value) for key, value in parameters.items()},
                    "Customers": self.customers,
                    "Repeaters": self.repeaters.get(name, 0),
                    "FittedAt": uow.now,
                }
                for name, parameters in self.models.items()
            ],
        )

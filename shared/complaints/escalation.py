"""What the timer does about complaints: it warns, escalates, and works out anew what other rules made due.

Any number of timers may run at once: whoever holds the customer decides, and what is done is not due any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from shared.complaints.model import Complaint
from shared.complaints.queries import alarms, outdated
from shared.complaints.repository import ComplaintRepository
from shared.complaints.service_level import service_level
from shared.customers import services as customers
from shared.platform import due
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.platform.app import App


type Whose = tuple[UUID, UUID]
"""A customer's id, and its complaint's."""


@dataclass(frozen=True)
class NoticeTime(Command[None]):
    """Warns of these, or escalates them, if their time says so."""

    due: Sequence[Whose]

    def handle(self, uow: UnitOfWork) -> None:
        for one in _held(uow, self.due):
            one.notice_time(level=service_level(uow.business), by=uow.actor, at=uow.now)


@dataclass(frozen=True)
class WorkOutAnew(Command[None]):
    """Writes when these are due under the rules of now. Nothing happened to them: there is no event of it."""

    outdated: Sequence[Whose]

    def handle(self, uow: UnitOfWork) -> None:
        for one in _held(uow, self.outdated):
            one.work_out_anew(service_level(uow.business))


def _held(uow: UnitOfWork, these: Sequence[Whose]) -> list[Complaint]:
    """Complaints whose customers are held; those of customers that are archived trouble nobody any more."""
    complaints = uow.repository(ComplaintRepository)
    live = customers.hold_live(uow, {customer_id for customer_id, _ in these})
    complaints.silence([id for customer_id, id in these if customer_id not in live])
    return complaints.these([id for customer_id, id in these if customer_id in live])


def run(app: App) -> None:
    """Does all that is due."""
    rules = service_level(app.settings.business).rules
    due.do_many(
        app.database,
        lambda session, most: outdated(session, rules, limit=most),
        lambda some: app.mediator.send(WorkOutAnew(some)),
        "complaint under other rules",
    )
    now = app.clock()
    due.do_many(
        app.database,
        lambda session, most: alarms(session, now, limit=most),
        lambda some: app.mediator.send(NoticeTime(some)),
        "complaint that is due",
    )

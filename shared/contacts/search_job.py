"""The job that makes anew what customers are found by, after the way of searching has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from shared.contacts.services import index_anew
from shared.customers.queries import ids_after
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.jobs.model import Lease
from shared.platform.jobs.repository import JobRepository

if TYPE_CHECKING:
    from shared.platform.jobs.work import Work

SUBJECT = UUID(int=40)
"""Which change of the way; the migration asks for it."""
CUSTOMERS_AT_ONCE = 500


@dataclass(frozen=True)
class IndexAnew(Command[UUID | None]):
    """Makes the search rows of some customers anew. Returns the last; None if there was none. Raises LostLease."""

    lease: Lease
    after: UUID | None

    def handle(self, uow: UnitOfWork) -> UUID | None:
        ids = ids_after(uow.session, self.after, CUSTOMERS_AT_ONCE)
        last = ids[-1] if ids else None
        uow.repository(JobRepository).hold(self.lease, {"after": str(last)} if last else None)
        if ids:
            index_anew(uow, ids)
        return last


def index_all(work: Work) -> bool:
    """Goes on with the search rows while there is time; says whether all are done."""
    after: str | None = work.checkpoint.get("after")
    last = UUID(after) if after else None
    while last := work.app.mediator.send(IndexAnew(work.lease, last)):
        if not work.has_time():
            return False
    return True

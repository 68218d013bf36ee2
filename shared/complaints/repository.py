"""Complaints by identity, and their numbers."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from shared.complaints.comment import ComplaintComment
from shared.complaints.errors import ComplaintNotFound
from shared.complaints.model import Complaint
from shared.complaints.tables import complaints
from shared.kernel.business_hours import NEVER
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.number_series import NumberSeries
from shared.platform.persistence.repository import AggregateRepository, CustomersRepository

THESE = in_values(complaints.c.Id, "complaints")
SILENCE = update(complaints).where(THESE).values(AlarmAt=NEVER, DueAt=NEVER, FirstResponseDueAt=NEVER, ClockRules="")
NUMBERS = NumberSeries("complaints", "ComplaintNumbers")


class ComplaintRepository(CustomersRepository[Complaint]):
    kind, not_found = Complaint, ComplaintNotFound

    def next_number(self) -> int:
        """The next complaint number: unique under any concurrency, gaps allowed."""
        return NUMBERS.take(self.session)[0]

    def these(self, ids: Collection[UUID]) -> list[Complaint]:
        """Those of them that are there."""
        found = self.session.scalars(select(Complaint).where(THESE), {"complaints": list(ids)})
        return [self._keep(one) for one in found]

    def waiting_of(self, customer_id: UUID, since: datetime) -> list[Complaint]:
        """Those that wait for this customer since then, or before."""
        waiting = select(Complaint).where(complaints.c.CustomerId == customer_id, complaints.c.WaitingSince <= since)
        return [self._keep(one) for one in self.session.scalars(waiting)]

    def silence(self, ids: Collection[UUID]) -> None:
        """Nobody waits for these any more, and the timer does not look at them."""
        if ids:
            self.session.connection().execute(SILENCE, {"complaints": list(ids)})


class CommentRepository(AggregateRepository[ComplaintComment]):
    kind, not_found = ComplaintComment, ComplaintNotFound

"""The follow-up: what is to be done, and whether it was (specification §5.3.5, §6.1.8)."""

from datetime import datetime
from uuid import UUID

from shared.follow_ups.events import (
    CustomerFollowUpCreated,
    FollowUpCancelled,
    FollowUpCompleted,
    FollowUpOverdue,
    FollowUpUpdated,
)
from shared.follow_ups.values import OPEN, FollowUpStatus, Task
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.events import Change, Changes, CustomersAggregate
from shared.kernel.values import Provided, differences


class FollowUpNotFound(NotFound):
    code = "FOLL-001"
    meaning = "Follow-up not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Follow-up {id} does not exist.")


class FollowUpClosed(Conflict):
    code = "FOLL-002"
    meaning = "Follow-up already completed or cancelled"

    def __init__(self, status: FollowUpStatus) -> None:
        super().__init__(f"The follow-up is {status.lower()} already.")


class FollowUp(CustomersAggregate):
    """Pending until its time is over, then overdue; completed or cancelled, for good, from either."""

    def __init__(self, id: UUID, customer_id: UUID, task: Task, *, by: str, at: datetime) -> None:
        self.id, self.version = id, 0
        self.customer_id, self.task = customer_id, task
        self.status = FollowUpStatus.PENDING
        self.created_at, self.created_by = at, by
        self.completed_at: datetime | None = None
        self.completed_by: str | None = None
        self.cancelled_at: datetime | None = None
        self.cancelled_by: str | None = None
        event = CustomerFollowUpCreated(
            follow_up_id=id,
            customer_id=customer_id,
            subject=task.subject,
            description=task.description,
            due_date=task.due_date,
            assigned_to=task.assigned_to,
            created_at=at,
        )
        self.record(event, differences("followUp", None, task))

    def update(self, provided: Provided, *, by: str, at: datetime) -> None:
        """Replaces the provided fields; with a later due date it is pending again. Raises FollowUpClosed."""
        self._refuse_closed()
        task = self.task.replaced(provided)
        changes = dict(differences("followUp", self.task, task))
        if not changes:
            return
        changed = {path.rpartition(".")[2]: change.new for path, change in changes.items()}
        self.task = task
        if self.status is FollowUpStatus.OVERDUE and task.due_date > at:
            changes |= self._moved(FollowUpStatus.PENDING)
        event = FollowUpUpdated(
            follow_up_id=self.id, customer_id=self.customer_id, changed_fields=changed, updated_at=at, updated_by=by
        )
        self.record(event, changes)

    def notice_if_overdue(self, *, at: datetime) -> None:
        """Says once that its time is over."""
        if self.status is not FollowUpStatus.PENDING or self.task.due_date > at:
            return
        event = FollowUpOverdue(
            follow_up_id=self.id,
            customer_id=self.customer_id,
            due_date=self.task.due_date,
            assigned_to=self.task.assigned_to,
        )
        self.record(event, self._moved(FollowUpStatus.OVERDUE))

    def complete(self, *, by: str, at: datetime) -> None:
        """It was done. Raises FollowUpClosed."""
        self._refuse_closed()
        self.completed_at, self.completed_by = at, by
        event = FollowUpCompleted(follow_up_id=self.id, customer_id=self.customer_id, completed_at=at, completed_by=by)
        self.record(event, self._moved(FollowUpStatus.COMPLETED))

    def cancel(self, reason: str | None, *, by: str, at: datetime) -> None:
        """It need not be done. Raises FollowUpClosed."""
        self._refuse_closed()
        self.cancelled_at, self.cancelled_by = at, by
        event = FollowUpCancelled(
            follow_up_id=self.id, customer_id=self.customer_id, reason=reason, cancelled_at=at, cancelled_by=by
        )
        self.record(event, self._moved(FollowUpStatus.CANCELLED))

    def _refuse_closed(self) -> None:
        if self.status not in OPEN:
            raise FollowUpClosed(self.status)

    def _moved(self, to: FollowUpStatus) -> Changes:
        before, self.status = self.status, to
        return {"followUp.status": Change(before, to)}

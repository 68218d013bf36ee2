"""What can be done with follow-ups, each in one transaction."""

from dataclasses import dataclass
from uuid import UUID

from shared.customers import services as customers
from shared.follow_ups.model import FollowUp
from shared.follow_ups.repository import FollowUpRepository
from shared.follow_ups.values import Task
from shared.kernel.ids import new_id
from shared.kernel.values import Provided
from shared.platform.application.commands import Command, Versioned
from shared.platform.application.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class CreateFollowUp(Command[FollowUp]):
    """Raises CustomerNotFound, CustomerArchived."""

    customer_id: UUID
    task: Task

    def handle(self, uow: UnitOfWork) -> FollowUp:
        customers.hold(uow, self.customer_id)
        made = FollowUp(new_id(), self.customer_id, self.task, by=uow.actor, at=uow.now)
        return uow.repository(FollowUpRepository).add(made)


@dataclass(frozen=True)
class FollowUpCommand(Versioned[FollowUp]):
    """Something done to a follow-up. Raises as CreateFollowUp, FollowUpNotFound, FollowUpClosed, VersionConflict."""

    customer_id: UUID
    follow_up_id: UUID

    def _opened(self, uow: UnitOfWork) -> FollowUp:
        customers.hold(uow, self.customer_id)
        follow_ups = uow.repository(FollowUpRepository)
        return follow_ups.of_customer(self.customer_id, self.follow_up_id, expecting=self.expecting)


@dataclass(frozen=True, kw_only=True)
class UpdateFollowUp(FollowUpCommand):
    """Replaces the provided fields."""

    provided: Provided

    def handle(self, uow: UnitOfWork) -> FollowUp:
        follow_up = self._opened(uow)
        follow_up.update(self.provided, by=uow.actor, at=uow.now)
        return follow_up


@dataclass(frozen=True)
class CompleteFollowUp(FollowUpCommand):
    """It was done."""

    def handle(self, uow: UnitOfWork) -> FollowUp:
        follow_up = self._opened(uow)
        follow_up.complete(by=uow.actor, at=uow.now)
        return follow_up


@dataclass(frozen=True, kw_only=True)
class CancelFollowUp(FollowUpCommand):
    """It need not be done."""

    reason: str | None = None

    def handle(self, uow: UnitOfWork) -> FollowUp:
        follow_up = self._opened(uow)
        follow_up.cancel(self.reason, by=uow.actor, at=uow.now)
        return follow_up


@dataclass(frozen=True)
class NoticeOverdue(Command[None]):
    """Says once that a follow-up's time is over. Raises FollowUpNotFound, CustomerNotFound, CustomerArchived."""

    customer_id: UUID
    follow_up_id: UUID

    def handle(self, uow: UnitOfWork) -> None:
        customers.hold(uow, self.customer_id)
        uow.repository(FollowUpRepository).get(self.follow_up_id).notice_if_overdue(at=uow.now)

"""What can be done with complaints, each in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from shared.attachments.services import refuse_foreign
from shared.communications import services as communications
from shared.complaints.comment import ComplaintComment
from shared.complaints.model import Complaint
from shared.complaints.repository import CommentRepository, ComplaintRepository
from shared.complaints.routing import assignee
from shared.complaints.service_level import service_level
from shared.complaints.values import ComplaintStatus, Matter, Resolution
from shared.contacts import services as contacts
from shared.customers import identity, services as customers
from shared.kernel.ids import new_id
from shared.kernel.values import Provided
from shared.platform.application.commands import SYSTEM, Command, Versioned
from shared.platform.application.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SubmitComplaint(Command[Complaint]):
    """Raises CustomerNotFound, CustomerArchived, ContactNotFound, Invalid."""

    customer_id: UUID
    matter: Matter
    contact_id: UUID | None = None
    attachments: tuple[UUID, ...] = ()
    communication_id: UUID | None = None
    """What it is noted from: both know of each other."""

    def handle(self, uow: UnitOfWork) -> Complaint:
        if self.contact_id is None:
            customers.hold(uow, self.customer_id)
        else:
            contacts.open_contacts(uow, self.customer_id).contact(self.contact_id)
        refuse_foreign(uow.session, self.customer_id, self.attachments)
        customers.interacted(uow, self.customer_id)
        complaints = uow.repository(ComplaintRepository)
        made = Complaint(
            new_id(),
            self.customer_id,
            complaints.next_number(),
            self.matter,
            contact_id=self.contact_id,
            attachments=tuple(map(str, self.attachments)),
            communication_id=self.communication_id,
            level=service_level(uow.business),
            by=uow.actor,
            at=uow.now,
        )
        if self.communication_id:
            communications.file(uow, self.customer_id, self.communication_id, made.id)
        if to := assignee(uow.session, uow.business, self.matter.category):
            made.assign(to, by=SYSTEM, at=uow.now)
        return complaints.add(made)


@dataclass(frozen=True)
class ComplaintCommand(Versioned[Complaint]):
    """Something done to a complaint. Raises CustomerNotFound, CustomerArchived, ComplaintNotFound, VersionConflict."""

    customer_id: UUID
    complaint_id: UUID

    def _opened(self, uow: UnitOfWork) -> Complaint:
        customers.hold(uow, self.customer_id)
        complaints = uow.repository(ComplaintRepository)
        return complaints.of_customer(self.customer_id, self.complaint_id, expecting=self.expecting)


@dataclass(frozen=True, kw_only=True)
class MoveComplaint(ComplaintCommand):
    """Moves it to another state. Raises WrongComplaintMove, too."""

    to: ComplaintStatus
    notes: str | None = None

    def handle(self, uow: UnitOfWork) -> Complaint:
        complaint = self._opened(uow)
        complaint.move(self.to, self.notes, level=service_level(uow.business), by=uow.actor, at=uow.now)
        return complaint


@dataclass(frozen=True, kw_only=True)
class ResolveComplaint(ComplaintCommand):
    """Says what was done about it, and why it came to it. Raises AlreadyResolved, too."""

    resolution: str
    compensation_offered: str | None = None
    customer_satisfied: bool | None = None
    compensation: tuple[Decimal, str] | None = None
    """An amount, and its currency."""
    root_cause: str | None = None

    def handle(self, uow: UnitOfWork) -> Complaint:
        complaint, level = self._opened(uow), service_level(uow.business)
        amount, currency = self.compensation or (None, None)
        outcome = Resolution(
            self.resolution, self.compensation_offered, self.customer_satisfied, uow.actor, uow.now, amount, currency
        )
        complaint.resolve(outcome, level=level, by=uow.actor, at=uow.now)
        if self.root_cause is not None:
            complaint.update({"root_cause": self.root_cause}, level=level, by=uow.actor, at=uow.now)
        return complaint


@dataclass(frozen=True, kw_only=True)
class AssignComplaint(ComplaintCommand):
    """Has somebody care for it; None has nobody. Raises WrongComplaintMove, too."""

    assigned_to: str | None

    def handle(self, uow: UnitOfWork) -> Complaint:
        complaint = self._opened(uow)
        complaint.assign(self.assigned_to, by=uow.actor, at=uow.now)
        return complaint


@dataclass(frozen=True, kw_only=True)
class UpdateComplaint(ComplaintCommand):
    """Replaces the provided fields of what it is about."""

    provided: Provided

    def handle(self, uow: UnitOfWork) -> Complaint:
        complaint = self._opened(uow)
        complaint.update(self.provided, level=service_level(uow.business), by=uow.actor, at=uow.now)
        return complaint


@dataclass(frozen=True, kw_only=True)
class WaitForCustomer(ComplaintCommand):
    """Its clock stands until the customer answers, or runs again. Raises WrongComplaintMove, too."""

    waiting: bool

    def handle(self, uow: UnitOfWork) -> Complaint:
        complaint = self._opened(uow)
        complaint.wait(self.waiting, level=service_level(uow.business), by=uow.actor, at=uow.now)
        return complaint


@dataclass(frozen=True)
class HearFromCustomer(Command[int]):
    """The customer, or whom its id stands for, wrote: what waited for that waits no more; says how many.

    Raises CustomerNotFound, CustomerArchived, CustomerMerging.
    """

    customer_id: UUID
    at: datetime
    """When it wrote: what waits since later waits for something else."""

    def handle(self, uow: UnitOfWork) -> int:
        present = identity.standing_for(uow.session, self.customer_id)
        customers.hold(uow, present)
        waiting = uow.repository(ComplaintRepository).waiting_of(present, self.at)
        for one in waiting:
            one.wait(False, level=service_level(uow.business), by=uow.actor, at=uow.now)
        return len(waiting)


@dataclass(frozen=True, kw_only=True)
class RateComplaint(ComplaintCommand):
    """Says how content the customer is with a resolution. Raises NotAsked, too."""

    resolution: int
    score: int
    comment: str | None

    def handle(self, uow: UnitOfWork) -> Complaint:
        complaint = self._opened(uow)
        complaint.rate(self.score, self.comment, resolution=self.resolution, at=uow.now)
        return complaint


@dataclass(frozen=True)
class CommentOnComplaint(Command[ComplaintComment]):
    """Says something about it; what the customer may see is an answer.

    Raises CustomerNotFound, CustomerArchived, ComplaintNotFound.
    """

    customer_id: UUID
    complaint_id: UUID
    text: str
    is_internal: bool

    def handle(self, uow: UnitOfWork) -> ComplaintComment:
        customers.hold(uow, self.customer_id)
        complaint = uow.repository(ComplaintRepository).of_customer(self.customer_id, self.complaint_id)
        if not self.is_internal:
            complaint.answer(level=service_level(uow.business), by=uow.actor, at=uow.now)
        made = ComplaintComment(
            new_id(),
            self.complaint_id,
            self.customer_id,
            self.text,
            is_internal=self.is_internal,
            by=uow.actor,
            at=uow.now,
        )
        return uow.repository(CommentRepository).add(made)

"""What can be done with communications, each in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.attachments.services import refuse_foreign
from shared.communications.errors import UnknownRecipient
from shared.communications.making import new_call, new_meeting, new_message
from shared.communications.model import Communication
from shared.communications.recipients import find
from shared.communications.repository import CommunicationRepository
from shared.communications.values import CommunicationPurpose, Content, Direction, Plan, Recipient, Source
from shared.customers import services as customers
from shared.customers.values import CommunicationType
from shared.kernel.ids import new_id
from shared.kernel.values import Provided
from shared.platform.application.commands import Command, Versioned
from shared.platform.application.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class SendMessage(Command[Communication]):
    """Accepts a mail or text message. Raises CustomerNotFound, CustomerArchived, UnknownRecipient, Invalid."""

    customer_id: UUID
    type: CommunicationType
    recipient: Recipient
    content: Content
    purpose: CommunicationPurpose = CommunicationPurpose.SERVICE
    source: Source = Source()  # noqa: RUF009 - frozen
    attachments: tuple[UUID, ...] = ()
    send_at: datetime | None = None
    ai_generated: bool = False

    def handle(self, uow: UnitOfWork) -> Communication:
        customer = customers.held(uow, self.customer_id)
        reached = find(uow, customer, email=self.recipient.email, phone=self.recipient.phone)
        if reached is None:
            raise UnknownRecipient("recipientEmail" if self.recipient.email else "recipientPhone")
        refuse_foreign(uow.session, self.customer_id, self.attachments)
        customers.interacted(uow, self.customer_id)
        made = new_message(
            new_id(),
            self.customer_id,
            self.type,
            self.content,
            self.recipient,
            by=uow.actor,
            at=uow.now,
            send_at=self.send_at,
            contact_id=reached.contact_id,
            purpose=self.purpose,
            source=self.source,
            attachments=tuple(map(str, self.attachments)),
            ai_generated=self.ai_generated,
        )
        return uow.repository(CommunicationRepository).add(made)


@dataclass(frozen=True, kw_only=True)
class LogCall(Command[Communication]):
    """Notes a call. Raises CustomerNotFound, CustomerArchived."""

    customer_id: UUID
    direction: Direction
    phone: str
    seconds: int
    content: Content
    call_time: datetime

    def handle(self, uow: UnitOfWork) -> Communication:
        customer = customers.held(uow, self.customer_id)
        reached = find(uow, customer, phone=self.phone)
        customers.interacted(uow, self.customer_id)
        made = new_call(
            new_id(),
            self.customer_id,
            self.direction,
            self.content,
            self.phone,
            self.seconds,
            by=uow.actor,
            at=uow.now,
            call_time=self.call_time,
            contact_id=reached.contact_id if reached else None,
        )
        return uow.repository(CommunicationRepository).add(made)


@dataclass(frozen=True, kw_only=True)
class ScheduleMeeting(Command[Communication]):
    """Plans a meeting, and has its attendees invited. Raises CustomerNotFound, CustomerArchived."""

    customer_id: UUID
    type: CommunicationType
    content: Content
    plan: Plan

    def handle(self, uow: UnitOfWork) -> Communication:
        customer = customers.held(uow, self.customer_id)
        plan = self.plan.replaced({"time_zone": self.plan.time_zone or customer.preferences.time_zone})
        customers.interacted(uow, self.customer_id)
        made = new_meeting(new_id(), self.customer_id, self.type, self.content, plan, by=uow.actor, at=uow.now)
        return uow.repository(CommunicationRepository).add(made)


@dataclass(frozen=True)
class CommunicationCommand(Versioned[Communication]):
    """Something done to a communication.

    Raises CustomerNotFound, CustomerArchived, CommunicationNotFound, NotCancellable, VersionConflict.
    """

    customer_id: UUID
    communication_id: UUID

    def _opened(self, uow: UnitOfWork) -> Communication:
        customers.hold(uow, self.customer_id)
        found = uow.repository(CommunicationRepository)
        return found.of_customer(self.customer_id, self.communication_id, expecting=self.expecting)


@dataclass(frozen=True, kw_only=True)
class UpdateMeeting(CommunicationCommand):
    """Replaces the provided fields of a meeting. Raises Invalid, too."""

    provided: Provided

    def handle(self, uow: UnitOfWork) -> Communication:
        meeting = self._opened(uow)
        meeting.reschedule(self.provided, by=uow.actor, at=uow.now)
        return meeting


@dataclass(frozen=True, kw_only=True)
class CancelCommunication(CommunicationCommand):
    """A message that is not sent yet will not be; a meeting does not take place."""

    reason: str | None = None

    def handle(self, uow: UnitOfWork) -> Communication:
        found = self._opened(uow)
        if not found.is_meeting:
            uow.repository(CommunicationRepository).refuse_taken(found.id)
        found.cancel(self.reason, by=uow.actor, at=uow.now)
        return found

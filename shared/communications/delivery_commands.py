"""The steps of a message on its way to its provider, each in one transaction."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from shared.adapters.delivery import Limit
from shared.communications import quota
from shared.communications.model import Communication
from shared.communications.quiet_hours import QuietHours
from shared.communications.quota import Carrier
from shared.communications.recipients import find, is_erased, objection
from shared.communications.repository import Claim, CommunicationRepository
from shared.communications.values import CommunicationPurpose, CommunicationStatus
from shared.customers import services as customers
from shared.customers.errors import CustomerArchived
from shared.customers.values import CommunicationType
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork

SLACK = timedelta(seconds=1)
"""What is due so soon is sent now."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(days=3)
"""How long a provider may be away before a message counts as failed."""


class ToSend(NamedTuple):
    """A message in its worker's hands."""

    claim: Claim
    message: Communication
    recipients: tuple[str, ...]
    """Those of a meeting's attendees, or the one of a message, who may be written to now."""
    sequence: int


@dataclass(frozen=True)
class TakeMessage(Command[ToSend | None]):
    """Gives a message to a worker, if it may go now; None if it may not, or another has it.

    Consent, opt-outs, bounces and erasures are read here. Raises CommunicationNotFound, CustomerNotFound, Unreachable.
    """

    claim: Claim
    provider: str
    limits: tuple[Limit, ...]
    quiet: QuietHours

    def handle(self, uow: UnitOfWork) -> ToSend | None:
        messages = uow.repository(CommunicationRepository)
        customer_id = messages.hold_owner(uow, self.claim.communication_id)
        customer: customers.HeldCustomer | None = None
        with suppress(CustomerArchived):
            customer = customers.held(uow, customer_id, even_merging=True)
        message = messages.get(self.claim.communication_id)
        if not message.pending or not messages.take(self.claim, self.provider):
            return None
        recipients, refused = _recipients(uow, customer, message)
        if customer is None or not recipients:
            message.not_sent(CommunicationStatus.SUPPRESSED, refused, at=uow.now)
            uow.flush()
            messages.give_back(self.claim)
            return None
        at, has_slot = self._time(uow, message, customer.preferences.time_zone)
        if at > uow.now + SLACK:
            messages.give_back(self.claim, due_at=at, has_slot=has_slot)
            return None
        return ToSend(self.claim, message, recipients, message.sequence)

    def _time(self, uow: UnitOfWork, message: Communication, time_zone: str) -> tuple[datetime, bool]:
        """When it may go, and whether the provider has counted it already."""
        if message.purpose is CommunicationPurpose.MARKETING:
            awake = self.quiet.end(uow.now, time_zone)
            if awake > uow.now:
                return awake, False
        carrier = Carrier(_channel(message), self.provider)
        at = quota.slot(uow.session, carrier, () if message.has_slot else self.limits, uow.now)
        return at, bool(self.limits) and not message.has_slot  # whoever has one and must wait gets another


def _channel(message: Communication) -> CommunicationType:
    """What carries it: invitations go by mail."""
    return CommunicationType.SMS if message.type is CommunicationType.SMS else CommunicationType.EMAIL


def _recipients(
    uow: UnitOfWork, customer: customers.HeldCustomer | None, message: Communication
) -> tuple[tuple[str, ...], str]:
    """Who of those it is meant for may get it; and why the last of the others may not."""
    if customer is None:
        return (), "The customer is archived."
    if message.is_meeting and not message.is_worth_telling(uow.now):
        return (), "The meeting is over."
    channel = _channel(message)
    if not message.is_meeting:
        email, phone = message.recipient.email, message.recipient.phone
        reached = find(uow, customer, email=email, phone=phone)
        if reached is None:
            return (), "The address is no longer the customer's or a contact's."
        refused = objection(channel, message.purpose, reached.standing)
        return ((), refused) if refused else ((email or phone or "",), "")
    allowed, refused = list[str](), "Nobody is invited by mail."
    for attendee in message.plan.attendees:
        if "@" not in attendee:
            continue
        reached = find(uow, customer, email=attendee)
        no = objection(channel, message.purpose, reached.standing) if reached else None
        if reached is None and is_erased(uow, attendee):
            no = "Whoever has this address was erased."
        if no:
            refused = no
        else:
            allowed.append(attendee)
    return tuple(allowed), refused


@dataclass(frozen=True)
class _Outcome(Command[bool]):
    """What became of a message that a worker had; False if it is another's by now."""

    claim: Claim

    def _held(self, uow: UnitOfWork) -> Communication | None:
        messages = uow.repository(CommunicationRepository)
        messages.hold_owner(uow, self.claim.communication_id)
        return messages.get(self.claim.communication_id) if messages.give_back(self.claim) else None


@dataclass(frozen=True)
class RecordSent(_Outcome):
    """The provider has it. Raises CommunicationNotFound."""

    provider: str
    provider_id: str | None
    sequence: int

    def handle(self, uow: UnitOfWork) -> bool:
        message = self._held(uow)
        if message is None:
            return False
        message.sent(self.provider, self.provider_id, sequence=self.sequence, at=uow.now)
        return True


@dataclass(frozen=True)
class RecordNotSent(_Outcome):
    """It will not be sent, or nobody knows whether it was. Raises CommunicationNotFound."""

    status: CommunicationStatus
    reason: str
    sequence: int

    def handle(self, uow: UnitOfWork) -> bool:
        message = self._held(uow)
        if message is None:
            return False
        message.not_sent(self.status, self.reason, at=uow.now, sequence=self.sequence)
        return True


@dataclass(frozen=True)
class PostponeMessage(_Outcome):
    """The provider does not have it, and gets it later; after some days it has failed. Raises CommunicationNotFound."""

    provider: str
    reason: str
    seconds: float | None = None
    """How long the provider asked to be left alone."""

    def handle(self, uow: UnitOfWork) -> bool:
        message = self._held(uow)
        if message is None:
            return False
        if message.tried_since and uow.now - message.tried_since > GIVE_UP_AFTER:
            reason, sequence = f"{self.reason} It was tried for days.", message.taken_sequence
            message.not_sent(CommunicationStatus.FAILED, reason, at=uow.now, sequence=sequence)
            return True
        if self.seconds is not None:
            until = uow.now + timedelta(seconds=min(self.seconds, 86_400))
            quota.pause(uow.session, Carrier(_channel(message), self.provider), until)
        else:
            until = uow.now + min(FIRST_PAUSE * 2 ** min(message.attempts - 1, 10), LONGEST_PAUSE)
        message.postpone(until, at=uow.now)
        return True


@dataclass(frozen=True)
class ReturnMessage(_Outcome):
    """Its worker could not even write it: whoever gets it next tries again. Raises CommunicationNotFound."""

    def handle(self, uow: UnitOfWork) -> bool:
        return self._held(uow) is not None


@dataclass(frozen=True)
class DispatchMessage(Command[None]):
    """Has a message sent whose time has come, or whose worker died. Raises CommunicationNotFound.

    Nobody knows how far a dead worker came: what its provider would carry twice is not sent again.
    """

    communication_id: UUID
    idempotent: frozenset[str]
    """The providers that carry a message once, however often they get it."""

    def handle(self, uow: UnitOfWork) -> None:
        messages = uow.repository(CommunicationRepository)
        messages.hold_owner(uow, self.communication_id)
        message = messages.get(self.communication_id)
        left = messages.abandoned(message.id)
        if left and not message.pending:
            message.settle(at=uow.now)
        elif left and message.provider not in self.idempotent:
            reason, sequence = "Whoever was sending it died before it was on record.", message.taken_sequence
            message.not_sent(CommunicationStatus.UNKNOWN, reason, at=uow.now, sequence=sequence)
        elif left or message.due_at is not None:
            message.dispatch()

"""What providers tell of messages afterwards, in their words and in ours.

One table a provider maps its states to ours. Reports come late, twice, in any order, and also before it is on record
that the message was sent: they name the message by our own id, which is on record before it leaves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from shared.communications import opting_out
from shared.communications.queries import sent_as
from shared.communications.repository import CommunicationRepository
from shared.communications.values import CommunicationStatus
from shared.consents.values import ConsentPurpose
from shared.contacts import services as contacts
from shared.customers.values import CommunicationType
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork

S = CommunicationStatus


class Meaning(NamedTuple):
    """What a provider's word means to us."""

    status: CommunicationStatus | None
    """None: it changes nothing of the message."""
    hard: bool = False
    """The address is gone for good."""
    soft: bool = False
    """The address did not take it this time."""
    opted_out: bool = False


DELIVERED, GONE = Meaning(S.DELIVERED), Meaning(S.BOUNCED, hard=True)
CAME_BACK, FAILED = Meaning(S.BOUNCED, soft=True), Meaning(S.FAILED)
SPAM, NOTHING = Meaning(S.COMPLAINED), Meaning(None)

MEANINGS: Mapping[str, Mapping[str, Meaning]] = {
    # docs.sendgrid.com/for-developers/tracking-events/event
    "sendgrid": {
        "processed": Meaning(S.SENT),
        "deferred": NOTHING,
        "delivered": DELIVERED,
        "bounce": GONE,
        "blocked": CAME_BACK,
        "dropped": FAILED,
        "spamreport": SPAM,
        "unsubscribe": Meaning(None, opted_out=True),
        "group_unsubscribe": Meaning(None, opted_out=True),
        "open": NOTHING,
        "click": NOTHING,
    },
    # learn.microsoft.com/azure/event-grid/communication-services-email-events
    "acs-email": {
        "Delivered": DELIVERED,
        "Expanded": NOTHING,
        "Bounced": GONE,
        "Suppressed": GONE,
        "Quarantined": FAILED,
        "FilteredSpam": FAILED,
        "Failed": FAILED,
    },
    # learn.microsoft.com/azure/event-grid/communication-services-telephony-sms-events
    "acs-sms": {"Delivered": DELIVERED, "Failed": CAME_BACK, "OptOut": Meaning(S.SUPPRESSED, opted_out=True)},
    # twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks
    "twilio": {
        "accepted": NOTHING,
        "queued": NOTHING,
        "sending": NOTHING,
        "sent": Meaning(S.SENT),
        "delivered": DELIVERED,
        "undelivered": CAME_BACK,
        "failed": FAILED,
        "read": DELIVERED,
        "21610": Meaning(S.SUPPRESSED, opted_out=True),
        "30003": CAME_BACK,
        "30005": GONE,
        "30006": GONE,
    },
}
"""Each provider's states, and of Twilio the error codes that say more. What is in no table changes nothing."""


class Report(NamedTuple):
    """A message, and what became of it."""

    communication_id: UUID
    meaning: Meaning
    reason: str | None = None
    """The provider's word; it names nobody."""
    at: datetime | None = None
    """When it happened, as the provider says."""


@dataclass(frozen=True)
class NoteReport(Command[bool]):
    """Notes what a provider tells; says whether that is news. Raises CommunicationNotFound, CustomerNotFound."""

    report: Report

    def handle(self, uow: UnitOfWork) -> bool:
        messages = uow.repository(CommunicationRepository)
        id, sequence = sent_as(uow.session, self.report.communication_id)
        messages.hold_owner(uow, id)
        message, in_hands = messages.get(id), messages.is_taken(id)
        meaning, address = self.report.meaning, message.recipient.email or message.recipient.phone
        news = meaning.status is not None and message.report(
            meaning.status, self.report.reason, at=uow.now, sequence=sequence, in_hands=in_hands
        )
        whose = contacts.present(uow.session, message.customer_id, message.contact_id)
        if address and news and (meaning.hard or meaning.soft):
            opting_out.bounced(uow, *whose, address, hard=meaning.hard)
        if address and news and meaning.status is CommunicationStatus.DELIVERED:
            opting_out.delivered(uow, whose[0], address)
        if news and meaning.status is CommunicationStatus.COMPLAINED:
            self._decide(uow, whose, CommunicationType.EMAIL, opting_out.BY_COMPLAINT)
        if meaning.opted_out:
            channel = CommunicationType.SMS if message.type is CommunicationType.SMS else CommunicationType.EMAIL
            self._decide(uow, whose, channel, opting_out.BY_PROVIDER)
        return news

    def _decide(
        self, uow: UnitOfWork, whose: tuple[UUID, UUID | None], channel: CommunicationType, source: str
    ) -> None:
        """Marketing ends; of text messages everything does, as the provider carries none any more."""
        purposes = opting_out.ALL if channel is CommunicationType.SMS else (ConsentPurpose.MARKETING,)
        wish = opting_out.Decide(*whose, channel, purposes, granted=False, source=source, as_of=self.report.at)
        opting_out.decide(uow, wish)

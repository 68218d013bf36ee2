"""Text messages that come in: on record with whoever has the number, and what `STOP` and its like mean."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from shared.communications import opting_out
from shared.communications.callbacks import InboundSms
from shared.communications.making import new_received
from shared.communications.repository import CommunicationRepository
from shared.communications.values import PERSONAL, Content, Recipient
from shared.contacts import services as contacts
from shared.customers import identity, services as customers
from shared.customers.errors import CustomerArchived
from shared.customers.values import CommunicationType
from shared.kernel.errors import NotFound
from shared.kernel.ids import new_id
from shared.kernel.text import UNPRINTABLE, fitting, sort_key
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.delivery import Once
from shared.platform.observability import telemetry
from shared.platform.web.contact_validation import valid_phone

if TYPE_CHECKING:
    from shared.platform.app import App

CONSUMER = "inbound-sms"
STOP_WORDS = frozenset(
    {
        *("stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "revoke", "opt out", "optout"),
        *("stopp", "abmelden", "abbestellen", "kundigen", "ende"),
        *("arret", "arreter", "desabonner", "desinscription"),
        *("baja", "parar", "alto", "cancelar"),
        *("basta", "annulla", "disiscrivi"),
        *("afmelden", "uitschrijven"),
        *("avsluta", "avmeld", "afmeld", "lopeta"),
    }
)
"""In English, German, French, Spanish, Italian, Dutch and Nordic languages, as `sort_key` spells them (CTIA
"Messaging Principles", 5.1.1, for the English ones)."""
START_WORDS = frozenset({"start", "unstop", "anmelden", "reprendre", "alta", "inizia"})


@dataclass(frozen=True)
class ReceiveSms(Command[UUID]):
    """Puts a text message on record, and heeds it. Raises CustomerNotFound, CustomerArchived."""

    customer_id: UUID
    who: tuple[UUID | None, ...]
    """The contacts there who have the number; None: it is the customer's own, too."""
    sender: str
    text: str

    def handle(self, uow: UnitOfWork) -> UUID:
        customers.hold(uow, self.customer_id, even_merging=True)
        customers.interacted(uow, self.customer_id)
        made = new_received(
            new_id(),
            self.customer_id,
            CommunicationType.SMS,
            Content(text=self.text),
            Recipient(phone=self.sender),
            by=uow.actor,
            at=uow.now,
            contact_id=next(filter(None, self.who), None),
            in_reply_to=None,
            is_verified=True,
            kind=PERSONAL,
        )
        uow.repository(CommunicationRepository).add(made)
        word = sort_key(self.text).strip(" .!")
        if word in STOP_WORDS:
            self._decide(uow, granted=False)
        elif word in START_WORDS:
            self._decide(uow, granted=True)
        return made.id

    def _decide(self, uow: UnitOfWork, *, granted: bool) -> None:
        """Whoever comes back gets what belongs to business; marketing needs more than a word."""
        purposes = opting_out.ALL[1:] if granted else opting_out.ALL
        for contact_id in self.who:
            wish = opting_out.Decide(
                self.customer_id, contact_id, CommunicationType.SMS, purposes, granted, opting_out.BY_WORD
            )
            opting_out.decide(uow, wish)


def receive(app: App, message: InboundSms) -> int:
    """Puts a message on record with everybody who has its number. Returns with how many."""
    phone = valid_phone(message.sender)
    text = fitting(UNPRINTABLE.sub(" ", message.text), 10_000)
    if not phone or not message.id:
        return 0
    with app.database.reading() as session:
        found = defaultdict[UUID, list[UUID | None]](list)
        for customer_id in identity.with_phone(session, phone):
            found[customer_id].append(None)
        for customer_id, contact_id in contacts.with_phone(session, phone):
            found[customer_id].append(contact_id)
    done = 0
    for customer_id, who in sorted(found.items()):
        once = Once(CONSUMER, fitting(f"{message.id} {customer_id.hex}", 100))
        try:
            app.mediator.send(ReceiveSms(customer_id, tuple(who), phone, text), once=once)
            done += 1
        except (NotFound, CustomerArchived):
            continue  # it went meanwhile
    telemetry.count("messages.received", 1, channel="SMS", matched=str(bool(done)))
    return done

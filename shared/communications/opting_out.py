"""Who wants no more of something: by a link, by a word, by calling it spam, or as the provider says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update

from shared.communications.model import Communication
from shared.communications.tables import address_bounces
from shared.consents.services import decisions_of, note
from shared.consents.values import Consent, ConsentPurpose
from shared.contacts import services as contacts
from shared.contacts.errors import ContactNotFound
from shared.contacts.values import ContactStatus
from shared.customers import services as customers
from shared.customers.errors import CustomerArchived
from shared.customers.values import CommunicationType
from shared.kernel.errors import NotFound
from shared.kernel.text import email_key
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shared.platform.app import App

SOFT_BOUNCES = 5
"""After so many in a row, with nothing delivered in between, an address counts as gone."""
BY_LINK, BY_WORD, BY_COMPLAINT, BY_PROVIDER = "unsubscribe link", "text message", "spam complaint", "provider"
"""The sources of such consents."""
ALL = (ConsentPurpose.MARKETING, ConsentPurpose.DATA_PROCESSING)

b = address_bounces.c
OF_ADDRESS = (b.CustomerId == bindparam("customer"), b.AddressKey == bindparam("address"))
KNOWN = select(b.SoftBounces, b.BouncedAt).where(*OF_ADDRESS)
FORGET = delete(address_bounces).where(*OF_ADDRESS, b.BouncedAt.is_(None))


@dataclass(frozen=True)
class Decide(Command[bool]):
    """Notes what somebody wants of a channel; says whether that is news. Raises CustomerNotFound.

    Also an archived customer's people may say that they want no more.
    """

    customer_id: UUID
    contact_id: UUID | None
    channel: CommunicationType
    purposes: Sequence[ConsentPurpose]
    granted: bool
    source: str
    as_of: datetime | None = None
    """When it was decided, if that is not now: what was decided later stays."""

    def handle(self, uow: UnitOfWork) -> bool:
        customer_id, contact_id = _held(uow, self.customer_id, self.contact_id)
        return decide(uow, replace(self, customer_id=customer_id, contact_id=contact_id))


def decide(uow: UnitOfWork, wish: Decide) -> bool:
    """As `Decide`, of a customer that is held; what was decided so already is not noted again."""
    known = decisions_of(uow.session, wish.customer_id, wish.contact_id)
    news = False
    for purpose in wish.purposes:
        latest = next((one for one in known if one.purpose is purpose and one.channel in (None, wish.channel)), None)
        if latest and (latest.granted is wish.granted or (wish.as_of and latest.at > wish.as_of)):
            continue
        consent = Consent(purpose, wish.granted, wish.channel, wish.source)
        note(uow, wish.customer_id, wish.contact_id, consent, previous=latest.granted if latest else None)
        news = True
    return news


@dataclass(frozen=True)
class NoteBounce(Command[None]):
    """A message came back. Raises CustomerNotFound."""

    customer_id: UUID
    contact_id: UUID | None
    address: str
    hard: bool

    def handle(self, uow: UnitOfWork) -> None:
        bounced(uow, *_held(uow, self.customer_id, self.contact_id), self.address, hard=self.hard)


def _held(uow: UnitOfWork, customer_id: UUID, contact_id: UUID | None) -> tuple[UUID, UUID | None]:
    """Whom these ids stand for, held. Raises CustomerNotFound."""
    return customers.hold_present(uow, lambda: contacts.present(uow.session, customer_id, contact_id))


def bounced(uow: UnitOfWork, customer_id: UUID, contact_id: UUID | None, address: str, *, hard: bool) -> None:
    """As `NoteBounce`, of a customer that is held: mail for good marks the contact, all else the address."""
    this = {"customer": customer_id, "address": email_key(address)}
    row = uow.session.execute(KNOWN, this).one_or_none()
    count = (row.SoftBounces if row else 0) + (not hard)
    gone = hard or count >= SOFT_BOUNCES
    if gone and contact_id is not None and "@" in address:
        try:
            contacts.mark(uow, customer_id, contact_id, ContactStatus.BOUNCED)
        except (ContactNotFound, CustomerArchived):
            return
        uow.session.connection().execute(delete(address_bounces).where(*OF_ADDRESS), this)
        return
    values = {"SoftBounces": count, "BouncedAt": uow.now if gone else None}
    if row:
        uow.session.connection().execute(update(address_bounces).where(*OF_ADDRESS).values(values), this)
    else:
        uow.session.execute(
            insert(address_bounces).values(CustomerId=customer_id, AddressKey=this["address"], **values)
        )


def delivered(uow: UnitOfWork, customer_id: UUID, address: str) -> None:
    """Something arrived: soft bounces from before count no more."""
    uow.session.connection().execute(FORGET, {"customer": customer_id, "address": email_key(address)})


def withdraw_for_refusal(app: App, message: Communication, why: str) -> None:
    """The provider refused a message for its recipient's sake."""
    address = message.recipient.email or message.recipient.phone
    if not address:
        return
    try:
        if why == "bounced":
            app.mediator.send(NoteBounce(message.customer_id, message.contact_id, address, hard=True))
        else:
            app.mediator.send(
                Decide(message.customer_id, message.contact_id, message.type, ALL, granted=False, source=BY_PROVIDER)
            )
    except NotFound:
        pass  # it was erased meanwhile

"""Whom an address belongs to, and whether they may be written to: read when a message is accepted, and once more in
the moment it is sent (decisions "Communications")."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import bindparam, select

from shared.communications.tables import address_bounces
from shared.communications.values import CommunicationPurpose
from shared.consents.services import Decision, agreed, decisions_of
from shared.consents.values import ConsentPurpose
from shared.contacts import services as contacts
from shared.contacts.values import ContactStatus
from shared.customers.services import HeldCustomer
from shared.customers.values import CommunicationType, CustomerStatus, Preferences
from shared.kernel.text import email_key
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.persistence.column_types import UtcDateTime
from shared.suppression.services import Marker, suppressed

GONE_FOR = timedelta(days=90)
"""Then an address that mail came back from is tried again: servers are mended, numbers given anew."""

b = address_bounces.c
BOUNCED = select(b.BouncedAt).where(
    b.CustomerId == bindparam("customer"),
    b.AddressKey == bindparam("address"),
    b.BouncedAt > bindparam("since", type_=UtcDateTime()),
)


@dataclass(frozen=True)
class Standing:
    """All that decides whether somebody may be written to."""

    customer: CustomerStatus
    preferences: Preferences
    contact: ContactStatus | None = None
    """None: the address is the customer's own."""
    own: tuple[Decision, ...] = ()
    """The contact's decisions, or else the customer's, the latest first."""
    customers: tuple[Decision, ...] = ()
    """The customer's, which hold for a contact that decided nothing."""
    bounced: bool = False
    erased: bool = False


@dataclass(frozen=True)
class Reached:
    """Whom a message goes to."""

    contact_id: UUID | None
    standing: Standing


def objection(channel: CommunicationType, purpose: CommunicationPurpose, to: Standing) -> str | None:
    """Why a message must not go, in words that name nobody; None if it may."""
    marketing = purpose is CommunicationPurpose.MARKETING
    channels = to.preferences.communication.channels
    wanted = to.preferences.notifications
    if to.erased:
        return "Whoever has this address was erased."
    if to.customer is CustomerStatus.ARCHIVED:
        return "The customer is archived."
    if marketing and to.customer is not CustomerStatus.ACTIVE:
        return f"The customer is {to.customer.lower()}: it gets no marketing."
    if to.bounced or to.contact is ContactStatus.BOUNCED:
        return "Messages to this address come back."
    if to.contact is ContactStatus.UNSUBSCRIBED:
        return "The contact has unsubscribed."
    if to.contact is ContactStatus.INACTIVE and marketing:
        return "The contact is inactive: it gets no marketing."
    if channels and channel not in channels:
        return f"{channel} is none of the channels the customer chose."
    if not (wanted.sms if channel is CommunicationType.SMS else wanted.email):
        return f"Notifications by {channel} are switched off."
    if not _agreed(ConsentPurpose.DATA_PROCESSING, channel, to, to.preferences.consents.data_processing):
        return "Consent to the processing of data was withdrawn."
    if marketing and not _agreed(ConsentPurpose.MARKETING, channel, to, to.preferences.consents.marketing):
        return "There is no consent to marketing."
    return None


def _agreed(purpose: ConsentPurpose, channel: CommunicationType, to: Standing, otherwise: bool) -> bool:
    return agreed(purpose, channel, (to.own, to.customers), otherwise=otherwise)


def find(
    uow: UnitOfWork, customer: HeldCustomer, *, email: str | None = None, phone: str | None = None
) -> Reached | None:
    """Whom an address belongs to: a contact, or else the customer itself; None if it is neither's."""
    contact = contacts.with_address(uow.session, customer.id, email=email, phone=phone)
    if contact is None and customer.merging_into is not None:
        contact = contacts.with_address(uow.session, customer.merging_into, email=email, phone=phone)
    if contact is None and not _own(customer, email, phone):
        return None
    customers = tuple(decisions_of(uow.session, customer.id, None))
    own = tuple(decisions_of(uow.session, contact.customer_id, contact.id)) if contact else ()
    standing = Standing(
        customer.status,
        customer.preferences,
        contact.details.status if contact else None,
        own,
        customers,
        bounced=_bounced(uow, customer.id, email or phone or ""),
        erased=is_erased(uow, email or phone),
    )
    return Reached(contact.id if contact else None, standing)


def is_erased(uow: UnitOfWork, address: str | None) -> bool:
    """Whether whoever has this address was erased, and did not come back. Raises Unreachable."""
    return bool(suppressed(uow.session, Marker(uow.session).marks(address)))


def _own(customer: HeldCustomer, email: str | None, phone: str | None) -> bool:
    info = customer.contact_info
    if email:
        return email_key(email) in {email_key(one) for one in (info.primary_email, info.secondary_email) if one}
    return phone in (info.primary_phone, info.secondary_phone)


def _bounced(uow: UnitOfWork, customer_id: UUID, address: str) -> bool:
    this = {"customer": customer_id, "address": email_key(address), "since": uow.now - GONE_FOR}
    return uow.session.connection().execute(BOUNCED, this).first() is not None

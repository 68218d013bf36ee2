"""Mail that comes in: whom it is from, what it answers, and that it is on record once.

Nobody is believed to be who a mail says unless the server that took it in has found so (DMARC): what is not verified is
on record, marked, and changes nothing. Mail of programs is on record, marked, and never acted on.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid5

from shared.attachments.commands import AddAttachment
from shared.attachments.files import blob_name, checked
from shared.attachments.names import COMMUNICATION_ATTACHMENTS
from shared.communications.inbound_mail.message import InboundAttachment, InboundMail, Unreadable, read
from shared.communications.inbound_mail.replies import same_subject
from shared.communications.inbound_mail.verdicts import dmarc_passed
from shared.communications.links import answered
from shared.communications.making import new_received
from shared.communications.queries import Thread, thread_of
from shared.communications.repository import CommunicationRepository
from shared.communications.values import PERSONAL, Content, Recipient
from shared.contacts import services as contacts
from shared.customers import identity, services as customers
from shared.customers.errors import CustomerArchived
from shared.customers.values import CommunicationType
from shared.kernel.errors import DomainError, NotFound
from shared.kernel.ids import new_id
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.delivery import Once
from shared.platform.observability import telemetry
from shared.templates.rendering import clean

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shared.platform.app import App

__all__ = ["ReceiveEmail", "Unreadable", "receive"]

CONSUMER = "inbound-email"
MOST_ATTACHMENTS = 20
OUR_ID = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@[^>]+>")


class From(NamedTuple):
    """Whom a mail is from, as far as we know them."""

    customer_id: UUID
    contact_id: UUID | None
    answers: UUID | None
    """The communication it answers."""


class StoredFile(NamedTuple):
    """A file of a mail that lies in storage already."""

    id: UUID
    name: str
    media_type: str
    size: int
    blob: str


@dataclass(frozen=True)
class ReceiveEmail(Command[UUID]):
    """Puts a mail on record, with its files. Raises CustomerNotFound, CustomerArchived."""

    sender: From
    address: str
    subject: str
    text: str
    whole_text: str
    is_verified: bool
    kind: str
    files: tuple[StoredFile, ...] = ()

    def handle(self, uow: UnitOfWork) -> UUID:
        customer_id = self.sender.customer_id
        customers.hold(uow, customer_id, even_merging=True)
        if self.is_verified and self.kind == PERSONAL:
            customers.interacted(uow, customer_id)
        for file in self.files:
            AddAttachment(
                attachment_id=file.id,
                customer_id=customer_id,
                file_name=file.name,
                media_type=file.media_type,
                size=file.size,
                blob_name=file.blob,
                even_merging=True,
            ).handle(uow)
        made = new_received(
            new_id(),
            customer_id,
            CommunicationType.EMAIL,
            Content(self.subject or None, self.text, notes=self.whole_text if self.whole_text != self.text else None),
            Recipient(email=self.address),
            by=uow.actor,
            at=uow.now,
            contact_id=self.sender.contact_id,
            in_reply_to=self.sender.answers,
            is_verified=self.is_verified,
            kind=self.kind,
            attachments=tuple(str(file.id) for file in self.files),
        )
        return uow.repository(CommunicationRepository).add(made).id


def receive(app: App, raw: bytes) -> bool:
    """Puts a mail on record with whoever it is from; says whether that is somebody. Raises Unreadable."""
    mail = read(raw, to_text=lambda html: clean(None, html).text)
    found = _sender(app, mail)
    telemetry.count("messages.received", 1, channel="Email", matched=str(found is not None))
    if found is None or mail.sender is None:
        return False
    authority, digest = app.settings.delivery.inbound_authority, hashlib.sha256(raw).hexdigest()
    files = tuple(_stored(app, found.customer_id, UUID(hex=digest[:32]), mail.attachments))
    command = ReceiveEmail(
        found,
        mail.sender,
        mail.subject,
        mail.text,
        mail.whole_text,
        is_verified=bool(authority) and dmarc_passed(raw, authority=authority),
        kind=mail.kind,
        files=files,
    )
    try:
        app.mediator.send(command, once=Once(CONSUMER, digest))
    except (NotFound, CustomerArchived):  # it went meanwhile: nothing of it stays
        for file in files:
            app.blobs.delete(COMMUNICATION_ATTACHMENTS, file.blob)
        return False
    return True


def _sender(app: App, mail: InboundMail) -> From | None:
    """By its sender's address; which of several customers' it is, what it answers tells.

    A stranger is somebody only if it was written to an address that we made for an answer.
    """
    if mail.sender is None:
        return None
    with app.database.reading() as session:
        thread, is_signed = _thread(app, session, mail)
        known: dict[UUID, UUID | None] = dict.fromkeys(identity.with_email(session, mail.sender))
        known |= dict(contacts.with_email(session, mail.sender))
    if thread and (thread.customer_id in known or is_signed):
        return From(thread.customer_id, known.get(thread.customer_id), thread.id)
    if known:
        customer_id = min(known)
        return From(customer_id, known[customer_id], None)
    return None


def _thread(app: App, session: Session, mail: InboundMail) -> tuple[Thread | None, bool]:
    """The communication that a mail answers, and whether it was sent to an address that only who has ours can know.

    References count only where the subject is the same.
    """
    for address in mail.recipients:
        if (id := answered(app, address)) and (thread := thread_of(session, id)):
            return thread, True
    for id in map(_ours, mail.in_reply_to):
        if id and (thread := thread_of(session, id)):
            return thread, False
    for id in map(_ours, reversed(mail.references)):
        if id and (thread := thread_of(session, id)) and same_subject(thread.subject or "", mail.subject):
            return thread, False
    return None, False


def _ours(message_id: str) -> UUID | None:
    found = OUR_ID.fullmatch(message_id)
    return UUID(found[1]) if found else None


def _stored(app: App, customer_id: UUID, mail: UUID, files: tuple[InboundAttachment, ...]) -> list[StoredFile]:
    """The files of a mail in storage, under names that come again with it; programs, and what is too large, are left
    out."""
    kept = []
    for number, file in enumerate(files[:MOST_ATTACHMENTS]):
        try:
            media_type, size = checked(file.name, BytesIO(file.content))
        except DomainError:
            continue
        id = uuid5(mail, str(number))
        blob = blob_name(customer_id, id)
        app.blobs.put(COMMUNICATION_ATTACHMENTS, blob, BytesIO(file.content))
        kept.append(StoredFile(id, file.name, media_type, size, blob))
    return kept

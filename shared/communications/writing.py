"""From a communication to what its provider is given: headers that let it be answered, found again and opted out of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.adapters.delivery import EmailAttachment, Invitation, OutgoingEmail, OutgoingSms
from shared.attachments import services as attachments
from shared.attachments.files import refuse_unscanned
from shared.attachments.names import COMMUNICATION_ATTACHMENTS
from shared.communications.links import reply_address, unsubscribe_link
from shared.communications.model import mail_id
from shared.communications.values import CommunicationPurpose, CommunicationStatus
from shared.kernel.text import fitting

if TYPE_CHECKING:
    from shared.communications.delivery_commands import ToSend
    from shared.communications.model import Communication
    from shared.platform.app import App

LONGEST_PREFIX = 480


def message_id(id: UUID, domain: str) -> str:
    """The Message-ID of a communication: derived from its id, so that an answer leads back to it (RFC 5322)."""
    return f"<{id}@{domain}>"


def email_of(app: App, taken: ToSend) -> OutgoingEmail:
    """The mail that a communication is sent as."""
    one, sender = taken.message, app.settings.delivery.email_sender
    id = mail_id(one.id, taken.sequence)
    invitation = _invitation(app, one, taken) if one.is_meeting else None
    text = one.content.text or ""
    return OutgoingEmail(
        id=id,
        message_id=message_id(id, sender.domain),
        sender=sender.address,
        sender_name=sender.name,
        recipients=taken.recipients,
        subject=_subject(one),
        text=text if not one.is_meeting else _meeting_text(one),
        html=one.content.html,
        reply_to=reply_address(app, one.id),
        headers=_headers(app, one),
        attachments=tuple(_attachments(app, one)),
        invitation=invitation,
    )


def sms_of(app: App, taken: ToSend) -> OutgoingSms:
    """The text message that a communication is sent as."""
    [recipient] = taken.recipients
    return OutgoingSms(taken.message.id, app.settings.delivery.sms_sender, recipient, taken.message.content.text or "")


def _subject(one: Communication) -> str:
    subject = one.content.subject or ""
    if one.is_meeting and one.status is CommunicationStatus.CANCELLED:
        return f"Cancelled: {fitting(subject, LONGEST_PREFIX)}"
    return f"Updated: {fitting(subject, LONGEST_PREFIX)}" if one.is_meeting and one.sequence else subject


def _headers(app: App, one: Communication) -> dict[str, str]:
    if one.purpose is not CommunicationPurpose.MARKETING:
        return {}
    link = unsubscribe_link(app, one)
    return {"List-Unsubscribe": f"<{link}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}  # RFC 8058


def _attachments(app: App, one: Communication) -> list[EmailAttachment]:
    """Raises AttachmentNotFound, NotScanned."""
    if not one.attachments:
        return []
    with app.database.reading() as session:
        found = attachments.load(session, one.customer_id, [UUID(id) for id in one.attachments])
    for file in found:
        refuse_unscanned(app, file.blob)
    opened = app.blobs.opened
    return [
        EmailAttachment(file.name, file.media_type, file.size, partial(opened, COMMUNICATION_ATTACHMENTS, file.blob))
        for file in found
    ]


def _invitation(app: App, one: Communication, taken: ToSend) -> Invitation:
    from shared.communications.calendar import calendar_of

    cancelled = one.status is CommunicationStatus.CANCELLED
    content = calendar_of(
        one, taken.sequence, organizer=app.settings.delivery.email_sender, stamp=app.clock(), cancelled=cancelled
    )
    return Invitation("CANCEL" if cancelled else "REQUEST", content)


def _meeting_text(one: Communication) -> str:
    plan, zone = one.plan, ZoneInfo(one.plan.time_zone or "UTC")
    start, end = (moment.astimezone(zone) for moment in one.times)
    lines = [
        one.content.subject or "",
        f"{start:%Y-%m-%d %H:%M} – {end:%Y-%m-%d %H:%M} ({plan.time_zone or 'UTC'})",
        plan.location or "",
        plan.link or "",
        "",
        one.content.text or "",
    ]
    return "\n".join(line for line in lines if line is not None).strip() + "\n"

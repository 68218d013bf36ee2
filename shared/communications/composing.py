"""From what a caller wants to say to the message that is sent: templates filled in, times checked, HTML cleaned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.communications.commands import SendMessage
from shared.communications.values import LONGEST_SUBJECT, Content, Recipient, Source
from shared.contacts.queries import load_contacts
from shared.contacts.responses import ContactResponse
from shared.customers.queries import load_customer
from shared.customers.values import CommunicationType
from shared.kernel.errors import Invalid
from shared.kernel.text import email_key, units
from shared.platform.web.schemas import CLOCK_SKEW
from shared.templates import placeholders, rendering
from shared.templates.model import LONGEST_SMS
from shared.templates.queries import load_template
from shared.templates.values import TemplateChannel, TextFormat, Wording

if TYPE_CHECKING:
    from shared.communications.requests import EmailRequest, SmsRequest
    from shared.platform.web.request_context import RequestContext

FARTHEST = timedelta(days=30)


def email(customer_id: UUID, body: EmailRequest, call: RequestContext) -> SendMessage:
    """The command that sends a mail. Raises Invalid, TemplateNotFound, CustomerNotFound."""
    if body.template_id is None:
        wording = Wording(body.subject, body.body or "", body.format or TextFormat.TEXT)
        rendered, source = _literal(wording), Source()
    else:
        own = {"subject": body.subject, "body": body.body, "format": body.format}
        wording, source = _wording(body.template_id, TemplateChannel.EMAIL, own, call)
        values = body.data | _known(customer_id, call, email=body.recipient_email)
        rendered = rendering.render(wording, values)
    if units(rendered.subject or "") > LONGEST_SUBJECT:
        raise Invalid.field("subject", f"must have at most {LONGEST_SUBJECT} UTF-16 units when it is filled in")
    return SendMessage(
        customer_id=customer_id,
        type=CommunicationType.EMAIL,
        recipient=Recipient(email=body.recipient_email),
        content=Content(rendered.subject, rendered.text, rendered.html),
        purpose=body.purpose,
        source=source,
        attachments=body.attachments,
        ai_generated=body.ai_generated,
        send_at=_time(body.send_at, call.app.clock()),
    )


def sms(customer_id: UUID, body: SmsRequest, call: RequestContext) -> SendMessage:
    """The command that sends a text message. Raises Invalid, TemplateNotFound, CustomerNotFound."""
    if body.template_id is None:
        text, source = body.message or "", Source()
    else:
        wording, source = _wording(body.template_id, TemplateChannel.SMS, {"body": body.message}, call)
        values = body.data | _known(customer_id, call, phone=body.recipient_phone)
        text = rendering.render(wording, values).text
    if units(text) > LONGEST_SMS:
        raise Invalid.field("message", f"must have at most {LONGEST_SMS:,} UTF-16 units when it is filled in")
    return SendMessage(
        customer_id=customer_id,
        type=CommunicationType.SMS,
        recipient=Recipient(phone=body.recipient_phone),
        content=Content(text=text),
        purpose=body.purpose,
        source=source,
        send_at=_time(body.send_at, call.app.clock()),
    )


def _literal(wording: Wording) -> rendering.Rendered:
    """Written by hand: nothing is filled in."""
    if wording.format is TextFormat.HTML:
        return rendering.clean(wording.subject, wording.body)
    return rendering.Rendered(wording.subject, wording.body, None)


def _wording(
    id: UUID, channel: TemplateChannel, own: Mapping[str, Any], call: RequestContext
) -> tuple[Wording, Source]:
    """A template with what the caller says instead of it."""
    template = call.ask(load_template, id)
    if template.channel is not channel:
        raise Invalid.field("templateId", f"is a template for {template.channel}")
    given = {name: value for name, value in own.items() if value is not None}
    rendering.check(given)
    return template.wording().replaced(given), Source(template.id, template.content_version)


def _known(
    customer_id: UUID, call: RequestContext, *, email: str | None = None, phone: str | None = None
) -> dict[str, Any]:
    """What is known of the customer, and of the contact who gets the message, for placeholders."""
    known: dict[str, Any] = {"customer": placeholders.of_customer(call.ask(load_customer, customer_id).response)}
    for contact in call.ask(load_contacts, customer_id).response.contacts:
        if _is(contact, email, phone):
            known["contact"] = placeholders.of_contact(contact)
            break
    return known


def _is(contact: ContactResponse, email: str | None, phone: str | None) -> bool:
    return email_key(contact.email) == email_key(email) if email else contact.phone == phone


def _time(send_at: datetime | None, now: datetime) -> datetime | None:
    if send_at is None:
        return None
    if send_at < now - CLOCK_SKEW:
        raise Invalid.field("sendAt", "must not lie in the past")
    if send_at > now + FARTHEST:
        raise Invalid.field("sendAt", f"must be at most {FARTHEST.days} days from now")
    return send_at

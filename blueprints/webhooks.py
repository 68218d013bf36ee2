"""Triggers that providers call: reports of what became of messages, and messages that came in (specification §11.5).

None has a token of ours: each proves itself in its provider's own way.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from shared import communications
from shared.composition import app
from shared.kernel.errors import Invalid, NotFound
from shared.platform import web
from shared.platform.triggers import Triggers
from shared.platform.web.raw import RawRequest
from shared.platform.web.reply import Reply

if TYPE_CHECKING:
    from shared.communications.callbacks import InboundSms
    from shared.communications.delivery_reports import Report

LARGEST_MAIL = 30_000_000
"""Bytes of a request; the mail in it has at most 25 MB."""

triggers = Triggers("Webhooks", app, "What providers of mail and text messages tell us.")


@triggers.route("POST", "webhooks/sendgrid", roles=None, versioned=False, signed=True)
def receive_sendgrid_events(raw: RawRequest) -> Reply[communications.responses.AcceptedResponse]:
    """Take SendGrid's events: delivered, bounced, called spam. They are signed (ECDSA)."""
    communications.callbacks.check_sendgrid(raw, app().settings.delivery.sendgrid_key)
    return _noted(communications.callbacks.sendgrid_reports(raw.body))


@triggers.route("POST", "webhooks/event-grid", roles=None, versioned=False, signed=True)
def receive_event_grid_events(raw: RawRequest) -> Reply[communications.responses.AcceptedResponse]:
    """Take events of Azure Communication Services: reports, and text messages. They bring a Microsoft Entra token.

    The first asks whether this is the right place, and is told so.
    """
    if not app().settings.delivery.event_grid_audience:
        raise communications.callbacks.NotGenuine("Event Grid, whose issuer is not set up")
    claims = _event_grid().claims(raw.headers.get("authorization"))
    communications.callbacks.check_event_grid(claims, app().settings.delivery.event_grid_app)
    events = communications.callbacks.events_of(raw.body)
    if (code := communications.callbacks.validation_code(events)) is not None:
        return Reply(communications.responses.AcceptedResponse(accepted=0, validation_response=code))
    _received(communications.callbacks.event_grid_messages(events))
    return _noted(communications.callbacks.event_grid_reports(events))


@triggers.route("POST", "webhooks/twilio", roles=None, versioned=False, signed=True)
def receive_twilio_events(
    raw: RawRequest, query: communications.requests.TwilioQuery
) -> Reply[communications.responses.AcceptedResponse]:
    """Take Twilio's reports, and text messages that came in. They are signed (HMAC)."""
    delivery = app().settings.delivery
    token = delivery.sms_connection.partition(":")[2] if delivery.sms_provider == "twilio" else ""
    communications.callbacks.check_twilio(raw, token, delivery.public_url)
    if message := communications.callbacks.twilio_message(raw):
        _received([message])
    report = communications.callbacks.twilio_report(raw, query.communication_id)
    return _noted([report] if report else [])


@triggers.route(
    "POST",
    "webhooks/inbound-email/{provider}",
    roles=None,
    versioned=False,
    signed=True,
    body_limit=LARGEST_MAIL,
)
def receive_inbound_email(provider: str, raw: RawRequest) -> Reply[communications.responses.AcceptedResponse]:
    """Take a mail that came in.

    `mime`: as it is (message/rfc822); `sendgrid`: in the form of its Inbound Parse, with the raw mail in it. Whoever
    sends it knows our key, as a password (Basic) or in `X-Inbound-Key`.
    """
    communications.callbacks.check_inbound(raw, app().settings.delivery.inbound_key)
    mail = communications.callbacks.mail_of(provider, raw)
    try:
        matched = communications.inbound_email.receive(app(), mail)
    except communications.inbound_email.Unreadable as unreadable:
        raise Invalid(f"The mail can't be read: {unreadable}") from None
    return Reply(communications.responses.AcceptedResponse(accepted=int(matched)))


def _noted(reports: Iterable[Report]) -> Reply[communications.responses.AcceptedResponse]:
    """What is about a message that we do not know, or no more, changes nothing."""
    news = 0
    for report in reports:
        try:
            news += app().mediator.send(communications.delivery_reports.NoteReport(report))
        except NotFound:
            continue
    return Reply(communications.responses.AcceptedResponse(accepted=news))


def _received(messages: Iterable[InboundSms]) -> None:
    for message in messages:
        communications.inbound_sms.receive(app(), message)


@cache
def _event_grid() -> web.auth.Identity:
    delivery = app().settings.delivery
    return web.auth.Identity(issuer=delivery.event_grid_issuer, audience=delivery.event_grid_audience, jwks_url="")

"""Triggers of communications: their API (specification §5.3), the queues that send messages, and the timer that sees to
those whose time has come."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared import communications
from shared.communications.names import EMAILS, TEXT_MESSAGES
from shared.composition import app
from shared.customers.values import CommunicationType
from shared.platform import web
from shared.platform.messaging.delivery import Delivery
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import SALES, VIEWERS

if TYPE_CHECKING:
    from shared.communications.events import EmailQueued, SmsQueued
    from shared.communications.model import Communication

OF_MESSAGES = ("CUST-001", "CUST-003", "COMM-001", "TEMP-001")
OF_CHANGES = ("CUST-001", "CUST-003", "COMM-003", "COMM-004")

triggers = Triggers(
    "Communications", app, "What was said to customers and by them: mail, text messages, calls and meetings."
)


def _shown(one: Communication) -> Reply[communications.responses.CommunicationResponse]:
    return Reply(communications.responses.CommunicationResponse.of(one), etag=one.version)


def _created(one: Communication) -> Reply[communications.responses.CommunicationResponse]:
    location = f"customers/{one.customer_id}/communications/{one.id}"
    return Reply(communications.responses.CommunicationResponse.of(one), etag=one.version, location=location)


@triggers.route("POST", "customers/{customer_id}/communications/email", roles=SALES, status=201, errors=OF_MESSAGES)
def send_email(
    customer_id: UUID, body: communications.requests.EmailRequest, call: RequestContext
) -> Reply[communications.responses.CommunicationResponse]:
    """Send a mail to the customer or one of its contacts.

    It is accepted and sent in the background: look at its `status`. Whether the recipient wants it is read in the
    moment it is sent; if not, it is `Suppressed`, and `statusReason` says why.
    """
    return call.send(communications.composing.email(customer_id, body, call), _created)


@triggers.route("POST", "customers/{customer_id}/communications/sms", roles=SALES, status=201, errors=OF_MESSAGES)
def send_sms(
    customer_id: UUID, body: communications.requests.SmsRequest, call: RequestContext
) -> Reply[communications.responses.CommunicationResponse]:
    """Send a text message to the customer or one of its contacts, as mail is sent."""
    return call.send(communications.composing.sms(customer_id, body, call), _created)


@triggers.route(
    "POST",
    "customers/{customer_id}/communications/phone-call",
    roles=SALES,
    status=201,
    errors=("CUST-001", "CUST-003"),
)
def log_phone_call(
    customer_id: UUID, body: communications.requests.PhoneCallRequest, call: RequestContext
) -> Reply[communications.responses.CommunicationResponse]:
    """Log a phone call."""
    command = communications.commands.LogCall(
        customer_id=customer_id,
        direction=body.call_type,
        phone=body.phone_number,
        seconds=body.duration_in_seconds,
        content=body.content(),
        call_time=body.call_time or app().clock(),
    )
    return call.send(command, _created)


@triggers.route(
    "POST", "customers/{customer_id}/communications/meeting", roles=SALES, status=201, errors=("CUST-001", "CUST-003")
)
def schedule_meeting(
    customer_id: UUID, body: communications.requests.MeetingRequest, call: RequestContext
) -> Reply[communications.responses.CommunicationResponse]:
    """Schedule a meeting. Attendees that are named by an e-mail address get an invitation for their calendars."""
    command = communications.commands.ScheduleMeeting(
        customer_id=customer_id, type=body.type, content=body.content(), plan=body.plan()
    )
    return call.send(command, _created)


@triggers.route("GET", "customers/{customer_id}/communications", roles=VIEWERS, errors=("CUST-001",))
def list_communications(
    customer_id: UUID, query: communications.requests.CommunicationQuery, call: RequestContext
) -> Reply[web.paging.Page[communications.responses.CommunicationSummary]]:
    """List a customer's communications, newest first."""
    window = call.window(query, of=f"communications of {customer_id}")
    kind = communications.cache.histories_of(customer_id)
    return Reply(call.ask_cached_by(kind, query, communications.queries.history_of, customer_id, query, window))


@triggers.route(
    "GET",
    "customers/{customer_id}/communications/{communication_id}",
    roles=VIEWERS,
    errors=("CUST-001", "COMM-003"),
)
def get_communication(
    customer_id: UUID, communication_id: UUID, call: RequestContext
) -> Reply[communications.responses.CommunicationResponse]:
    """Show a communication, whole."""
    found = call.ask(communications.queries.load_communication, customer_id, communication_id)
    return Reply(found, etag=found.version)


@triggers.route("PUT", "customers/{customer_id}/communications/{communication_id}", roles=SALES, errors=OF_CHANGES)
def update_meeting(
    customer_id: UUID,
    communication_id: UUID,
    body: communications.requests.MeetingUpdateRequest,
    call: RequestContext,
) -> Reply[communications.responses.CommunicationResponse]:
    """Move or change a meeting: replace its named fields. Its attendees get the change for their calendars."""
    command = communications.commands.UpdateMeeting(
        customer_id, communication_id, expecting=call.expecting, provided=body.changes()
    )
    return call.send(command, _shown)


@triggers.route(
    "POST", "customers/{customer_id}/communications/{communication_id}/cancel", roles=SALES, errors=OF_CHANGES
)
def cancel_communication(
    customer_id: UUID,
    communication_id: UUID,
    body: communications.requests.CancellationRequest,
    call: RequestContext,
) -> Reply[communications.responses.CommunicationResponse]:
    """Call off a meeting, of which its attendees are told, or a message that is not sent yet."""
    command = communications.commands.CancelCommunication(
        customer_id, communication_id, expecting=call.expecting, reason=body.reason
    )
    return call.send(command, _shown)


@triggers.queue(EMAILS)
def send_queued_email(event: EmailQueued, _delivery: Delivery) -> None:
    """A mail, or an invitation, is to be sent."""
    communications.sending.send_message(app(), event.communication_id, CommunicationType.EMAIL)


@triggers.queue(TEXT_MESSAGES)
def send_queued_sms(event: SmsQueued, _delivery: Delivery) -> None:
    """A text message is to be sent."""
    communications.sending.send_message(app(), event.communication_id, CommunicationType.SMS)


@triggers.timer("COMMUNICATIONS_SCHEDULE")
def send_due_messages() -> None:
    """Have messages sent whose time has come, and those whose worker died."""
    communications.sending.dispatch_due(app())

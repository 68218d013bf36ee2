"""Whom we write to about complaints: customers when one is received or resolved, our own people when it is theirs."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.adapters.delivery import Ambiguous, OutgoingEmail, Refused, TryLater
from shared.communications.automatic import by_template
from shared.communications.events import CustomerMessageReceived
from shared.communications.values import PERSONAL
from shared.complaints.commands import HearFromCustomer
from shared.complaints.errors import ComplaintNotFound
from shared.complaints.events import (
    ComplaintAssigned,
    ComplaintDueSoon,
    ComplaintEscalated,
    CustomerComplaintReceived,
    CustomerComplaintResolved,
)
from shared.complaints.queries import load_complaint
from shared.complaints.satisfaction import link_of
from shared.contacts.errors import ContactNotFound
from shared.customers.errors import CustomerArchived, CustomerNotFound
from shared.platform.resilience import Unreachable
from shared.settings import SettingsError
from shared.settings.agents import agents_of
from shared.templates.model import TemplateNotFound

if TYPE_CHECKING:
    from shared.complaints.responses import ComplaintResponse
    from shared.kernel.events import DomainEvent
    from shared.platform.app import App
    from shared.platform.messaging.delivery import Delivery

type ToCustomer = CustomerComplaintReceived | CustomerComplaintResolved
type ToAssignee = ComplaintAssigned | ComplaintDueSoon | ComplaintEscalated
GONE = (ComplaintNotFound, CustomerNotFound, CustomerArchived, ContactNotFound)
WORDS: dict[type[ToAssignee], str] = {
    ComplaintAssigned: "is yours",
    ComplaintDueSoon: "is due soon",
    ComplaintEscalated: "is escalated",
}

log = logging.getLogger(__name__)


def write(app: App, event: DomainEvent, delivery: Delivery) -> None:
    """Writes whatever is to be written of an event."""
    if isinstance(event, CustomerComplaintReceived | CustomerComplaintResolved):
        _write_to_customer(app, event, delivery)
    elif isinstance(event, ComplaintAssigned | ComplaintDueSoon | ComplaintEscalated):
        _write_to_assignee(app, event, delivery)


def hear(app: App, event: DomainEvent, delivery: Delivery) -> None:
    """The customer itself wrote: what waited for that waits no more.

    What programs write, and what nobody has verified, changes nothing.
    """
    if not isinstance(event, CustomerMessageReceived) or not event.is_verified or event.kind != PERSONAL:
        return
    with suppress(*GONE):
        app.mediator.send(HearFromCustomer(event.customer_id, event.received_at), once=delivery.once)


def _write_to_customer(app: App, event: ToCustomer, delivery: Delivery) -> None:
    """Says that it was received, or asks how content the customer is, if there is a template for it; once.

    Raises what is wrong with the template: it is tried again, and lies among the dead letters then.
    """
    business = app.settings.business
    received = isinstance(event, CustomerComplaintReceived)
    template = business.complaint_received_template if received else business.complaint_resolved_template
    if not template:
        return
    with suppress(*GONE):  # whoever is gone is not written to
        with app.database.reading() as session:
            one = load_complaint(session, event.customer_id, event.complaint_id)
        if isinstance(event, CustomerComplaintResolved) and one.resolved_at != event.resolved_at:
            return  # it is taken up again, or resolved anew
        told = {"complaint": _told(app, one)}
        try:
            message = by_template(app, UUID(template), one.customer_id, one.contact_id, told)
        except TemplateNotFound as missing:
            raise SettingsError(f"{missing} It is named in the settings of complaints.") from missing
        app.mediator.send(message, once=delivery.once)


def _told(app: App, one: ComplaintResponse) -> dict[str, Any]:
    """What a template may say of a complaint."""
    return {
        "number": one.complaint_number,
        "subject": one.subject,
        "resolution": one.resolution or "",
        "satisfactionLink": link_of(app, one),
    }


def _write_to_assignee(app: App, event: ToAssignee, delivery: Delivery) -> None:
    """Tells whoever cares for it, if the business has named an address: its number, and nothing about anybody.

    It may be told twice if a worker dies.
    """
    addresses = {one.name: one.address for one in agents_of(app.settings.business.complaint_agents)}
    address = addresses.get(event.assigned_to or "")
    if address is None or app.channels.email is None:
        return
    try:
        with app.database.reading() as session:
            one = load_complaint(session, event.customer_id, event.complaint_id)
    except GONE:
        return
    id, settings = UUID(delivery.once.message_id), app.settings.delivery
    due = f"\nDue: {one.due_at:%d %b %Y, %H:%M} UTC" if one.due_at else ""
    path = f"customers/{one.customer_id}/complaints/{one.id}"
    mail = OutgoingEmail(
        id=id,
        message_id=f"<{id}@{settings.email_sender.domain}>",
        sender=settings.email_sender.address,
        sender_name=settings.email_sender.name,
        recipients=(address,),
        subject=f"{one.complaint_number} {WORDS[type(event)]}",
        text=f"Priority: {one.priority}{due}\n{settings.public_url}/api/v1/{path}\n",
        html=None,
    )
    try:
        app.channels.email.send(mail)
    except TryLater as later:
        raise Unreachable(f"{later}") from later  # which has it wait
    except (Refused, Ambiguous) as failure:
        log.warning("Who cares for a complaint could not be told: %s", failure)

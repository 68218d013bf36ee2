"""New words of a customer are read, outside any transaction; what they suggest is noted, and nothing is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from shared.communications.events import (
    CustomerEmailSent,
    CustomerMeetingScheduled,
    CustomerMessageReceived,
    CustomerPhoneCallLogged,
    CustomerSMSSent,
)
from shared.complaints.events import (
    ComplaintEscalated,
    ComplaintRated,
    ComplaintStatusChanged,
    CustomerComplaintReceived,
    CustomerComplaintResolved,
)
from shared.customers.events import (
    CustomerArchivedByMerge,
    CustomerMerged,
    CustomerPreferencesUpdated,
    CustomerReactivated,
    CustomerRegistered,
    CustomerRestored,
)
from shared.insights.commands import ForgetInsights, KeepFinding, MarkChanged
from shared.insights.consent import agrees
from shared.insights.making import find
from shared.insights.portraits import portraits
from shared.platform.persistence.reading import ask
from shared.platform.resilience import Unreachable
from shared.testimonials.events import CustomerTestimonialReceived

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shared.insights.portraits import Portrait
    from shared.kernel.events import DomainEvent
    from shared.platform.app import App
    from shared.platform.messaging.delivery import Delivery

CHANGING = (
    CustomerEmailSent
    | CustomerSMSSent
    | CustomerMeetingScheduled
    | CustomerComplaintResolved
    | ComplaintStatusChanged
    | ComplaintEscalated
    | ComplaintRated
    | CustomerRegistered
    | CustomerMerged
    | CustomerRestored
    | CustomerReactivated
    | CustomerPreferencesUpdated
)


def hear(app: App, event: DomainEvent, delivery: Delivery) -> None:
    """What an event means for its customer's insights: a text to read, or that something changed."""
    if not app.settings.business.enable_ai_insights:
        _forget(app, event, delivery)  # whoever withdraws its consent meanwhile is not known when all is on again
        return
    match event:
        case CustomerMessageReceived() | CustomerPhoneCallLogged():
            _read(app, event.customer_id, event.communication_id, delivery)
        case CustomerComplaintReceived():
            _read(app, event.customer_id, event.complaint_id, delivery)
        case CustomerTestimonialReceived():
            _read(app, event.customer_id, event.testimonial_id, delivery)
        case CustomerArchivedByMerge():
            app.mediator.send(ForgetInsights(event.customer_id), once=delivery.once)
        case _ if isinstance(event, CHANGING):
            _note_change(app, event.customer_id, delivery)


def _forget(app: App, event: DomainEvent, delivery: Delivery) -> None:
    match event:
        case CustomerArchivedByMerge():
            app.mediator.send(ForgetInsights(event.customer_id), once=delivery.once)
        case CustomerPreferencesUpdated() if ask(app.database, agrees, event.customer_id) is False:
            app.mediator.send(ForgetInsights(event.customer_id), once=delivery.once)


def _note_change(app: App, customer_id: UUID, delivery: Delivery) -> None:
    """Whoever withdrew its consent is forgotten at once; of everybody else the next run makes insights anew."""
    if ask(app.database, agrees, customer_id) is False:
        app.mediator.send(ForgetInsights(customer_id), once=delivery.once)
    else:
        app.mediator.send(MarkChanged(customer_id), once=delivery.once)


def _read(app: App, customer_id: UUID, source_id: UUID, delivery: Delivery) -> None:
    """A text that was read before is not read again. Where a service is away, the next refresh reads it."""
    portrait = ask(app.database, _portrait, app, customer_id, source_id)
    if portrait is None:
        _note_change(app, customer_id, delivery)
        return
    [unread] = portrait.unread
    try:
        finding = find(app.ai, portrait, unread)
    except Unreachable:
        app.mediator.send(MarkChanged(customer_id), once=delivery.once)
        return
    app.mediator.send(KeepFinding(finding), once=delivery.once)


def _portrait(session: Session, app: App, customer_id: UUID, source_id: UUID) -> Portrait | None:
    """The customer with this one text; None if the text was read, is gone, or must not be read."""
    found = portraits(session, [customer_id], app.clock(), app.settings.business).get(customer_id)
    unread = [one for one in found.unread if one.source_id == source_id] if found else []
    if not found or not unread or not found.customer.agrees:
        return None
    return replace(found, unread=(unread[0],))

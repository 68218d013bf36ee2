"""Triggers of consents: their API (decisions "Events, audit, privacy")."""

from __future__ import annotations

from uuid import UUID

from shared import consents, contacts, customers
from shared.composition import app
from shared.platform import web
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import SALES, VIEWERS

triggers = Triggers("Consents", app, "What customers and contacts agreed to: every change, and how it is known.")


@triggers.route("GET", "customers/{customer_id}/consents", roles=VIEWERS, versioned=False, errors=("CUST-001",))
def list_customer_consents(
    customer_id: UUID, query: web.paging.PageQuery, call: RequestContext
) -> Reply[web.paging.Page[consents.responses.ConsentResponse]]:
    """List every change of what a customer agreed to, newest first."""
    call.ask(customers.queries.contacts_version, customer_id)
    window = call.window(query, of=f"consents of {customer_id}")
    return Reply(call.ask(consents.queries.consents_of, customer_id, None, window))


@triggers.route(
    "PUT", "customers/{customer_id}/consents", roles=SALES, versioned=False, errors=("CUST-001", "CUST-003")
)
def change_customer_consent(
    customer_id: UUID, body: consents.requests.ConsentRequest, call: RequestContext
) -> Reply[consents.responses.ConsentResponse]:
    """Note what a customer agrees to, or withdraws.

    Without `channel` it is also what `preferences.consents` says from then on.
    """
    noted = call.app.mediator.send(
        customers.commands.ChangeConsent(customer_id, body.value()),
        actor=call.caller.id,
        trace_parent=call.trace.parent,
    )
    return Reply(call.ask(consents.queries.consent_with_id, noted))


@triggers.route(
    "GET",
    "customers/{customer_id}/contacts/{contact_id}/consents",
    roles=VIEWERS,
    versioned=False,
    errors=("CUST-001", "CONT-001"),
)
def list_contact_consents(
    customer_id: UUID, contact_id: UUID, query: web.paging.PageQuery, call: RequestContext
) -> Reply[web.paging.Page[consents.responses.ConsentResponse]]:
    """List every change of what a contact agreed to, newest first."""
    contacts.queries.one_of(call.ask(contacts.queries.load_contacts, customer_id).response, contact_id)
    window = call.window(query, of=f"consents of {contact_id}")
    return Reply(call.ask(consents.queries.consents_of, customer_id, contact_id, window))


@triggers.route(
    "PUT",
    "customers/{customer_id}/contacts/{contact_id}/consents",
    roles=SALES,
    versioned=False,
    errors=("CUST-001", "CUST-003", "CONT-001"),
)
def change_contact_consent(
    customer_id: UUID, contact_id: UUID, body: consents.requests.ConsentRequest, call: RequestContext
) -> Reply[consents.responses.ConsentResponse]:
    """Note what a contact agrees to, or withdraws."""
    noted = call.app.mediator.send(
        contacts.commands.ChangeContactConsent(customer_id, contact_id, body.value()),
        actor=call.caller.id,
        trace_parent=call.trace.parent,
    )
    return Reply(call.ask(consents.queries.consent_with_id, noted))

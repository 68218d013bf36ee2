"""Triggers of templates: their API (ours; decisions "Communications")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared import contacts, customers, templates
from shared.composition import app
from shared.platform import web
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import ADMINS, SALES, VIEWERS

if TYPE_CHECKING:
    from shared.templates.model import Template

triggers = Triggers("Templates", app, "Texts of messages with placeholders, filled in for whom they go to.")


def _shown(one: Template) -> Reply[templates.responses.TemplateResponse]:
    return Reply(templates.responses.TemplateResponse.of(one), etag=one.version)


def _created(one: Template) -> Reply[templates.responses.TemplateResponse]:
    return Reply(templates.responses.TemplateResponse.of(one), etag=one.version, location=f"templates/{one.id}")


@triggers.route("POST", "templates", roles=ADMINS, status=201, errors=("TEMP-002",))
def create_template(
    body: templates.requests.NewTemplate, call: RequestContext
) -> Reply[templates.responses.TemplateResponse]:
    """Create a template.

    Placeholders are Liquid: `{{ customer.companyName }}`, `{{ contact.firstName }}`, or names of your own that come
    with each message. A text that can't be filled in is refused.
    """
    templates.rendering.check({"subject": body.subject, "body": body.body})
    return call.send(templates.commands.CreateTemplate(body.name, body.channel, body.wording()), _created)


@triggers.route("GET", "templates", roles=VIEWERS)
def list_templates(
    query: templates.requests.TemplateQuery, call: RequestContext
) -> Reply[web.paging.Page[templates.responses.TemplateResponse]]:
    """List templates, by name."""
    return Reply(call.ask(templates.queries.list_templates, query, call.window(query, of="templates")))


@triggers.route("GET", "templates/{template_id}", roles=VIEWERS, errors=("TEMP-001",))
def get_template(template_id: UUID, call: RequestContext) -> Reply[templates.responses.TemplateResponse]:
    """Show a template."""
    found = call.ask(templates.queries.load_template, template_id)
    return Reply(found, etag=found.version)


@triggers.route("PUT", "templates/{template_id}", roles=ADMINS, errors=("TEMP-001", "TEMP-002"))
def update_template(
    template_id: UUID, body: templates.requests.TemplateRequest, call: RequestContext
) -> Reply[templates.responses.TemplateResponse]:
    """Replace the named fields of a template; the others stay. Messages that were made of it keep their text."""
    provided = body.provided()
    templates.rendering.check(provided)
    command = templates.commands.UpdateTemplate(template_id=template_id, expecting=call.expecting, provided=provided)
    return call.send(command, _shown)


@triggers.route("DELETE", "templates/{template_id}", roles=ADMINS, status=204, errors=("TEMP-001",))
def delete_template(template_id: UUID, call: RequestContext) -> Reply[None]:
    """Take a template out of use. Its name is free again."""
    command = templates.commands.DeleteTemplate(template_id=template_id, expecting=call.expecting)
    return call.send(command, lambda _gone: Reply())


@triggers.route(
    "POST",
    "templates/{template_id}/preview",
    roles=SALES,
    versioned=False,
    errors=("TEMP-001", "CUST-001", "CONT-001"),
)
def preview_template(
    template_id: UUID, body: templates.requests.PreviewRequest, call: RequestContext
) -> Reply[templates.responses.PreviewResponse]:
    """Show a template filled in, and send nothing. Placeholders without a value are named by a 400."""
    wording = call.ask(templates.queries.load_template, template_id).wording()
    made = templates.rendering.render(wording, body.values() | _known(body, call))
    return call.kept(Reply(templates.responses.PreviewResponse(**made._asdict())))


@triggers.route(
    "POST",
    "templates/{template_id}/test",
    roles=ADMINS,
    versioned=False,
    errors=("TEMP-001", "CUST-001", "CONT-001", "COMM-002"),
)
def send_template_test(
    template_id: UUID, body: templates.requests.TestRequest, call: RequestContext
) -> Reply[templates.responses.PreviewResponse]:
    """Send a template filled in to any address, marked as a test, at once; it is on record with nobody."""
    template = call.ask(templates.queries.load_template, template_id)
    recipient = body.recipient(template.channel)
    made = templates.rendering.render(template.wording(), body.values() | _known(body, call))
    templates.trial.send(app(), template.channel, recipient, made)
    return call.kept(Reply(templates.responses.PreviewResponse(**made._asdict())))


def _known(body: templates.requests.PreviewRequest, call: RequestContext) -> dict[str, Any]:
    """What is known of the customer and the contact, for placeholders."""
    if body.customer_id is None:
        return {}
    customer = call.ask(customers.queries.load_customer, body.customer_id).response
    known: dict[str, Any] = {"customer": templates.placeholders.of_customer(customer)}
    if body.contact_id:
        held = call.ask(contacts.queries.load_contacts, body.customer_id).response
        known["contact"] = templates.placeholders.of_contact(contacts.queries.one_of(held, body.contact_id))
    return known

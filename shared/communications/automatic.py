"""Mail that nobody writes by hand: a template, filled in for a customer when something happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.communications.commands import SendMessage
from shared.communications.values import Content, Recipient, Source
from shared.contacts.queries import load_contacts
from shared.customers.queries import load_customer
from shared.customers.values import CommunicationType
from shared.templates import placeholders, rendering
from shared.templates.queries import load_template

if TYPE_CHECKING:
    from shared.platform.app import App


def by_template(
    app: App, template_id: UUID, customer_id: UUID, contact_id: UUID | None, data: Mapping[str, Any]
) -> SendMessage:
    """The command that sends it, to the contact or else to the customer's own address.

    Raises TemplateNotFound, CustomerNotFound, and Invalid if the template asks for what is not there.
    """
    with app.database.reading() as session:
        template = load_template(session, template_id)
        customer = load_customer(session, customer_id).response
        people = {one.id: one for one in load_contacts(session, customer_id).response.contacts}
    contact = people.get(contact_id) if contact_id else None
    known: dict[str, Any] = {"customer": placeholders.of_customer(customer)}
    if contact:
        known["contact"] = placeholders.of_contact(contact)
    rendered = rendering.render(template.wording(), {**data, **known})
    return SendMessage(
        customer_id=customer_id,
        type=CommunicationType.EMAIL,
        recipient=Recipient(email=contact.email if contact else customer.contact_info.primary_email),
        content=Content(rendered.subject, rendered.text, rendered.html),
        source=Source(template.id, template.content_version),
    )

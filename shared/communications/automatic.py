"""Mail that nobody writes by hand: a template, filled in for a customer when something happened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.communications.commands import SendMessage
from shared.communications.values import LONGEST_SUBJECT, Content, Recipient, Source
from shared.contacts.errors import ContactNotFound
from shared.contacts.queries import load_contacts
from shared.customers.queries import load_customer
from shared.customers.values import CommunicationType
from shared.kernel.text import fitting
from shared.templates import placeholders, rendering
from shared.templates.queries import load_template

if TYPE_CHECKING:
    from shared.platform.app import App


def by_template(
    app: App, template_id: UUID, customer_id: UUID, contact_id: UUID | None, data: Mapping[str, Any]
) -> SendMessage:
    """The command that sends it, to the contact, or to the customer's own address if it is no contact's affair.

    Raises TemplateNotFound, CustomerNotFound, ContactNotFound, and Invalid if the template asks for what is not there.
    """
    with app.database.reading() as session:
        template = load_template(session, template_id)
        customer = load_customer(session, customer_id).response
        people = {one.id: one for one in load_contacts(session, customer_id).response.contacts}
    if contact_id and contact_id not in people:
        raise ContactNotFound(contact_id)
    contact = people[contact_id] if contact_id else None
    known = {
        "customer": placeholders.of_customer(customer),
        "contact": placeholders.of_contact(contact) if contact else placeholders.NOBODY,
    }
    rendered = rendering.render(template.wording(), {**data, **known})
    return SendMessage(
        customer_id=customer_id,
        type=CommunicationType.EMAIL,
        recipient=Recipient(email=contact.email if contact else customer.contact_info.primary_email),
        content=Content(fitting(rendered.subject or "", LONGEST_SUBJECT), rendered.text, rendered.html),
        source=Source(template.id, template.content_version),
    )

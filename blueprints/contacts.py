"""HTTP triggers for contacts (specification §5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared.composition import app
from shared.platform.lazy import lazy
from shared.platform.web.endpoint import SALES, VIEWERS, Api
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext

if TYPE_CHECKING:
    from shared.adapters.cache import Entry
    from shared.contacts import commands, queries, requests, responses
    from shared.contacts.model import Contact
    from shared.platform.web import paging
else:
    requests, commands, queries, responses = lazy("shared.contacts", "requests", "commands", "queries", "responses")
    (paging,) = lazy("shared.platform.web", "paging")

api = Api("Contacts", app)


def _shown(contact: Contact) -> Reply[responses.ContactResponse]:
    return Reply(responses.ContactResponse.of(contact), etag=contact.version)


def _added(contact: Contact) -> Reply[responses.ContactResponse]:
    location = f"customers/{contact.customer_id}/contacts/{contact.id}"
    return Reply(responses.ContactResponse.of(contact), etag=contact.version, location=location)


def _book(customer_id: UUID) -> Entry:
    def load() -> Entry:
        with app().database.reading() as session:
            return queries.load_book(session, customer_id)

    return app().read_cache.get(queries.book_key(customer_id), load)


@api.route(
    "POST",
    "customers/{customer_id}/contacts",
    roles=SALES,
    status=201,
    errors=("CUST-001", "CUST-003", "CONT-002", "CONT-004"),
)
def add_contact(customer_id: UUID, body: requests.NewContact, call: RequestContext) -> Reply[responses.ContactResponse]:
    """Add a contact.

    The first contact of a customer becomes its primary one. With `isPrimary` the new one takes over.
    """
    return call.send(commands.AddContact(customer_id, body.details(), body.is_primary, body.tags), _added)


@api.route("GET", "customers/{customer_id}/contacts", roles=VIEWERS, errors=("CUST-001",))
def list_contacts(customer_id: UUID, query: requests.ContactQuery) -> Reply[paging.Page[responses.ContactResponse]]:
    """List a customer's contacts, the primary one first, then by name."""
    part = query.within(app().settings.business, of=f"contacts of {customer_id}")
    return Reply(queries.listed(_book(customer_id), query, part))


@api.route("GET", "customers/{customer_id}/contacts/{contact_id}", roles=VIEWERS, errors=("CUST-001", "CONT-001"))
def get_contact(customer_id: UUID, contact_id: UUID) -> Reply[responses.ContactResponse]:
    """Show a contact."""
    entry = queries.one_of(_book(customer_id), contact_id)
    return Reply(entry.payload, etag=entry.version)


@api.route(
    "PUT",
    "customers/{customer_id}/contacts/{contact_id}",
    roles=SALES,
    errors=("CUST-001", "CUST-003", "CONT-001", "CONT-002"),
)
def update_contact(
    customer_id: UUID, contact_id: UUID, body: requests.ContactRequest, call: RequestContext
) -> Reply[responses.ContactResponse]:
    """Replace the named fields of a contact; the others stay."""
    return call.send(commands.UpdateContact(customer_id, contact_id, call.expecting, provided=body.provided()), _shown)


@api.route(
    "DELETE",
    "customers/{customer_id}/contacts/{contact_id}",
    roles=SALES,
    status=204,
    errors=("CUST-001", "CUST-003", "CONT-001", "CONT-003"),
)
def remove_contact(
    customer_id: UUID, contact_id: UUID, query: requests.RemovalQuery, call: RequestContext
) -> Reply[None]:
    """Remove a contact. The primary one can go only last."""
    command = commands.RemoveContact(customer_id, contact_id, call.expecting, reason=query.reason)
    return call.send(command, lambda _removed: Reply())


@api.route(
    "POST",
    "customers/{customer_id}/contacts/{contact_id}/tags",
    roles=SALES,
    errors=("CUST-001", "CUST-003", "CONT-001"),
)
def tag_contact(
    customer_id: UUID, contact_id: UUID, body: requests.TagRequest, call: RequestContext
) -> Reply[responses.ContactResponse]:
    """Give a contact a tag. Case does not matter: having it already is fine."""
    return call.send(commands.TagContact(customer_id, contact_id, call.expecting, tag=body.tag), _shown)


@api.route(
    "DELETE",
    "customers/{customer_id}/contacts/{contact_id}/tags/{tag}",
    roles=SALES,
    errors=("CUST-001", "CUST-003", "CONT-001"),
)
def untag_contact(
    customer_id: UUID, contact_id: UUID, tag: str, call: RequestContext
) -> Reply[responses.ContactResponse]:
    """Take a tag from a contact. Case does not matter: not having it is fine."""
    return call.send(commands.UntagContact(customer_id, contact_id, call.expecting, tag=tag), _shown)

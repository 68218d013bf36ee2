"""HTTP triggers for contacts (specification §5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared.composition import app
from shared.platform.lazy import lazy
from shared.platform.web.call import Call
from shared.platform.web.endpoint import SALES, VIEWERS, Api
from shared.platform.web.reply import Reply

if TYPE_CHECKING:
    from shared.adapters.cache import Entry
    from shared.contacts import bodies, commands, queries, views
    from shared.contacts.model import Contact
    from shared.platform.web import paging
else:
    bodies, commands, queries, views = lazy("shared.contacts", "bodies", "commands", "queries", "views")
    (paging,) = lazy("shared.platform.web", "paging")

api = Api("Contacts", app)


def _shown(contact: Contact) -> Reply[views.ContactView]:
    return Reply(views.ContactView.of(contact), etag=contact.version)


def _added(contact: Contact) -> Reply[views.ContactView]:
    location = f"customers/{contact.customer_id}/contacts/{contact.id}"
    return Reply(views.ContactView.of(contact), etag=contact.version, location=location)


def _book(customer_id: UUID) -> Entry:
    def load() -> Entry:
        with app().database.reading() as session:
            return queries.load_book(session, customer_id)

    return app().profiles.get(queries.book_key(customer_id), load)


@api.route(
    "POST", "customers/{customer_id}/contacts", roles=SALES, status=201,
    refuses=("CUST-001", "CUST-003", "CONT-002", "CONT-004"),
)  # fmt: skip
def add_contact(customer_id: UUID, body: bodies.NewContact, call: Call) -> Reply[views.ContactView]:
    """Add a contact.

    The first contact of a customer becomes its primary one. With `isPrimary` the new one takes over.
    """
    return call.send(commands.AddContact(customer_id, body.details(), body.is_primary, body.tags), _added)


@api.route("GET", "customers/{customer_id}/contacts", roles=VIEWERS, refuses=("CUST-001",))
def list_contacts(customer_id: UUID, query: bodies.ContactQuery) -> Reply[paging.Page[views.ContactView]]:
    """List a customer's contacts, the primary one first, then by name."""
    part = query.within(app().settings.business, of=f"contacts of {customer_id}")
    return Reply(queries.listed(_book(customer_id), query, part))


@api.route("GET", "customers/{customer_id}/contacts/{contact_id}", roles=VIEWERS, refuses=("CUST-001", "CONT-001"))
def get_contact(customer_id: UUID, contact_id: UUID) -> Reply[views.ContactView]:
    """Show a contact."""
    entry = queries.one_of(_book(customer_id), contact_id)
    return Reply(entry.payload, etag=entry.version)


@api.route(
    "PUT", "customers/{customer_id}/contacts/{contact_id}", roles=SALES,
    refuses=("CUST-001", "CUST-003", "CONT-001", "CONT-002"),
)  # fmt: skip
def update_contact(
    customer_id: UUID, contact_id: UUID, body: bodies.ContactBody, call: Call
) -> Reply[views.ContactView]:
    """Replace the named fields of a contact; the others stay."""
    return call.send(commands.UpdateContact(customer_id, contact_id, call.expecting, named=body.named()), _shown)


@api.route(
    "DELETE", "customers/{customer_id}/contacts/{contact_id}", roles=SALES, status=204,
    refuses=("CUST-001", "CUST-003", "CONT-001", "CONT-003"),
)  # fmt: skip
def remove_contact(customer_id: UUID, contact_id: UUID, query: bodies.RemovalQuery, call: Call) -> Reply[None]:
    """Remove a contact. The primary one can go only last."""
    command = commands.RemoveContact(customer_id, contact_id, call.expecting, reason=query.reason)
    return call.send(command, lambda _removed: Reply())


@api.route(
    "POST", "customers/{customer_id}/contacts/{contact_id}/tags", roles=SALES,
    refuses=("CUST-001", "CUST-003", "CONT-001"),
)  # fmt: skip
def tag_contact(customer_id: UUID, contact_id: UUID, body: bodies.TagBody, call: Call) -> Reply[views.ContactView]:
    """Give a contact a tag. Case does not matter: having it already is fine."""
    return call.send(commands.TagContact(customer_id, contact_id, call.expecting, tag=body.tag), _shown)


@api.route(
    "DELETE", "customers/{customer_id}/contacts/{contact_id}/tags/{tag}", roles=SALES,
    refuses=("CUST-001", "CUST-003", "CONT-001"),
)  # fmt: skip
def untag_contact(customer_id: UUID, contact_id: UUID, tag: str, call: Call) -> Reply[views.ContactView]:
    """Take a tag from a contact. Case does not matter: not having it is fine."""
    return call.send(commands.UntagContact(customer_id, contact_id, call.expecting, tag=tag), _shown)

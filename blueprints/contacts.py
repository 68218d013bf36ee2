"""Triggers of contacts: their API (specification §5.2), and the cache they are read from."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from shared import contacts, customers, imports
from shared.composition import app
from shared.contacts.names import CONTACT_EVENTS, SEARCH
from shared.platform import web
from shared.platform.jobs.work import Work
from shared.platform.messaging.delivery import Delivery
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import SALES, VIEWERS

if TYPE_CHECKING:
    from shared.contacts.model import Contact
    from shared.kernel.events import DomainEvent

AT_ONCE = 1000
"""Customers whose marks are made together."""

log = logging.getLogger(__name__)
triggers = Triggers("Contacts", app, "The people at a customer, one of them primary, with their tags.")


def _shown(contact: Contact) -> Reply[contacts.responses.ContactResponse]:
    return Reply(contacts.responses.ContactResponse.of(contact), etag=contact.version)


def _added(contact: Contact) -> Reply[contacts.responses.ContactResponse]:
    location = f"customers/{contact.customer_id}/contacts/{contact.id}"
    return Reply(contacts.responses.ContactResponse.of(contact), etag=contact.version, location=location)


def _all(customer_id: UUID, call: RequestContext) -> contacts.responses.AllContacts:
    key = contacts.cache.contacts_key(customer_id)
    return call.ask_cached(key, contacts.queries.load_contacts, customer_id).parsed(contacts.responses.AllContacts)


@triggers.route(
    "POST",
    "customers/{customer_id}/contacts",
    roles=SALES,
    status=201,
    errors=("CUST-001", "CUST-003", "CONT-002", "CONT-004", "PRIV-001"),
)
def add_contact(
    customer_id: UUID, body: contacts.requests.NewContact, call: RequestContext
) -> Reply[contacts.responses.ContactResponse]:
    """Add a contact.

    The first contact of a customer becomes its primary one. With `isPrimary` the new one takes over.
    """
    consent = body.fresh_consent.value() if body.fresh_consent else None
    command = contacts.commands.AddContact(customer_id, body.details(), body.is_primary, body.tags, consent)
    return call.send(command, _added)


@triggers.route("GET", "customers/{customer_id}/contacts", roles=VIEWERS, errors=("CUST-001",))
def list_contacts(
    customer_id: UUID, query: contacts.requests.ContactQuery, call: RequestContext
) -> Reply[web.paging.Page[contacts.responses.ContactResponse]]:
    """List a customer's contacts, the primary one first, then by name."""
    window = call.window(query, of=f"contacts of {customer_id}")
    return Reply(contacts.queries.page_of(_all(customer_id, call), query, window))


@triggers.route("GET", "customers/{customer_id}/contacts/{contact_id}", roles=VIEWERS, errors=("CUST-001", "CONT-001"))
def get_contact(customer_id: UUID, contact_id: UUID, call: RequestContext) -> Reply[contacts.responses.ContactResponse]:
    """Show a contact.

    Under the id of a contact or a customer that was merged, whoever it stands for is shown.
    """
    found = contacts.queries.find_in(_all(customer_id, call), contact_id)
    if found is None:
        customer_id, contact_id = call.ask(contacts.queries.standing_for, customer_id, contact_id)
        found = contacts.queries.one_of(_all(customer_id, call), contact_id)
    return Reply(found, etag=found.version)


@triggers.route(
    "GET", "customers/{customer_id}/contacts/{contact_id}/history", roles=VIEWERS, errors=("CUST-001", "CONT-001")
)
def get_contact_history(
    customer_id: UUID, contact_id: UUID, query: web.paging.PageQuery, call: RequestContext
) -> Reply[web.paging.Page[customers.responses.HistoryEntry]]:
    """A contact's changes field by field: old and new value, when and by whom.

    Also of a contact that was removed; of one that was erased there is nothing.
    """
    window = call.window(query, of=f"history of {contact_id}")
    return Reply(call.ask(contacts.queries.history_of, customer_id, contact_id, window))


@triggers.route(
    "PUT",
    "customers/{customer_id}/contacts/{contact_id}",
    roles=SALES,
    errors=("CUST-001", "CUST-003", "CONT-001", "CONT-002", "PRIV-001"),
)
def update_contact(
    customer_id: UUID, contact_id: UUID, body: contacts.requests.ContactRequest, call: RequestContext
) -> Reply[contacts.responses.ContactResponse]:
    """Replace the named fields of a contact; the others stay."""
    command = contacts.commands.UpdateContact(
        customer_id,
        contact_id,
        expecting=call.expecting,
        provided=body.fields(),
        fresh_consent=body.fresh_consent.value() if body.fresh_consent else None,
    )
    return call.send(command, _shown)


@triggers.route(
    "DELETE",
    "customers/{customer_id}/contacts/{contact_id}",
    roles=SALES,
    status=204,
    errors=("CUST-001", "CUST-003", "CONT-001", "CONT-003"),
)
def remove_contact(
    customer_id: UUID, contact_id: UUID, query: contacts.requests.RemovalQuery, call: RequestContext
) -> Reply[None]:
    """Remove a contact. The primary one can go only last."""
    command = contacts.commands.RemoveContact(customer_id, contact_id, expecting=call.expecting, reason=query.reason)
    return call.send(command, lambda _removed: Reply())


@triggers.route(
    "POST",
    "customers/{customer_id}/contacts/{contact_id}/tags",
    roles=SALES,
    errors=("CUST-001", "CUST-003", "CONT-001"),
)
def tag_contact(
    customer_id: UUID, contact_id: UUID, body: contacts.requests.TagRequest, call: RequestContext
) -> Reply[contacts.responses.ContactResponse]:
    """Give a contact a tag. Case does not matter: having it already is fine."""
    return call.send(
        contacts.commands.TagContact(customer_id, contact_id, expecting=call.expecting, tag=body.tag), _shown
    )


@triggers.route(
    "DELETE",
    "customers/{customer_id}/contacts/{contact_id}/tags/{tag}",
    roles=SALES,
    errors=("CUST-001", "CUST-003", "CONT-001"),
)
def untag_contact(
    customer_id: UUID, contact_id: UUID, tag: str, call: RequestContext
) -> Reply[contacts.responses.ContactResponse]:
    """Take a tag from a contact. Case does not matter: not having it is fine."""
    return call.send(contacts.commands.UntagContact(customer_id, contact_id, expecting=call.expecting, tag=tag), _shown)


@triggers.consumer("contact-cache", CONTACT_EVENTS)
def invalidate_cached_contacts(event: DomainEvent, delivery: Delivery) -> None:
    """Contact events → the cache forgets lists of contacts older than their customer's present one."""
    if isinstance(event, contacts.events.ContactEvent):
        _invalidate([event.customer_id])
    last = None
    while isinstance(event, imports.events.ListChange):
        with app().database.reading() as session:
            changed = imports.queries.imported_customers(session, event.import_id, last, AT_ONCE)
        if not changed:
            break
        _invalidate(changed)
        last = changed[-1]


def _invalidate(changed: Sequence[UUID]) -> None:
    with app().database.reading() as session:
        versions = customers.queries.contacts_versions(session, changed)
    old = {contacts.cache.contacts_key(id): versions.get(id, contacts.cache.LATER_THAN_ANY) for id in changed}
    app().read_cache.invalidate(old, raise_on_error=True)
    app().query_caches.of(customers.cache.SEARCHES).changed(raise_on_error=True)


@triggers.job(SEARCH, give_up=lambda _, reason: log.error("Not every search row could be made anew: %s", reason))
def index_customers_anew(work: Work) -> bool:
    """The way of searching has changed: make anew what customers are found by, and their contacts."""
    return contacts.search_job.index_all(work)

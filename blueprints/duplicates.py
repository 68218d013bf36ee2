"""Triggers of duplicates: their API, what has a customer compared anew, and the scan over the base."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared import contacts, duplicates, imports
from shared.composition import app
from shared.contacts.names import CONTACT_EVENTS
from shared.customers.names import CUSTOMER_EVENTS
from shared.duplicates.names import SCAN
from shared.platform import jobs, web
from shared.platform.messaging.delivery import Delivery
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import MANAGERS, VIEWERS

if TYPE_CHECKING:
    from shared.kernel.events import DomainEvent
    from shared.platform.jobs.work import Work

triggers = Triggers("Duplicates", app, "Customers, and contacts of one, that are probably one and the same.")


@triggers.route("GET", "customers/duplicates", roles=VIEWERS)
def list_duplicates(
    query: duplicates.requests.DuplicateQuery, call: RequestContext
) -> Reply[web.paging.Page[duplicates.responses.PairResponse]]:
    """List pairs of customers that are probably one, the most probable first.

    They are found as customers change, and by a scan every night. A pair says what speaks for it, in bits: two fields
    that have nothing to do with each other must agree.
    """
    window = call.window(query, of="duplicates")
    brought = imports.queries.customers_brought(query.import_id) if query.import_id else None
    return Reply(call.ask(duplicates.queries.across_customers, query, window, brought=brought))


@triggers.route("GET", "customers/{customer_id}/duplicates", roles=VIEWERS, versioned=False, errors=("CUST-001",))
def get_customer_duplicates(customer_id: UUID, call: RequestContext) -> Reply[duplicates.responses.DuplicatesResponse]:
    """Show whoever is probably the same as a customer, as both are now."""
    return Reply(call.ask(duplicates.queries.of_customer, customer_id))


@triggers.route(
    "POST",
    "customers/{customer_id}/duplicates/{other_id}/dismiss",
    roles=MANAGERS,
    status=204,
    versioned=False,
    errors=("CUST-001", "CUST-003", "DUPL-001"),
)
def dismiss_duplicate(customer_id: UUID, other_id: UUID, call: RequestContext) -> Reply[None]:
    """Note that two customers are not one: the pair is not shown again."""
    return call.send(duplicates.commands.DismissDuplicate(customer_id, other_id), lambda _done: Reply())


@triggers.route(
    "GET", "customers/{customer_id}/contacts/duplicates", roles=VIEWERS, versioned=False, errors=("CUST-001",)
)
def list_duplicate_contacts(customer_id: UUID, call: RequestContext) -> Reply[duplicates.responses.SamePeopleResponse]:
    """List a customer's contacts that are probably one person."""
    known = call.ask(contacts.queries.load_contacts, customer_id).response.contacts
    pairs = map(duplicates.responses.SamePersonResponse.of, duplicates.people.same_people(known))
    return Reply(duplicates.responses.SamePeopleResponse(pairs=tuple(pairs)))


@triggers.consumer("duplicates", CUSTOMER_EVENTS, CONTACT_EVENTS)
def compare_anew(event: DomainEvent, delivery: Delivery) -> None:
    """A customer changed, or one of its contacts did → whom it may be the same as is found anew."""
    duplicates.refreshing.refresh(app(), event)


@triggers.job(SCAN, give_up=lambda _work, _reason: None)
def scan_for_duplicates(work: Work) -> bool:
    """Compare every customer with those it shares something with."""
    return duplicates.scan.scan(work)


@triggers.timer("DUPLICATES_SCHEDULE")
def start_scan_for_duplicates() -> None:
    """Have the base looked through for duplicates."""
    app().mediator.send(jobs.commands.StartJob(SCAN, duplicates.scan.SUBJECT))

"""Triggers of customers: their API (specification §5.1), the cache they are read from, and who has gone quiet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from azure.functions.warmup import WarmUpContext

from shared import customers, duplicates
from shared.composition import app
from shared.customers.names import CUSTOMER_EVENTS
from shared.platform import due, web
from shared.platform.messaging.delivery import Delivery
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import MANAGERS, SALES, VIEWERS

if TYPE_CHECKING:
    from shared.customers.model import Customer
    from shared.kernel.events import DomainEvent
    from shared.platform.caching.rendered import Rendered

WARM_PROFILES = 200
"""Profiles that a new instance has at hand."""

triggers = Triggers(
    "Customers", app, "The organisations and people that book: who they are, how to reach them, what they agreed to."
)


def _shown(customer: Customer) -> Reply[customers.responses.CustomerResponse]:
    return Reply(customers.responses.CustomerResponse.model_validate(customer), etag=customer.version)


def _profile(customer_id: UUID, call: RequestContext) -> Rendered[customers.responses.CustomerResponse]:
    return call.ask_cached(customers.cache.profile_key(customer_id), customers.queries.load_customer, customer_id)


@triggers.route("POST", "customers", roles=MANAGERS, status=201, errors=("CUST-002", "PRIV-001"))
def create_customer(
    body: customers.requests.NewCustomer, call: RequestContext
) -> Reply[customers.responses.RegisteredResponse]:
    """Register a customer.

    The primary e-mail must be free among customers that are not archived. Channels chosen in `preferences`
    switch their notification on. `possibleDuplicates` names customers that are probably the same.
    """
    profile, contact_info = body.profile(), body.contact_info()
    alike = call.ask(duplicates.queries.lookalikes, duplicates.finding.portrait_of_new(profile, contact_info))

    def registered(customer: Customer) -> Reply[customers.responses.RegisteredResponse]:
        response = customers.responses.RegisteredResponse.of(customer, alike)
        return Reply(response, etag=customer.version, location=f"customers/{customer.id}")

    command = customers.commands.RegisterCustomer(
        profile,
        contact_info,
        body.first_preferences(),
        body.fresh_consent.value() if body.fresh_consent else None,
    )
    return call.send(command, registered)


@triggers.route("GET", "customers/search", roles=VIEWERS)
def search_customers(
    query: customers.listing.CustomerQuery, call: RequestContext
) -> Reply[web.paging.Page[customers.responses.CustomerSummary]]:
    """Find customers.

    Matches beginnings of words in company, number, e-mails and phones, ignoring case and accents. Exact hits come
    first, then names that begin with the query, then by name. Without `query` the filters alone decide. Archived
    customers are listed only with `status=Archived`.
    """
    window = call.window(query, of="customers")
    search = customers.listing.search_customers
    return Reply(call.ask_cached_by(customers.cache.SEARCHES, query, search, query, window))


@triggers.route("GET", "customers/{customer_id}", roles=VIEWERS, errors=("CUST-001",))
def get_customer(customer_id: UUID, call: RequestContext) -> Reply[customers.responses.CustomerResponse]:
    """Show a customer."""
    return Reply(_profile(customer_id, call))


@triggers.route("GET", "customers/{customer_id}/preferences", roles=VIEWERS, errors=("CUST-001",))
def get_customer_preferences(customer_id: UUID, call: RequestContext) -> Reply[customers.responses.PreferencesResponse]:
    """Show a customer's preferences."""
    profile = _profile(customer_id, call)
    return Reply(profile.parsed(customers.responses.CustomerResponse).preferences, etag=profile.version)


@triggers.route("PUT", "customers/{customer_id}/profile", roles=SALES, errors=("CUST-001", "CUST-003"))
def update_customer_profile(
    customer_id: UUID, body: customers.requests.ProfileRequest, call: RequestContext
) -> Reply[customers.responses.CustomerResponse]:
    """Replace the named profile fields; the others stay."""
    command = customers.commands.UpdateProfile(customer_id, expecting=call.expecting, provided=body.provided())
    return call.send(command, _shown)


@triggers.route(
    "PUT", "customers/{customer_id}/contact-info", roles=SALES, errors=("CUST-001", "CUST-002", "CUST-003", "PRIV-001")
)
def update_customer_contact_info(
    customer_id: UUID, body: customers.requests.ContactInfoRequest, call: RequestContext
) -> Reply[customers.responses.CustomerResponse]:
    """Replace the named contact details; the others stay. An address is replaced as a whole."""
    command = customers.commands.UpdateContactInfo(
        customer_id,
        expecting=call.expecting,
        provided=body.details(),
        fresh_consent=body.fresh_consent.value() if body.fresh_consent else None,
    )
    return call.send(command, _shown)


@triggers.route("PUT", "customers/{customer_id}/preferences", roles=SALES, errors=("CUST-001", "CUST-003"))
def update_customer_preferences(
    customer_id: UUID, body: customers.requests.PreferencesRequest, call: RequestContext
) -> Reply[customers.responses.CustomerResponse]:
    """Replace the named preferences; the others stay, also inside a group."""
    command = customers.commands.UpdatePreferences(customer_id, expecting=call.expecting, provided=body.provided())
    return call.send(command, _shown)


@triggers.route(
    "POST", "customers/{customer_id}/deactivate", roles=MANAGERS, errors=("CUST-001", "CUST-003", "CUST-004")
)
def deactivate_customer(
    customer_id: UUID, body: customers.requests.Reason, call: RequestContext
) -> Reply[customers.responses.CustomerResponse]:
    """Stop doing business with a customer, keeping its history."""
    command = customers.commands.DeactivateCustomer(customer_id, expecting=call.expecting, reason=body.reason)
    return call.send(command, _shown)


@triggers.route("POST", "customers/{customer_id}/suspend", roles=MANAGERS, errors=("CUST-001", "CUST-003"))
def suspend_customer(
    customer_id: UUID, body: customers.requests.OptionalReason, call: RequestContext
) -> Reply[customers.responses.CustomerResponse]:
    """Put an active customer on hold."""
    command = customers.commands.SuspendCustomer(customer_id, expecting=call.expecting, reason=body.reason)
    return call.send(command, _shown)


@triggers.route("POST", "customers/{customer_id}/reactivate", roles=MANAGERS, errors=("CUST-001", "CUST-003"))
def reactivate_customer(
    customer_id: UUID, body: customers.requests.OptionalReason, call: RequestContext
) -> Reply[customers.responses.CustomerResponse]:
    """Take up business with an inactive or suspended customer again."""
    command = customers.commands.ReactivateCustomer(customer_id, expecting=call.expecting, reason=body.reason)
    return call.send(command, _shown)


@triggers.route("GET", "customers/{customer_id}/timeline", roles=VIEWERS, errors=("CUST-001",))
def get_customer_timeline(
    customer_id: UUID, query: web.paging.PageQuery, call: RequestContext
) -> Reply[web.paging.Page[customers.responses.TimelineEntry]]:
    """Everything that happened to a customer, newest first."""
    window = call.window(query, of=f"timeline of {customer_id}")
    return Reply(call.ask(customers.queries.timeline_of, customer_id, window))


@triggers.route("GET", "customers/{customer_id}/history", roles=VIEWERS, errors=("CUST-001",))
def get_customer_history(
    customer_id: UUID, query: web.paging.PageQuery, call: RequestContext
) -> Reply[web.paging.Page[customers.responses.HistoryEntry]]:
    """A customer's changes field by field: old and new value, when and by whom."""
    window = call.window(query, of=f"history of {customer_id}")
    return Reply(call.ask(customers.queries.history_of, customer_id, window))


@triggers.consumer("profile-cache", CUSTOMER_EVENTS)
def invalidate_cached_profiles(event: DomainEvent, delivery: Delivery) -> None:
    """Customer events → the cache forgets profiles older than what happened, if the committing instance could not."""
    key = customers.cache.profile_key(delivery.entity_id)
    app().read_cache.invalidate({key: delivery.sequence}, raise_on_error=True)
    app().query_caches.of(customers.cache.SEARCHES).changed(raise_on_error=True)


@triggers.timer("CUSTOMER_INACTIVITY_SCHEDULE")
def deactivate_inactive_customers() -> None:
    """Deactivate customers without interactions for `CustomerInactivityThresholdDays`."""
    before = app().clock() - timedelta(days=app().settings.business.customer_inactivity_threshold_days)
    due.do_each(
        app().database,
        lambda session, most: customers.queries.customers_inactive_since(session, before, limit=most),
        lambda customer_id: app().mediator.send(customers.commands.DeactivateIfInactive(customer_id)),
        "deactivation of a customer",
    )


@triggers.functions.function_name("warmup")
@triggers.functions.warm_up_trigger(arg_name="context")
def warm_up(context: WarmUpContext) -> None:
    """A new instance connects, and has the customers who were active last at hand before its first request."""
    with app().database.reading() as session:
        for customer_id, shown in customers.queries.recently_active(session, limit=WARM_PROFILES):
            app().read_cache.read(customers.cache.profile_key(customer_id), lambda: shown)  # noqa: B023 - read at once

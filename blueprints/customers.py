"""HTTP triggers for customers (specification §5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared.composition import app
from shared.platform.lazy import lazy
from shared.platform.web.endpoint import MANAGERS, SALES, VIEWERS, Api
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext

if TYPE_CHECKING:
    from shared.adapters.cache import Entry
    from shared.customers import commands, queries, requests, responses
    from shared.customers.model import Customer
    from shared.platform.web import paging
else:
    requests, commands, queries, responses = lazy("shared.customers", "requests", "commands", "queries", "responses")
    (paging,) = lazy("shared.platform.web", "paging")

api = Api("Customers", app)


def _registered(customer: Customer) -> Reply[responses.RegisteredResponse]:
    view = responses.RegisteredResponse.of(customer)
    return Reply(view, etag=customer.version, location=f"customers/{customer.id}")


def _shown(customer: Customer) -> Reply[responses.CustomerResponse]:
    return Reply(responses.CustomerResponse.model_validate(customer), etag=customer.version)


def _part(query: paging.PageQuery, of: str) -> paging.Window:
    return query.within(app().settings.business, of=of)


def _profile(customer_id: UUID) -> Entry:
    def load() -> Entry:
        with app().database.reading() as session:
            return queries.load_customer(session, customer_id)

    return app().read_cache.get(queries.profile_key(customer_id), load)


@api.route("POST", "customers", roles=MANAGERS, status=201, errors=("CUST-002",))
def create_customer(body: requests.NewCustomer, call: RequestContext) -> Reply[responses.RegisteredResponse]:
    """Register a customer.

    The primary e-mail must be free among customers that are not archived. Channels chosen in `preferences`
    switch their notification on.
    """
    command = commands.RegisterCustomer(body.profile(), body.contact_info(), body.first_preferences())
    return call.send(command, _registered)


@api.route("GET", "customers/search", roles=VIEWERS)
def search_customers(query: queries.CustomerQuery) -> Reply[paging.Page[responses.CustomerSummary]]:
    """Find customers.

    Matches beginnings of words in company, number, e-mails and phones, ignoring case and accents. Exact hits come
    first, then names that begin with the query, then by name. Without `query` the filters alone decide. Archived
    customers are listed only with `status=Archived`.
    """
    part = _part(query, "customers")

    def load() -> bytes:
        with app().database.reading() as session:
            return Reply(queries.search_customers(session, query, part)).content()

    return Reply(app().search_cache.get(query.model_dump_json(), load))


@api.route("GET", "customers/{customer_id}", roles=VIEWERS, errors=("CUST-001",))
def get_customer(customer_id: UUID) -> Reply[responses.CustomerResponse]:
    """Show a customer."""
    profile = _profile(customer_id)
    return Reply(profile.payload, etag=profile.version)


@api.route("GET", "customers/{customer_id}/preferences", roles=VIEWERS, errors=("CUST-001",))
def get_customer_preferences(customer_id: UUID) -> Reply[responses.PreferencesResponse]:
    """Show a customer's preferences."""
    profile = _profile(customer_id)
    return Reply(queries.preferences_in(profile), etag=profile.version)


@api.route("PUT", "customers/{customer_id}/profile", roles=SALES, errors=("CUST-001", "CUST-003"))
def update_customer_profile(
    customer_id: UUID, body: requests.ProfileRequest, call: RequestContext
) -> Reply[responses.CustomerResponse]:
    """Replace the named profile fields; the others stay."""
    return call.send(commands.UpdateProfile(customer_id, call.expecting, provided=body.provided()), _shown)


@api.route("PUT", "customers/{customer_id}/contact-info", roles=SALES, errors=("CUST-001", "CUST-002", "CUST-003"))
def update_customer_contact_info(
    customer_id: UUID, body: requests.ContactInfoRequest, call: RequestContext
) -> Reply[responses.CustomerResponse]:
    """Replace the named contact details; the others stay. An address is replaced as a whole."""
    return call.send(commands.UpdateContactInfo(customer_id, call.expecting, provided=body.reach()), _shown)


@api.route("PUT", "customers/{customer_id}/preferences", roles=SALES, errors=("CUST-001", "CUST-003"))
def update_customer_preferences(
    customer_id: UUID, body: requests.PreferencesRequest, call: RequestContext
) -> Reply[responses.CustomerResponse]:
    """Replace the named preferences; the others stay, also inside a group."""
    return call.send(commands.UpdatePreferences(customer_id, call.expecting, provided=body.provided()), _shown)


@api.route("POST", "customers/{customer_id}/deactivate", roles=MANAGERS, errors=("CUST-001", "CUST-003", "CUST-004"))
def deactivate_customer(
    customer_id: UUID, body: requests.Reason, call: RequestContext
) -> Reply[responses.CustomerResponse]:
    """Stop doing business with a customer, keeping its history."""
    return call.send(commands.DeactivateCustomer(customer_id, call.expecting, reason=body.reason), _shown)


@api.route("POST", "customers/{customer_id}/suspend", roles=MANAGERS, errors=("CUST-001", "CUST-003"))
def suspend_customer(
    customer_id: UUID, body: requests.OptionalReason, call: RequestContext
) -> Reply[responses.CustomerResponse]:
    """Put an active customer on hold."""
    return call.send(commands.SuspendCustomer(customer_id, call.expecting, reason=body.reason), _shown)


@api.route("POST", "customers/{customer_id}/reactivate", roles=MANAGERS, errors=("CUST-001", "CUST-003"))
def reactivate_customer(
    customer_id: UUID, body: requests.OptionalReason, call: RequestContext
) -> Reply[responses.CustomerResponse]:
    """Take up business with an inactive or suspended customer again."""
    return call.send(commands.ReactivateCustomer(customer_id, call.expecting, reason=body.reason), _shown)


@api.route("GET", "customers/{customer_id}/timeline", roles=VIEWERS, errors=("CUST-001",))
def get_customer_timeline(customer_id: UUID, query: paging.PageQuery) -> Reply[paging.Page[responses.TimelineEntry]]:
    """Everything that happened to a customer, newest first."""
    with app().database.reading() as session:
        return Reply(queries.timeline_of(session, customer_id, _part(query, f"timeline of {customer_id}")))


@api.route("GET", "customers/{customer_id}/history", roles=VIEWERS, errors=("CUST-001",))
def get_customer_history(customer_id: UUID, query: paging.PageQuery) -> Reply[paging.Page[responses.HistoryEntry]]:
    """A customer's changes field by field: old and new value, when and by whom."""
    with app().database.reading() as session:
        return Reply(queries.history_of(session, customer_id, _part(query, f"history of {customer_id}")))

"""HTTP triggers for customers (specification §5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared.composition import app
from shared.platform.lazy import lazy
from shared.platform.web.call import Call
from shared.platform.web.endpoint import MANAGERS, SALES, VIEWERS, Api
from shared.platform.web.reply import Reply

if TYPE_CHECKING:
    from shared.adapters.cache import Entry
    from shared.customers import bodies, commands, queries, views
    from shared.customers.model import Customer
    from shared.platform.web import paging
else:
    bodies, commands, queries, views = lazy("shared.customers", "bodies", "commands", "queries", "views")
    (paging,) = lazy("shared.platform.web", "paging")

api = Api("Customers", app)


def _registered(customer: Customer) -> Reply[views.RegisteredView]:
    view = views.RegisteredView.of(customer)
    return Reply(view, etag=customer.version, location=f"customers/{customer.id}")


def _shown(customer: Customer) -> Reply[views.CustomerView]:
    return Reply(views.CustomerView.model_validate(customer), etag=customer.version)


def _part(query: paging.PageQuery, of: str) -> paging.Window:
    return query.within(app().settings.business, of=of)


def _profile(customer_id: UUID) -> Entry:
    def load() -> Entry:
        with app().database.reading() as session:
            return queries.load_customer(session, customer_id)

    return app().profiles.get(queries.profile_key(customer_id), load)


@api.route("POST", "customers", roles=MANAGERS, status=201, refuses=("CUST-002",))
def create_customer(body: bodies.NewCustomer, call: Call) -> Reply[views.RegisteredView]:
    """Register a customer.

    The primary e-mail must be free among customers that are not archived. Channels chosen in `preferences`
    switch their notification on.
    """
    command = commands.RegisterCustomer(body.profile(), body.contact_info(), body.first_preferences())
    return call.send(command, _registered)


@api.route("GET", "customers/search", roles=VIEWERS)
def search_customers(query: queries.CustomerQuery) -> Reply[paging.Page[views.CustomerSummary]]:
    """Find customers.

    Matches beginnings of words in company, number, e-mails and phones, ignoring case and accents. Exact hits come
    first, then names that begin with the query, then by name. Without `query` the filters alone decide. Archived
    customers are listed only with `status=Archived`.
    """
    part = _part(query, "customers")

    def load() -> bytes:
        with app().database.reading() as session:
            return Reply(queries.search_customers(session, query, part)).content()

    return Reply(app().searches.get(query.model_dump_json(), load))


@api.route("GET", "customers/{customer_id}", roles=VIEWERS, refuses=("CUST-001",))
def get_customer(customer_id: UUID) -> Reply[views.CustomerView]:
    """Show a customer."""
    profile = _profile(customer_id)
    return Reply(profile.payload, etag=profile.version)


@api.route("GET", "customers/{customer_id}/preferences", roles=VIEWERS, refuses=("CUST-001",))
def get_customer_preferences(customer_id: UUID) -> Reply[views.PreferencesView]:
    """Show a customer's preferences."""
    profile = _profile(customer_id)
    return Reply(queries.preferences_in(profile), etag=profile.version)


@api.route("PUT", "customers/{customer_id}/profile", roles=SALES, refuses=("CUST-001", "CUST-003"))
def update_customer_profile(
    customer_id: UUID, body: bodies.ProfileBody, call: Call
) -> Reply[views.CustomerView]:  # fmt: skip
    """Replace the named profile fields; the others stay."""
    return call.send(commands.UpdateProfile(customer_id, call.expecting, named=body.named()), _shown)


@api.route("PUT", "customers/{customer_id}/contact-info", roles=SALES, refuses=("CUST-001", "CUST-002", "CUST-003"))
def update_customer_contact_info(
    customer_id: UUID, body: bodies.ContactInfoBody, call: Call
) -> Reply[views.CustomerView]:
    """Replace the named contact details; the others stay. An address is replaced as a whole."""
    return call.send(commands.UpdateContactInfo(customer_id, call.expecting, named=body.reach()), _shown)


@api.route("PUT", "customers/{customer_id}/preferences", roles=SALES, refuses=("CUST-001", "CUST-003"))
def update_customer_preferences(
    customer_id: UUID, body: bodies.PreferencesBody, call: Call
) -> Reply[views.CustomerView]:
    """Replace the named preferences; the others stay, also inside a group."""
    return call.send(commands.UpdatePreferences(customer_id, call.expecting, named=body.named()), _shown)


@api.route("POST", "customers/{customer_id}/deactivate", roles=MANAGERS, refuses=("CUST-001", "CUST-003", "CUST-004"))
def deactivate_customer(customer_id: UUID, body: bodies.Reason, call: Call) -> Reply[views.CustomerView]:
    """Stop doing business with a customer, keeping its history."""
    return call.send(commands.DeactivateCustomer(customer_id, call.expecting, reason=body.reason), _shown)


@api.route("POST", "customers/{customer_id}/suspend", roles=MANAGERS, refuses=("CUST-001", "CUST-003"))
def suspend_customer(customer_id: UUID, body: bodies.OptionalReason, call: Call) -> Reply[views.CustomerView]:
    """Put an active customer on hold."""
    return call.send(commands.SuspendCustomer(customer_id, call.expecting, reason=body.reason), _shown)


@api.route("POST", "customers/{customer_id}/reactivate", roles=MANAGERS, refuses=("CUST-001", "CUST-003"))
def reactivate_customer(customer_id: UUID, body: bodies.OptionalReason, call: Call) -> Reply[views.CustomerView]:
    """Take up business with an inactive or suspended customer again."""
    return call.send(commands.ReactivateCustomer(customer_id, call.expecting, reason=body.reason), _shown)


@api.route("GET", "customers/{customer_id}/timeline", roles=VIEWERS, refuses=("CUST-001",))
def get_customer_timeline(
    customer_id: UUID, query: paging.PageQuery
) -> Reply[paging.Page[views.TimelineEntry]]:  # fmt: skip
    """Everything that happened to a customer, newest first."""
    with app().database.reading() as session:
        return Reply(queries.timeline_of(session, customer_id, _part(query, f"timeline of {customer_id}")))


@api.route("GET", "customers/{customer_id}/history", roles=VIEWERS, refuses=("CUST-001",))
def get_customer_history(
    customer_id: UUID, query: paging.PageQuery
) -> Reply[paging.Page[views.HistoryEntry]]:  # fmt: skip
    """A customer's changes field by field: old and new value, when and by whom."""
    with app().database.reading() as session:
        return Reply(queries.history_of(session, customer_id, _part(query, f"history of {customer_id}")))

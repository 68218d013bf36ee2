"""HTTP triggers for customers (specification §5.1)."""

from uuid import UUID

from shared.adapters.cache import Entry
from shared.composition import app
from shared.customers import commands, queries
from shared.customers.model import (
    AlreadyDeactivated,
    Customer,
    CustomerNotFound,
    DuplicateCustomerEmail,
    InvalidStatusTransition,
)
from shared.customers.schemas import (
    ContactInfoBody,
    CustomerSummary,
    CustomerView,
    HistoryEntry,
    NewCustomer,
    OptionalReason,
    PreferencesBody,
    ProfileBody,
    Reason,
    RegisteredView,
    TimelineEntry,
)
from shared.customers.values import Communication, ContactInfo, Preferences, Profile
from shared.paging import Page, PageQuery
from shared.web.call import Call
from shared.web.endpoint import MANAGERS, SALES, VIEWERS, Api
from shared.web.reply import Reply

api = Api("Customers", app)


def _registered(customer: Customer) -> Reply:
    view = RegisteredView(
        id=customer.id,
        customer_number=customer.customer_number,
        company_name=customer.profile.company_name,
        status=customer.status,
        created_at=customer.created_at,
    )
    return Reply(view, etag=customer.version, location=f"customers/{customer.id}")


def _shown(customer: Customer) -> Reply:
    return Reply(CustomerView.model_validate(customer), etag=customer.version)


@api.route(
    "POST", "customers", roles=MANAGERS, status=201, answers=RegisteredView, refusals=(DuplicateCustomerEmail,)
)  # fmt: skip
def create_customer(body: NewCustomer, call: Call) -> Reply:
    """Register a customer.

    The primary e-mail must be free among customers that are not archived. Channels chosen in `preferences`
    switch their notification on.
    """
    profile = Profile(company_name=body.company_name, industry=body.industry, type=body.type)
    contact_info = ContactInfo(primary_email=body.primary_email).replaced(body.reach())
    preferences = Preferences(
        communication=Communication(channels=body.preferences.communication_channels),
        preferred_language=body.preferences.preferred_language,
        time_zone=body.preferences.time_zone,
    )
    return call.send(commands.RegisterCustomer(profile, contact_info, preferences), _registered)


@api.route("GET", "customers/search", roles=VIEWERS, answers=Page[CustomerSummary])
def search_customers(query: queries.CustomerQuery) -> Reply:
    """Find customers.

    Matches beginnings of words in company, number, e-mails and phones, ignoring case and accents. Exact hits come
    first, then names that begin with the query, then by name. Without `query` the filters alone decide. Archived
    customers are listed only with `status=Archived`.
    """
    with app().database.reading() as session:
        return Reply(queries.search_customers(session, query, query.within(app().settings.business)))


@api.route("GET", "customers/{customer_id}", roles=VIEWERS, answers=CustomerView, refusals=(CustomerNotFound,))
def get_customer(customer_id: UUID) -> Reply:
    """Show a customer."""

    def load() -> Entry:
        with app().database.reading() as session:
            return queries.load_customer(session, customer_id)

    entry = app().profiles.get(queries.profile_key(customer_id), load)
    return Reply(entry.payload, etag=entry.version)


@api.route(
    "PUT", "customers/{customer_id}/profile", roles=SALES, answers=CustomerView,
    refusals=(CustomerNotFound, InvalidStatusTransition),
)  # fmt: skip
def update_customer_profile(customer_id: UUID, body: ProfileBody, call: Call) -> Reply:
    """Replace the named profile fields; the others stay."""
    command = commands.UpdateProfile(customer_id, call.expecting, named=body.named())
    return call.send(command, _shown)


@api.route(
    "PUT", "customers/{customer_id}/contact-info", roles=SALES, answers=CustomerView,
    refusals=(CustomerNotFound, InvalidStatusTransition, DuplicateCustomerEmail),
)  # fmt: skip
def update_customer_contact_info(customer_id: UUID, body: ContactInfoBody, call: Call) -> Reply:
    """Replace the named contact details; the others stay. An address is replaced as a whole."""
    command = commands.UpdateContactInfo(customer_id, call.expecting, named=body.reach())
    return call.send(command, _shown)


@api.route(
    "PUT", "customers/{customer_id}/preferences", roles=SALES, answers=CustomerView,
    refusals=(CustomerNotFound, InvalidStatusTransition),
)  # fmt: skip
def update_customer_preferences(customer_id: UUID, body: PreferencesBody, call: Call) -> Reply:
    """Replace the named preferences; the others stay, also inside a group."""
    command = commands.UpdatePreferences(customer_id, call.expecting, named=body.named())
    return call.send(command, _shown)


@api.route(
    "POST", "customers/{customer_id}/deactivate", roles=MANAGERS, answers=CustomerView,
    refusals=(CustomerNotFound, InvalidStatusTransition, AlreadyDeactivated),
)  # fmt: skip
def deactivate_customer(customer_id: UUID, body: Reason, call: Call) -> Reply:
    """Stop doing business with a customer, keeping its history."""
    return call.send(commands.DeactivateCustomer(customer_id, call.expecting, reason=body.reason), _shown)


@api.route(
    "POST", "customers/{customer_id}/suspend", roles=MANAGERS, answers=CustomerView,
    refusals=(CustomerNotFound, InvalidStatusTransition),
)  # fmt: skip
def suspend_customer(customer_id: UUID, body: OptionalReason, call: Call) -> Reply:
    """Put an active customer on hold."""
    return call.send(commands.SuspendCustomer(customer_id, call.expecting, reason=body.reason), _shown)


@api.route(
    "POST", "customers/{customer_id}/reactivate", roles=MANAGERS, answers=CustomerView,
    refusals=(CustomerNotFound, InvalidStatusTransition),
)  # fmt: skip
def reactivate_customer(customer_id: UUID, body: OptionalReason, call: Call) -> Reply:
    """Take up business with an inactive or suspended customer again."""
    return call.send(commands.ReactivateCustomer(customer_id, call.expecting, reason=body.reason), _shown)


@api.route(
    "GET", "customers/{customer_id}/timeline", roles=VIEWERS, answers=Page[TimelineEntry], refusals=(CustomerNotFound,)
)  # fmt: skip
def get_customer_timeline(customer_id: UUID, query: PageQuery) -> Reply:
    """Everything that happened to a customer, newest first."""
    with app().database.reading() as session:
        return Reply(queries.timeline_of(session, customer_id, query.within(app().settings.business)))


@api.route(
    "GET", "customers/{customer_id}/history", roles=VIEWERS, answers=Page[HistoryEntry], refusals=(CustomerNotFound,)
)  # fmt: skip
def get_customer_history(customer_id: UUID, query: PageQuery) -> Reply:
    """A customer's changes field by field: old and new value, when and by whom."""
    with app().database.reading() as session:
        return Reply(queries.history_of(session, customer_id, query.within(app().settings.business)))

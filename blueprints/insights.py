"""Triggers of insights: their API (specification §5.6), what has texts read, and the timers that renew them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared import insights
from shared.communications.names import COMMUNICATION_EVENTS
from shared.complaints.names import COMPLAINT_EVENTS
from shared.composition import app
from shared.customers.names import CUSTOMER_EVENTS
from shared.insights.names import FIT
from shared.platform import jobs, web
from shared.platform.messaging.delivery import Delivery
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import SALES, VIEWERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.insights.values import SuggestionStatus
    from shared.kernel.events import DomainEvent
    from shared.platform.jobs.work import Work

OF_CUSTOMERS = ("CUST-001", "CUST-003", "INSI-001", "INSI-002")

triggers = Triggers("Insights", app, "What texts and histories say of customers, and what to do about it.")


@triggers.route("GET", "customers/insights", roles=VIEWERS, versioned=False, errors=("INSI-001",))
def list_insights(
    query: insights.requests.InsightQuery, call: RequestContext
) -> Reply[web.paging.Page[insights.responses.CustomerInsightResponse]]:
    """List the insights of all customers: who is most likely to leave, least content, or worth most."""
    insights.asking.refuse_if_off(app())
    window = call.window(query, of="insights")
    return Reply(call.ask(insights.queries.across_customers, query, window))


@triggers.route("GET", "customers/insights/models", roles=VIEWERS, versioned=False, errors=("INSI-001",))
def get_insight_models(call: RequestContext) -> Reply[insights.responses.ModelsResponse]:
    """Show the models that were fitted to all customers, with their parameters."""
    insights.asking.refuse_if_off(app())
    return Reply(call.ask(insights.queries.fitted))


def _worked_out[V](load: Callable[..., V | None], customer_id: UUID, call: RequestContext) -> V:
    """What is known of a customer; if nothing was worked out yet, it is now."""
    insights.asking.refuse_if_off(app())
    found = call.ask(load, customer_id)
    if found is None:
        insights.asking.refresh(app(), customer_id)
        found = call.ask(load, customer_id)
    assert found is not None
    return found


@triggers.route("GET", "customers/{customer_id}/insights", roles=VIEWERS, versioned=False, errors=OF_CUSTOMERS)
def get_insights(customer_id: UUID, call: RequestContext) -> Reply[insights.responses.InsightResponse]:
    """Show what is known of a customer. If nothing was worked out yet, it is now.

    `stale` says that it could not be made anew lately: a service was away.
    """
    return Reply(_worked_out(insights.queries.load_insight, customer_id, call))


@triggers.route("POST", "customers/{customer_id}/insights/refresh", roles=SALES, versioned=False, errors=OF_CUSTOMERS)
def refresh_insights(customer_id: UUID, call: RequestContext) -> Reply[insights.responses.InsightResponse]:
    """Work a customer's insights out anew, now."""
    insights.asking.refresh(app(), customer_id)
    found = call.ask(insights.queries.load_insight, customer_id)
    assert found is not None
    return call.kept(Reply(found))


@triggers.route("POST", "customers/{customer_id}/analyze-sentiment", roles=SALES, versioned=False, errors=OF_CUSTOMERS)
def analyze_sentiment(
    customer_id: UUID, body: insights.requests.TextRequest, call: RequestContext
) -> Reply[insights.responses.SentimentResponse]:
    """Tell how the writer of a text feels, and what it is about. Nothing of it is kept."""
    found = insights.asking.analyse(app(), customer_id, body.text)
    return call.kept(Reply(insights.responses.SentimentResponse.of(found)))


@triggers.route("POST", "customers/{customer_id}/classify-intent", roles=SALES, versioned=False, errors=OF_CUSTOMERS)
def classify_intent(
    customer_id: UUID, body: insights.requests.IntentRequest, call: RequestContext
) -> Reply[insights.responses.IntentResponse]:
    """Tell what the writer of a text wants. Nothing of it is kept, and nothing is done."""
    wanted, found = insights.asking.classify(app(), customer_id, body.text)
    suggestion = insights.findings.suggested_by(wanted.intent, found.sentiment)
    return call.kept(Reply(insights.responses.IntentResponse.of(wanted, found, suggestion)))


@triggers.route(
    "POST",
    "customers/{customer_id}/communications/email/draft",
    roles=SALES,
    versioned=False,
    errors=(*OF_CUSTOMERS, "CONT-001"),
)
def draft_email(
    customer_id: UUID, body: insights.requests.DraftRequest, call: RequestContext
) -> Reply[insights.responses.DraftResponse]:
    """Draft a mail for a purpose.

    It is never sent by itself: read it, and send it with `aiGenerated`.
    """
    made = insights.asking.draft(app(), customer_id, body.contact_id, body.purpose)
    return call.kept(Reply(insights.responses.DraftResponse.of(made)))


@triggers.route("GET", "customers/{customer_id}/churn", roles=VIEWERS, versioned=False, errors=OF_CUSTOMERS)
def get_churn(customer_id: UUID, call: RequestContext) -> Reply[insights.responses.ChurnResponse]:
    """Show how likely a customer is to leave, and what speaks for it."""
    return Reply(_worked_out(insights.queries.load_churn, customer_id, call))


@triggers.route("GET", "customers/{customer_id}/lifetime-value", roles=VIEWERS, versioned=False, errors=OF_CUSTOMERS)
def get_lifetime_value(customer_id: UUID, call: RequestContext) -> Reply[insights.responses.LifetimeValueResponse]:
    """Show what a customer brought, what it will probably bring, and what the figure is made from."""
    return Reply(insights.asking.lifetime_value(app(), customer_id))


@triggers.route(
    "GET",
    "customers/{customer_id}/suggestions",
    roles=VIEWERS,
    versioned=False,
    errors=("CUST-001", "INSI-001", "INSI-002"),
)
def list_suggestions(
    customer_id: UUID, query: insights.requests.SuggestionQuery, call: RequestContext
) -> Reply[web.paging.Page[insights.responses.SuggestionResponse]]:
    """List what a customer's texts suggest, newest first."""
    insights.asking.refuse_if_off(app())
    window = call.window(query, of=f"suggestions of {customer_id}")
    return Reply(call.ask(insights.queries.suggestions_of, customer_id, query, window))


OF_DECISIONS = ("CUST-001", "CUST-003", "INSI-001", "INSI-003", "INSI-004")


def _decide(
    customer_id: UUID, suggestion_id: UUID, to: SuggestionStatus, call: RequestContext
) -> Reply[insights.responses.SuggestionResponse]:
    insights.asking.refuse_if_off(app())
    command = insights.commands.DecideSuggestion(customer_id, suggestion_id, to)
    return call.send(command, lambda made: Reply(insights.responses.SuggestionResponse.model_validate(made)))


@triggers.route(
    "POST",
    "customers/{customer_id}/suggestions/{suggestion_id}/accept",
    roles=SALES,
    versioned=False,
    errors=OF_DECISIONS,
)
def accept_suggestion(
    customer_id: UUID, suggestion_id: UUID, call: RequestContext
) -> Reply[insights.responses.SuggestionResponse]:
    """Note that a suggestion was right. What it suggests is yours to do."""
    return _decide(customer_id, suggestion_id, insights.values.SuggestionStatus.ACCEPTED, call)


@triggers.route(
    "POST",
    "customers/{customer_id}/suggestions/{suggestion_id}/dismiss",
    roles=SALES,
    versioned=False,
    errors=OF_DECISIONS,
)
def dismiss_suggestion(
    customer_id: UUID, suggestion_id: UUID, call: RequestContext
) -> Reply[insights.responses.SuggestionResponse]:
    """Note that a suggestion was wrong, or of no use."""
    return _decide(customer_id, suggestion_id, insights.values.SuggestionStatus.DISMISSED, call)


@triggers.consumer("insights", COMMUNICATION_EVENTS, COMPLAINT_EVENTS, CUSTOMER_EVENTS)
def read_new_texts(event: DomainEvent, delivery: Delivery) -> None:
    """A customer said something, or something changed → its words are read, and its insights made anew soon."""
    insights.analysing.hear(app(), event, delivery)


@triggers.timer("INSIGHTS_SCHEDULE")
def refresh_due_insights() -> None:
    """Make insights anew that are due, those of customers that changed first."""
    insights.refreshing.refresh_due(app())


@triggers.job(FIT, give_up=lambda _work, _reason: None)
def fit_insight_models(work: Work) -> bool:
    """Fit the models of buying and contact to all customers."""
    return insights.fitting.fit(work)


@triggers.timer("INSIGHT_MODELS_SCHEDULE")
def start_fitting_insight_models() -> None:
    """Have the models fitted."""
    app().mediator.send(jobs.commands.StartJob(FIT, insights.fitting.SUBJECT))

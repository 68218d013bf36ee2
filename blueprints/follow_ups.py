"""Triggers of follow-ups: their API (specification §5.3.5), and the timer that notices what is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared import follow_ups
from shared.composition import app
from shared.platform import due, web
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import SALES, VIEWERS

if TYPE_CHECKING:
    from shared.follow_ups.model import FollowUp

OF_CHANGES = ("CUST-001", "CUST-003", "FOLL-001", "FOLL-002")

triggers = Triggers("Follow-ups", app, "What is to be done for customers, by whom, and until when.")


def _shown(one: FollowUp) -> Reply[follow_ups.responses.FollowUpResponse]:
    return Reply(follow_ups.responses.FollowUpResponse.of(one), etag=one.version)


def _created(one: FollowUp) -> Reply[follow_ups.responses.FollowUpResponse]:
    location = f"customers/{one.customer_id}/follow-ups/{one.id}"
    return Reply(follow_ups.responses.FollowUpResponse.of(one), etag=one.version, location=location)


@triggers.route("POST", "customers/{customer_id}/follow-ups", roles=SALES, status=201, errors=("CUST-001", "CUST-003"))
def create_follow_up(
    customer_id: UUID, body: follow_ups.requests.NewFollowUp, call: RequestContext
) -> Reply[follow_ups.responses.FollowUpResponse]:
    """Note what is to be done for a customer."""
    return call.send(follow_ups.commands.CreateFollowUp(customer_id, body.task()), _created)


@triggers.route("GET", "follow-ups", roles=VIEWERS)
def list_follow_ups(
    query: follow_ups.requests.FollowUpQuery, call: RequestContext
) -> Reply[web.paging.Page[follow_ups.responses.FollowUpResponse]]:
    """List follow-ups across customers, the earliest due first."""
    window = call.window(query, of="follow-ups")
    return Reply(call.ask(follow_ups.queries.across_customers, query, window))


@triggers.route("GET", "customers/{customer_id}/follow-ups", roles=VIEWERS, errors=("CUST-001",))
def list_customer_follow_ups(
    customer_id: UUID, query: follow_ups.requests.CustomerFollowUpQuery, call: RequestContext
) -> Reply[web.paging.Page[follow_ups.responses.FollowUpResponse]]:
    """List a customer's follow-ups, the earliest due first."""
    window = call.window(query, of=f"follow-ups of {customer_id}")
    return Reply(call.ask(follow_ups.queries.of_customer, customer_id, query, window))


@triggers.route(
    "GET", "customers/{customer_id}/follow-ups/{follow_up_id}", roles=VIEWERS, errors=("CUST-001", "FOLL-001")
)
def get_follow_up(
    customer_id: UUID, follow_up_id: UUID, call: RequestContext
) -> Reply[follow_ups.responses.FollowUpResponse]:
    """Show a follow-up."""
    found = call.ask(follow_ups.queries.load_follow_up, customer_id, follow_up_id)
    return Reply(found, etag=found.version)


@triggers.route(
    "PUT",
    "customers/{customer_id}/follow-ups/{follow_up_id}",
    roles=SALES,
    errors=OF_CHANGES,
)
def update_follow_up(
    customer_id: UUID, follow_up_id: UUID, body: follow_ups.requests.FollowUpRequest, call: RequestContext
) -> Reply[follow_ups.responses.FollowUpResponse]:
    """Replace the named fields of a follow-up; the others stay. One that is overdue is pending again if it may wait."""
    command = follow_ups.commands.UpdateFollowUp(
        customer_id, follow_up_id, expecting=call.expecting, provided=body.provided()
    )
    return call.send(command, _shown)


@triggers.route(
    "POST",
    "customers/{customer_id}/follow-ups/{follow_up_id}/complete",
    roles=SALES,
    errors=OF_CHANGES,
)
def complete_follow_up(
    customer_id: UUID, follow_up_id: UUID, call: RequestContext
) -> Reply[follow_ups.responses.FollowUpResponse]:
    """Note that it was done."""
    command = follow_ups.commands.CompleteFollowUp(customer_id, follow_up_id, expecting=call.expecting)
    return call.send(command, _shown)


@triggers.route(
    "POST",
    "customers/{customer_id}/follow-ups/{follow_up_id}/cancel",
    roles=SALES,
    errors=OF_CHANGES,
)
def cancel_follow_up(
    customer_id: UUID, follow_up_id: UUID, body: follow_ups.requests.CancellationRequest, call: RequestContext
) -> Reply[follow_ups.responses.FollowUpResponse]:
    """Call it off."""
    command = follow_ups.commands.CancelFollowUp(
        customer_id, follow_up_id, expecting=call.expecting, reason=body.reason
    )
    return call.send(command, _shown)


@triggers.timer("FOLLOW_UP_SCHEDULE")
def notice_overdue_follow_ups() -> None:
    """Tell of follow-ups whose time is over, each once."""
    now = app().clock()
    due.do_each(
        app().database,
        lambda session, most: follow_ups.queries.due(session, now, limit=most),
        lambda one: app().mediator.send(follow_ups.commands.NoticeOverdue(*one)),
        "follow-up",
    )

"""Triggers of complaints: their API (specification §5.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared import complaints
from shared.communications.names import COMMUNICATION_EVENTS
from shared.complaints.names import COMPLAINT_EVENTS
from shared.composition import app
from shared.platform import web
from shared.platform.messaging.delivery import Delivery
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import MANAGERS, SUPPORT, VIEWERS

if TYPE_CHECKING:
    from shared.complaints.comment import ComplaintComment
    from shared.complaints.model import Complaint
    from shared.complaints.report_responses import ComplaintReport
    from shared.kernel.events import DomainEvent

AGENTS = SUPPORT | MANAGERS
OF_CHANGES = ("CUST-001", "CUST-003", "COMP-001")

triggers = Triggers("Complaints", app, "What customers are unhappy with, and how far we are with it.")


def _shown(one: Complaint) -> Reply[complaints.responses.ComplaintResponse]:
    return Reply(complaints.responses.ComplaintResponse.of(one), etag=one.version)


def _created(one: Complaint) -> Reply[complaints.responses.ComplaintResponse]:
    location = f"customers/{one.customer_id}/complaints/{one.id}"
    return Reply(complaints.responses.ComplaintResponse.of(one), etag=one.version, location=location)


@triggers.route(
    "POST",
    "customers/{customer_id}/complaints",
    roles=AGENTS,
    status=201,
    errors=("CUST-001", "CUST-003", "CONT-001"),
)
def submit_complaint(
    customer_id: UUID, body: complaints.requests.NewComplaint, call: RequestContext
) -> Reply[complaints.responses.ComplaintResponse]:
    """Note what a customer complains of; it gets a number."""
    command = complaints.commands.SubmitComplaint(
        customer_id=customer_id,
        matter=body.matter(),
        contact_id=body.contact_id,
        attachments=body.attachments,
        communication_id=body.communication_id,
    )
    return call.send(command, _created)


@triggers.route("GET", "customers/{customer_id}/complaints", roles=VIEWERS, errors=("CUST-001",))
def list_customer_complaints(
    customer_id: UUID, query: complaints.requests.CustomerComplaintQuery, call: RequestContext
) -> Reply[web.paging.Page[complaints.responses.ComplaintResponse]]:
    """List a customer's complaints, newest first."""
    window = call.window(query, of=f"complaints of {customer_id}")
    return Reply(call.ask(complaints.queries.of_customer, customer_id, query, window))


@triggers.route("GET", "complaints", roles=VIEWERS)
def list_complaints(
    query: complaints.requests.ComplaintQuery, call: RequestContext
) -> Reply[web.paging.Page[complaints.responses.ComplaintResponse]]:
    """List the complaints of all customers, in the order in which they are due."""
    window = call.window(query, of="complaints")
    return Reply(call.ask(complaints.queries.across_customers, query, window))


def _report(query: complaints.requests.ReportQuery, call: RequestContext) -> ComplaintReport:
    now = app().clock()
    period = query.period(now, app().settings.business)
    return call.ask(complaints.report.report_of, period, query.interval, now=now)


@triggers.route("GET", "complaints/report", roles=VIEWERS, versioned=False)
def get_complaint_report(
    query: complaints.requests.ReportQuery, call: RequestContext
) -> Reply[complaints.report_responses.ComplaintReport]:
    """Add up complaints received in a time: how many, how soon, how late, why, and how content customers are.

    Beside it stands the time right before. It also comes as a file, `…/csv`, and as a page, `…/page`.
    """
    return Reply(_report(query, call))


@triggers.route(
    "GET",
    "complaints/report/csv",
    roles=VIEWERS,
    versioned=False,
    media_type="text/csv",
    example="part,fromDate,toDate,rootCause,received,resolved\n",
)
def download_complaint_report(query: complaints.requests.ReportQuery, call: RequestContext) -> Reply[bytes]:
    """Download the report as CSV: a line for the time, the time before, each part of it, and each cause."""
    return Reply(
        complaints.report_page.file_of(_report(query, call)),
        headers={"Content-Disposition": 'attachment; filename="complaints.csv"'},
    )


@triggers.route(
    "GET",
    "complaints/report/page",
    roles=VIEWERS,
    versioned=False,
    media_type="text/html",
    example="<!doctype html><title>Complaints</title>",
)
def show_complaint_report(query: complaints.requests.ReportQuery, call: RequestContext) -> Reply[bytes]:
    """Show the report as a page, with charts. A browser is asked for a token."""
    return complaints.report_page.page_of(_report(query, call))


@triggers.route(
    "GET", "customers/{customer_id}/complaints/{complaint_id}", roles=VIEWERS, errors=("CUST-001", "COMP-001")
)
def get_complaint(
    customer_id: UUID, complaint_id: UUID, call: RequestContext
) -> Reply[complaints.responses.ComplaintResponse]:
    """Show a complaint."""
    found = call.ask(complaints.queries.load_complaint, customer_id, complaint_id)
    return Reply(found, etag=found.version)


@triggers.route("PUT", "customers/{customer_id}/complaints/{complaint_id}", roles=AGENTS, errors=OF_CHANGES)
def update_complaint(
    customer_id: UUID, complaint_id: UUID, body: complaints.requests.ComplaintRequest, call: RequestContext
) -> Reply[complaints.responses.ComplaintResponse]:
    """Replace the named fields of a complaint; the others stay. Another priority has other due times."""
    command = complaints.commands.UpdateComplaint(
        customer_id, complaint_id, expecting=call.expecting, provided=body.provided()
    )
    return call.send(command, _shown)


@triggers.route(
    "PUT",
    "customers/{customer_id}/complaints/{complaint_id}/waiting",
    roles=AGENTS,
    errors=(*OF_CHANGES, "COMP-003"),
)
def wait_for_customer(
    customer_id: UUID, complaint_id: UUID, body: complaints.requests.WaitingRequest, call: RequestContext
) -> Reply[complaints.responses.ComplaintResponse]:
    """Have a complaint wait for the customer, or for us again. Its clock stands meanwhile."""
    command = complaints.commands.WaitForCustomer(
        customer_id, complaint_id, expecting=call.expecting, waiting=body.waiting_for_customer
    )
    return call.send(command, _shown)


@triggers.route(
    "PUT",
    "customers/{customer_id}/complaints/{complaint_id}/status",
    roles=AGENTS,
    errors=(*OF_CHANGES, "COMP-003"),
)
def change_complaint_status(
    customer_id: UUID, complaint_id: UUID, body: complaints.requests.ComplaintStatusRequest, call: RequestContext
) -> Reply[complaints.responses.ComplaintResponse]:
    """Take up, escalate, close or reopen a complaint.

    It is resolved by saying what was done about it, at `…/resolve`.
    """
    command = complaints.commands.MoveComplaint(
        customer_id, complaint_id, expecting=call.expecting, to=body.status, notes=body.notes
    )
    return call.send(command, _shown)


@triggers.route(
    "POST",
    "customers/{customer_id}/complaints/{complaint_id}/resolve",
    roles=AGENTS,
    errors=(*OF_CHANGES, "COMP-002"),
)
def resolve_complaint(
    customer_id: UUID, complaint_id: UUID, body: complaints.requests.ResolutionRequest, call: RequestContext
) -> Reply[complaints.responses.ComplaintResponse]:
    """Say what was done about a complaint."""
    command = complaints.commands.ResolveComplaint(
        customer_id,
        complaint_id,
        expecting=call.expecting,
        resolution=body.resolution,
        compensation_offered=body.compensation_offered,
        customer_satisfied=body.customer_satisfied,
        compensation=body.compensation(),
        root_cause=body.root_cause,
    )
    return call.send(command, _shown)


@triggers.route(
    "POST",
    "customers/{customer_id}/complaints/{complaint_id}/comments",
    roles=AGENTS,
    status=201,
    errors=OF_CHANGES,
)
def comment_on_complaint(
    customer_id: UUID, complaint_id: UUID, body: complaints.requests.CommentRequest, call: RequestContext
) -> Reply[complaints.responses.CommentResponse]:
    """Say something about a complaint: to colleagues, or to be shown to the customer."""

    def commented(one: ComplaintComment) -> Reply[complaints.responses.CommentResponse]:
        location = f"customers/{customer_id}/complaints/{complaint_id}/comments"
        return Reply(complaints.responses.CommentResponse.of(one), location=location)

    command = complaints.commands.CommentOnComplaint(customer_id, complaint_id, body.text, body.is_internal)
    return call.send(command, commented)


@triggers.route(
    "GET", "customers/{customer_id}/complaints/{complaint_id}/comments", roles=VIEWERS, errors=("CUST-001", "COMP-001")
)
def list_complaint_comments(
    customer_id: UUID, complaint_id: UUID, query: web.paging.PageQuery, call: RequestContext
) -> Reply[web.paging.Page[complaints.responses.CommentResponse]]:
    """List what was said about a complaint, in order."""
    window = call.window(query, of=f"comments on {complaint_id}")
    return Reply(call.ask(complaints.queries.comments_on, customer_id, complaint_id, window))


@triggers.route(
    "PUT",
    "customers/{customer_id}/complaints/{complaint_id}/assignee",
    roles=AGENTS,
    errors=(*OF_CHANGES, "COMP-003"),
)
def assign_complaint(
    customer_id: UUID, complaint_id: UUID, body: complaints.requests.AssigneeRequest, call: RequestContext
) -> Reply[complaints.responses.ComplaintResponse]:
    """Have somebody care for a complaint, or nobody."""
    command = complaints.commands.AssignComplaint(
        customer_id, complaint_id, expecting=call.expecting, assigned_to=body.assigned_to
    )
    return call.send(command, _shown)


@triggers.route(
    "GET",
    "customers/{customer_id}/complaints/{complaint_id}/satisfaction-link",
    roles=AGENTS,
    versioned=False,
    errors=("CUST-001", "COMP-001"),
)
def get_satisfaction_link(
    customer_id: UUID, complaint_id: UUID, call: RequestContext
) -> Reply[complaints.responses.SatisfactionLink]:
    """Get the link by which the customer says how content it is with the resolution: once, and without a login."""
    found = call.ask(complaints.queries.load_complaint, customer_id, complaint_id)
    return Reply(complaints.responses.SatisfactionLink(url=complaints.satisfaction.link_of(app(), found)))


@triggers.consumer("complaint-mail", COMPLAINT_EVENTS)
def write_about_complaints(event: DomainEvent, delivery: Delivery) -> None:
    """Complaint events → mail to the customer, and to whoever of us cares for it, as the settings say."""
    complaints.people.write(app(), event, delivery)


@triggers.consumer("complaint-answers", COMMUNICATION_EVENTS)
def take_up_answered_complaints(event: DomainEvent, delivery: Delivery) -> None:
    """Messages of customers → their complaints wait for them no more."""
    complaints.people.hear(app(), event, delivery)


@triggers.timer("COMPLAINT_SCHEDULE")
def escalate_complaints() -> None:
    """Warn of complaints whose time is nearly over, and escalate those whose time is, each once."""
    complaints.escalation.run(app())

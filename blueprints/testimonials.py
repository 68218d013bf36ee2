"""Triggers of testimonials: their API (specification §5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared import testimonials
from shared.composition import app
from shared.kernel.errors import Invalid
from shared.platform import web
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import MANAGERS, SALES, SUPPORT, VIEWERS

if TYPE_CHECKING:
    from shared.testimonials.model import Testimonial

APPROVERS = SUPPORT | MANAGERS
OF_CHANGES = ("CUST-001", "CUST-003", "TEST-001", "TEST-002")

triggers = Triggers("Testimonials", app, "What customers say of us, and what of it everybody may see.")


def _shown(one: Testimonial) -> Reply[testimonials.responses.TestimonialResponse]:
    return Reply(testimonials.responses.TestimonialResponse.of(one), etag=one.version)


def _created(one: Testimonial) -> Reply[testimonials.responses.TestimonialResponse]:
    location = f"customers/{one.customer_id}/testimonials/{one.id}"
    return Reply(testimonials.responses.TestimonialResponse.of(one), etag=one.version, location=location)


@triggers.route(
    "POST",
    "customers/{customer_id}/testimonials",
    roles=SALES,
    status=201,
    errors=("CUST-001", "CUST-003", "CONT-001"),
)
def submit_testimonial(
    customer_id: UUID, body: testimonials.requests.NewTestimonial, call: RequestContext
) -> Reply[testimonials.responses.TestimonialResponse]:
    """Note what a customer said of us. Somebody approves it before it is shown to everybody."""
    command = testimonials.commands.SubmitTestimonial(
        customer_id=customer_id, praise=body.praise(), consent=body.consent(), contact_id=body.contact_id
    )
    return call.send(command, _created)


@triggers.route("GET", "customers/{customer_id}/testimonials", roles=VIEWERS, errors=("CUST-001",))
def list_customer_testimonials(
    customer_id: UUID, query: testimonials.requests.CustomerTestimonialQuery, call: RequestContext
) -> Reply[web.paging.Page[testimonials.responses.TestimonialResponse]]:
    """List a customer's testimonials, newest first."""
    window = call.window(query, of=f"testimonials of {customer_id}")
    return Reply(call.ask(testimonials.queries.of_customer, customer_id, query, window))


@triggers.route("GET", "testimonials", roles=VIEWERS)
def list_testimonials(
    query: testimonials.requests.TestimonialQuery, call: RequestContext
) -> Reply[web.paging.Page[testimonials.responses.PublicTestimonialResponse]]:
    """List what everybody may see, across customers, newest first: approved, public, and with consent.

    Of who said it, only `authorName` is in it.
    """
    if query.is_public is False:
        raise Invalid.field("isPublic", "must be true: across customers only public ones are listed")
    window = call.window(query, of="testimonials")
    return Reply(call.ask(testimonials.queries.shown_to_all, query, window))


@triggers.route("GET", "testimonials/summary", roles=VIEWERS)
def summarize_testimonials(
    query: testimonials.requests.SummaryQuery, call: RequestContext
) -> Reply[testimonials.responses.RatingSummary]:
    """Count the ratings of what everybody may see."""
    return Reply(call.ask(testimonials.queries.summary, query.related_event_id))


@triggers.route(
    "GET",
    "customers/{customer_id}/testimonials/{testimonial_id}",
    roles=VIEWERS,
    errors=("CUST-001", "TEST-001"),
)
def get_testimonial(
    customer_id: UUID, testimonial_id: UUID, call: RequestContext
) -> Reply[testimonials.responses.TestimonialResponse]:
    """Show a testimonial."""
    found = call.ask(testimonials.queries.load_testimonial, customer_id, testimonial_id)
    return Reply(found, etag=found.version)


@triggers.route("PUT", "customers/{customer_id}/testimonials/{testimonial_id}", roles=APPROVERS, errors=OF_CHANGES)
def update_testimonial(
    customer_id: UUID, testimonial_id: UUID, body: testimonials.requests.TestimonialRequest, call: RequestContext
) -> Reply[testimonials.responses.TestimonialResponse]:
    """Replace the named fields of a testimonial; the content as its author wrote it is kept."""
    command = testimonials.commands.UpdateTestimonial(
        customer_id, testimonial_id, expecting=call.expecting, provided=body.changes()
    )
    return call.send(command, _shown)


@triggers.route(
    "POST", "customers/{customer_id}/testimonials/{testimonial_id}/approve", roles=APPROVERS, errors=OF_CHANGES
)
def approve_testimonial(
    customer_id: UUID, testimonial_id: UUID, call: RequestContext
) -> Reply[testimonials.responses.TestimonialResponse]:
    """Agree to a testimonial: if it is public, everybody sees it from now on."""
    command = testimonials.commands.ApproveTestimonial(customer_id, testimonial_id, expecting=call.expecting)
    return call.send(command, _shown)


@triggers.route(
    "POST", "customers/{customer_id}/testimonials/{testimonial_id}/reject", roles=APPROVERS, errors=OF_CHANGES
)
def reject_testimonial(
    customer_id: UUID, testimonial_id: UUID, body: testimonials.requests.ReasonRequest, call: RequestContext
) -> Reply[testimonials.responses.TestimonialResponse]:
    """Decline a testimonial; nobody sees it."""
    command = testimonials.commands.RejectTestimonial(
        customer_id, testimonial_id, expecting=call.expecting, reason=body.reason
    )
    return call.send(command, _shown)


@triggers.route(
    "POST", "customers/{customer_id}/testimonials/{testimonial_id}/unapprove", roles=APPROVERS, errors=OF_CHANGES
)
def unapprove_testimonial(
    customer_id: UUID, testimonial_id: UUID, call: RequestContext
) -> Reply[testimonials.responses.TestimonialResponse]:
    """Have a testimonial looked at again; nobody sees it meanwhile."""
    command = testimonials.commands.UnapproveTestimonial(customer_id, testimonial_id, expecting=call.expecting)
    return call.send(command, _shown)


@triggers.route(
    "POST",
    "customers/{customer_id}/testimonials/{testimonial_id}/withdraw",
    roles=SALES | SUPPORT,
    errors=OF_CHANGES,
)
def withdraw_testimonial(
    customer_id: UUID, testimonial_id: UUID, body: testimonials.requests.ReasonRequest, call: RequestContext
) -> Reply[testimonials.responses.TestimonialResponse]:
    """Note that its author does not stand by it any more; nobody sees it again."""
    command = testimonials.commands.WithdrawTestimonial(
        customer_id, testimonial_id, expecting=call.expecting, reason=body.reason
    )
    return call.send(command, _shown)

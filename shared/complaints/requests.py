"""What the complaint endpoints take (specification §5.4)."""

from typing import Annotated

from shared.complaints import fields as f
from shared.complaints.values import ComplaintOrder, ComplaintPriority, ComplaintStatus, Matter
from shared.platform.web.paging import PageQuery
from shared.platform.web.schemas import Id, Ids, OneLine, Request, Text, described

AssignedTo = Annotated[str, Text(100), f.ASSIGNED_TO]
Category = Annotated[str, Text(100), OneLine, f.CATEGORY]


class NewComplaint(Request):
    """What happened."""

    subject: Annotated[str, Text(500), OneLine, f.SUBJECT]
    description: Annotated[str, Text(10_000), f.DESCRIPTION]
    category: Category | None = None
    priority: Annotated[ComplaintPriority, f.PRIORITY] = ComplaintPriority.MEDIUM
    related_event_id: Annotated[Id, f.RELATED_EVENT_ID] | None = None
    attachments: Annotated[Ids, f.ATTACHMENTS] = ()
    contact_id: Annotated[Id, f.CONTACT_ID] | None = None

    def matter(self) -> Matter:
        """What happened, as the domain knows it."""
        return Matter(self.subject, self.description, self.category, self.priority, self.related_event_id)


class ComplaintRequest(Request):
    """The fields to replace; the others stay."""

    category: Category | None = None
    priority: Annotated[ComplaintPriority, f.PRIORITY] = ComplaintPriority.MEDIUM
    related_event_id: Annotated[Id, f.RELATED_EVENT_ID] | None = None


class WaitingRequest(Request):
    """Whether the customer is to answer first."""

    waiting_for_customer: Annotated[bool, f.WAITING]


class ComplaintStatusRequest(Request):
    """Where it is to be moved, and why."""

    status: Annotated[ComplaintStatus, f.STATUS]
    notes: Annotated[str, Text(2_000), f.NOTES] | None = None


class ResolutionRequest(Request):
    """What was done about it."""

    resolution: Annotated[str, Text(10_000), f.RESOLUTION]
    compensation_offered: Annotated[str, Text(2_000), f.COMPENSATION] | None = None
    customer_satisfied: Annotated[bool, f.SATISFIED] | None = None


class AssigneeRequest(Request):
    """Who is to care for it; null is nobody."""

    assigned_to: AssignedTo | None


class CommentRequest(Request):
    """What is to be said about it."""

    text: Annotated[str, Text(10_000), f.COMMENT]
    is_internal: Annotated[bool, f.IS_INTERNAL] = True


class CustomerComplaintQuery(PageQuery):
    """Filters of a customer's complaints."""

    status: Annotated[ComplaintStatus, described("Only those that are so far.")] | None = None
    priority: Annotated[ComplaintPriority, described("Only those that matter so much.")] | None = None


class ComplaintQuery(CustomerComplaintQuery):
    """Filters of all customers' complaints."""

    assigned_to: Annotated[str, Text(100), described("Only those this person cares for.")] | None = None
    category: Annotated[str, Text(100), described("Only those of this kind.")] | None = None
    sort_by: Annotated[
        ComplaintOrder,
        described("By what they are sorted; what is not due comes last, and with a minus the latest first."),
    ] = ComplaintOrder.DUE_AT

"""What the follow-up endpoints take (specification §5.3.5)."""

from typing import Annotated

from shared.follow_ups import fields as f
from shared.follow_ups.values import FollowUpPriority, FollowUpStatus, Task
from shared.platform.web.fields import REASON
from shared.platform.web.paging import PageQuery
from shared.platform.web.schemas import Moment, Request, Text, described, omittable

Subject = Annotated[str, Text(500), f.SUBJECT]
Description = Annotated[str, Text(10_000), f.DESCRIPTION]
DueDate = Annotated[Moment, f.DUE_DATE]
Priority = Annotated[FollowUpPriority, f.PRIORITY]
AssignedTo = Annotated[str, Text(100), f.ASSIGNED_TO]


class NewFollowUp(Request):
    """What is to be done."""

    subject: Subject
    description: Description | None = None
    due_date: DueDate
    priority: Priority = FollowUpPriority.MEDIUM
    assigned_to: AssignedTo | None = None

    def task(self) -> Task:
        """The task as the domain knows it."""
        return Task(self.subject, self.description, self.due_date, self.priority, self.assigned_to)


class FollowUpRequest(Request):
    """The fields to replace; those left out stay."""

    subject: Subject = omittable()
    description: Description | None = omittable()
    due_date: DueDate = omittable()
    priority: Priority = omittable()
    assigned_to: AssignedTo | None = omittable()


class CancellationRequest(Request):
    """Why it need not be done."""

    reason: Annotated[str, Text(500), REASON] | None = None


class CustomerFollowUpQuery(PageQuery):
    """Filters of a customer's follow-ups."""

    status: Annotated[FollowUpStatus, described("Only those that are so far.")] | None = None


class FollowUpQuery(CustomerFollowUpQuery):
    """Filters of all customers' follow-ups."""

    assigned_to: Annotated[str, Text(100), described("Only those of this person.")] | None = None
    priority: Annotated[FollowUpPriority, described("Only those that matter so much.")] | None = None
    due_from: Annotated[Moment, described("Only those due then or later.")] | None = None
    due_to: Annotated[Moment, described("Only those due before then.")] | None = None

"""What the complaint endpoints answer (specification §5.4)."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from shared.complaints import fields as f
from shared.complaints.values import ComplaintPriority, ComplaintStatus
from shared.kernel.business_hours import NEVER
from shared.platform.web.fields import CREATED_AT, CREATED_BY, LAST_MODIFIED_AT, VERSION
from shared.platform.web.schemas import Money, Response, described


class ComplaintResponse(Response):
    """A complaint."""

    id: Annotated[UUID, f.COMPLAINT_ID]
    complaint_number: Annotated[str, f.COMPLAINT_NUMBER]
    customer_id: Annotated[UUID, described("Whose it is.")]
    contact_id: Annotated[UUID, f.CONTACT_ID] | None
    subject: Annotated[str, f.SUBJECT]
    description: Annotated[str, f.DESCRIPTION]
    category: Annotated[str, f.CATEGORY] | None
    priority: Annotated[ComplaintPriority, f.PRIORITY]
    related_event_id: Annotated[UUID, f.RELATED_EVENT_ID] | None
    root_cause: Annotated[str, f.ROOT_CAUSE] | None
    attachments: Annotated[tuple[UUID, ...], f.ATTACHMENTS]
    communication_id: Annotated[UUID, f.COMMUNICATION_ID] | None
    status: Annotated[ComplaintStatus, f.STATUS]
    status_notes: Annotated[str, f.NOTES] | None
    assigned_to: Annotated[str, f.ASSIGNED_TO] | None
    resolution: Annotated[str, f.RESOLUTION] | None
    compensation_offered: Annotated[str, f.COMPENSATION] | None
    customer_satisfied: Annotated[bool, f.SATISFIED] | None
    resolved_by: Annotated[str, described("Who resolved it.", "ben")] | None
    resolved_at: Annotated[datetime, described("When that was; null unless it is resolved.")] | None
    compensation_amount: Annotated[Money, f.COMPENSATION_AMOUNT] | None
    compensation_currency: Annotated[str, f.COMPENSATION_CURRENCY] | None
    satisfaction_score: Annotated[int, described("How content the customer says it is, 1 to 5.", 4)] | None
    satisfaction_comment: Annotated[str, described("What it adds.", "Quick and friendly")] | None
    satisfaction_at: Annotated[datetime, described("When it said so.", "2026-03-05T08:00:00.000000Z")] | None
    resolution_time_in_hours: (
        Annotated[int, described("Whole hours from its receipt to its first resolution.", 26)] | None
    )
    resolution_time_in_business_hours: (
        Annotated[float, described("The same in business hours, without those in which it waited.", 7.5)] | None
    )
    waiting_for_customer: Annotated[bool, f.WAITING]
    first_response_due_at: Annotated[datetime, f.FIRST_RESPONSE_DUE_AT] | None
    due_at: Annotated[datetime, f.DUE_AT] | None
    first_responded_at: (
        Annotated[datetime, described("When the customer had a first answer.", "2026-03-02T11:00:00.000000Z")] | None
    )
    first_response_breached: Annotated[bool, described("Whether the first answer came late.", False)]
    resolution_breached: Annotated[bool, described("Whether it was resolved late, or escalated before.", False)]
    reopen_count: Annotated[int, described("How often it was taken up again.", 0)]
    created_at: Annotated[datetime, CREATED_AT]
    created_by: Annotated[str, CREATED_BY]
    last_modified_at: Annotated[datetime, LAST_MODIFIED_AT] | None
    version: Annotated[int, VERSION]

    @classmethod
    def of(cls, one: Any) -> Self:
        """A complaint as it is now, or a row of the table as it shows one."""
        return cls(
            id=one.id,
            complaint_number=one.complaint_number,
            customer_id=one.customer_id,
            contact_id=one.contact_id,
            **vars(one.matter),
            attachments=tuple(map(UUID, one.attachments or ())),
            communication_id=one.communication_id,
            status=one.status,
            status_notes=one.status_notes,
            assigned_to=one.assigned_to,
            **vars(one.outcome),
            satisfaction_score=one.satisfaction.score,
            satisfaction_comment=one.satisfaction.comment,
            satisfaction_at=one.satisfaction.answered_at,
            resolution_time_in_hours=one.resolution_time_in_hours,
            resolution_time_in_business_hours=_hours(one.resolution_business_minutes),
            waiting_for_customer=one.waiting_since is not None,
            first_response_due_at=_due(one.clock.first_response_due_at),
            due_at=_due(one.clock.due_at),
            first_responded_at=one.first_responded_at,
            first_response_breached=one.first_response_breached,
            resolution_breached=one.resolution_breached,
            reopen_count=one.reopen_count,
            created_at=one.created_at,
            created_by=one.created_by,
            last_modified_at=one.last_modified_at,
            version=one.version,
        )


def _due(moment: datetime) -> datetime | None:
    return None if moment == NEVER else moment


def _hours(minutes: int | None) -> float | None:
    return None if minutes is None else round(minutes / 60, 2)


class SatisfactionLink(Response):
    """Where a customer says how content it is."""

    url: Annotated[
        str, described("The page. It takes one answer.", "https://api.aurora.example.com/api/v1/satisfaction/…")
    ]


class CommentResponse(Response):
    """What somebody said about a complaint."""

    id: Annotated[UUID, described("The comment's id.")]
    complaint_id: Annotated[UUID, f.COMPLAINT_ID]
    text: Annotated[str, f.COMMENT]
    is_internal: Annotated[bool, f.IS_INTERNAL]
    created_at: Annotated[datetime, CREATED_AT]
    created_by: Annotated[str, CREATED_BY]

    @classmethod
    def of(cls, one: Any) -> Self:
        """A comment as it was made, or a row of the table as it shows one."""
        return cls(
            id=one.id,
            complaint_id=one.complaint_id,
            text=one.text,
            is_internal=one.is_internal,
            created_at=one.created_at,
            created_by=one.created_by,
        )

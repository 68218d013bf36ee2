"""The complaint and its table."""

from shared.complaints.clock import ComplaintClock
from shared.complaints.comment import ComplaintComment
from shared.complaints.model import Complaint
from shared.complaints.tables import complaint_comments, complaints
from shared.complaints.values import Matter, Resolution, Satisfaction
from shared.platform.persistence.mapping import Fields, map_aggregate

c = complaints.c

COMPLAINT = Fields(
    {
        "id": c.Id,
        "complaint_number": c.ComplaintNumber,
        "customer_id": c.CustomerId,
        "contact_id": c.ContactId,
        "attachments": c.Attachments,
        "communication_id": c.CommunicationId,
        "status": c.Status,
        "status_notes": c.StatusNotes,
        "assigned_to": c.AssignedTo,
        "resolution_time_in_hours": c.ResolutionTimeInHours,
        "resolution_business_minutes": c.ResolutionBusinessMinutes,
        "reopen_count": c.ReopenCount,
        "waiting_since": c.WaitingSince,
        "first_responded_at": c.FirstRespondedAt,
        "first_response_minutes": c.FirstResponseMinutes,
        "first_response_breached": c.FirstResponseBreached,
        "resolution_breached": c.ResolutionBreached,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "last_modified_at": c.LastModifiedAt,
        "version": c.RowVersion,
    },
    {
        "matter": (
            Matter,
            {
                "subject": c.Subject,
                "description": c.Description,
                "category": c.Category,
                "priority": c.Priority,
                "related_event_id": c.RelatedEventId,
                "root_cause": c.RootCause,
            },
        ),
        "clock": (
            ComplaintClock,
            {
                "first_response_due_at": c.FirstResponseDueAt,
                "due_at": c.DueAt,
                "alarm_at": c.AlarmAt,
                "running_since": c.ClockRunningSince,
                "spent": c.ClockSpent,
                "is_warned": c.IsWarned,
                "is_escalated": c.IsEscalatedByTime,
                "rules": c.ClockRules,
            },
        ),
        "outcome": (
            Resolution,
            {
                "resolution": c.Resolution,
                "compensation_offered": c.CompensationOffered,
                "customer_satisfied": c.CustomerSatisfied,
                "resolved_by": c.ResolvedBy,
                "resolved_at": c.ResolvedAt,
                "compensation_amount": c.CompensationAmount,
                "compensation_currency": c.CompensationCurrency,
            },
        ),
        "satisfaction": (
            Satisfaction,
            {"score": c.SatisfactionScore, "comment": c.SatisfactionComment, "answered_at": c.SatisfactionAt},
        ),
    },
)


o = complaint_comments.c
COMMENT = Fields(
    {
        "id": o.Id,
        "complaint_id": o.ComplaintId,
        "customer_id": o.CustomerId,
        "text": o.Text,
        "is_internal": o.IsInternal,
        "created_at": o.CreatedAt,
        "created_by": o.CreatedBy,
        "version": o.RowVersion,
    },
    {},
)


def map_aggregates() -> None:
    """Teaches SQLAlchemy the complaint, and what is said about it."""
    map_aggregate(ComplaintComment, complaint_comments, COMMENT, key=o.Id)
    map_aggregate(Complaint, complaints, COMPLAINT, key=c.Id)

"""The communication and its table."""

from shared.communications.model import Communication
from shared.communications.tables import communications
from shared.communications.values import Content, Plan, Recipient, Source
from shared.platform.persistence.mapping import Fields, map_aggregate

c = communications.c

COMMUNICATION = Fields(
    {
        "id": c.Id,
        "customer_id": c.CustomerId,
        "contact_id": c.ContactId,
        "type": c.Type,
        "direction": c.Direction,
        "purpose": c.Purpose,
        "status": c.Status,
        "status_reason": c.StatusReason,
        "is_delivered": c.IsDelivered,
        "pending": c.Pending,
        "due_at": c.DueAt,
        "has_slot": c.HasSlot,
        "attempts": c.Attempts,
        "taken_sequence": c.TakenSequence,
        "tried_since": c.TriedSince,
        "attachments": c.Attachments,
        "duration_in_seconds": c.DurationInSeconds,
        "sequence": c.Sequence,
        "occurred_at": c.OccurredAt,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "send_at": c.SendAt,
        "sent_at": c.SentAt,
        "provider": c.Provider,
        "provider_message_id": c.ProviderMessageId,
        "in_reply_to": c.InReplyTo,
        "complaint_id": c.ComplaintId,
        "is_verified": c.IsVerified,
        "ai_generated": c.AIGenerated,
        "kind": c.Kind,
        "content_purged_at": c.ContentPurgedAt,
        "version": c.RowVersion,
    },
    {
        "content": (Content, {"subject": c.Subject, "text": c.Content, "html": c.Html, "notes": c.Notes}),
        "recipient": (Recipient, {"email": c.RecipientEmail, "phone": c.RecipientPhone}),
        "source": (Source, {"template_id": c.TemplateId, "template_version": c.TemplateVersion}),
        "plan": (
            Plan,
            {
                "start": c.ScheduledStart,
                "end": c.ScheduledEnd,
                "location": c.Location,
                "attendees": c.Attendees,
                "is_virtual": c.IsVirtual,
                "link": c.MeetingLink,
                "time_zone": c.TimeZone,
            },
        ),
    },
)


def map_aggregates() -> None:
    """Teaches SQLAlchemy the communication."""
    map_aggregate(Communication, communications, COMMUNICATION, key=c.Id)

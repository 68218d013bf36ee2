"""What the communication endpoints answer (specification §5.3)."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from shared.communications import fields as f
from shared.communications.values import CommunicationPurpose, CommunicationStatus, Direction
from shared.customers.values import CommunicationType
from shared.platform.web.fields import CREATED_AT, CREATED_BY, VERSION
from shared.platform.web.schemas import Response, described
from shared.templates.model import DeliveryFailed


class AcceptedResponse(Response):
    """What a provider is told."""

    accepted: Annotated[int, described("How much of it was news.", 1)]
    validation_response: Annotated[str, described("To Event Grid, which asks for it; else null.", None)] | None = None


class CommunicationSummary(Response):
    """A communication in a list."""

    id: Annotated[UUID, f.COMMUNICATION_ID]
    customer_id: Annotated[UUID, described("Whose it is.")]
    contact_id: Annotated[UUID, described("The contact whose address it is; null if it is the customer's.")] | None
    type: Annotated[CommunicationType, f.TYPE]
    direction: Annotated[Direction, described("Who began.")]
    subject: Annotated[str, f.SUBJECT] | None
    preview: Annotated[str, described("How the text begins.", "Dear Ada, here is")] | None
    recipient_email: Annotated[str, described("The other side's address.", "ada@example.com")] | None
    recipient_phone: Annotated[str, described("The other side's number.", None)] | None
    status: Annotated[CommunicationStatus, f.STATUS] | None
    is_delivered: Annotated[bool, described("Whether it is known to have arrived.", False)]
    occurred_at: Annotated[datetime, described("When it was: of a call its time.")]
    scheduled_start: Annotated[datetime, described("When a meeting begins; else null.")] | None
    scheduled_end: Annotated[datetime, described("When a meeting ends; else null.")] | None
    created_at: Annotated[datetime, CREATED_AT]
    created_by: Annotated[str, CREATED_BY]
    version: Annotated[int, VERSION]


class CommunicationResponse(Response):
    """A communication, whole. What does not belong to its type is null."""

    id: Annotated[UUID, f.COMMUNICATION_ID]
    customer_id: Annotated[UUID, described("Whose it is.")]
    contact_id: Annotated[UUID, described("The contact whose address it is; null if it is the customer's.")] | None
    type: Annotated[CommunicationType, f.TYPE]
    direction: Annotated[Direction, described("Who began.")]
    purpose: Annotated[CommunicationPurpose, f.PURPOSE]
    subject: Annotated[str, f.SUBJECT] | None
    body: Annotated[str, described("The text as it was sent, or came in.", "Dear Ada, here is the floor plan.")] | None
    html: Annotated[str, described("The same in HTML; null if there is none.", None)] | None
    notes: Annotated[str, f.NOTES] | None
    recipient_email: Annotated[str, described("The other side's address.", "ada@example.com")] | None
    recipient_phone: Annotated[str, described("The other side's number.", None)] | None
    attachments: Annotated[tuple[UUID, ...], f.ATTACHMENTS]
    template_id: Annotated[UUID, f.TEMPLATE_ID] | None
    ai_generated: Annotated[bool, f.AI_GENERATED]
    template_version: Annotated[int, described("The wording of the template it was made of.", None)] | None
    status: Annotated[CommunicationStatus, f.STATUS] | None
    status_reason: Annotated[str, described("Why it is so; null where that needs no words.", None)] | None
    failure_code: Annotated[str, described("`COMM-002` of a message that failed; else null.", None)] | None
    is_delivered: Annotated[bool, described("Whether it is known to have arrived.", False)]
    send_at: Annotated[datetime, described("When it was to be sent; null if at once.")] | None
    sent_at: Annotated[datetime, described("When its provider had it; null until then.")] | None
    duration_in_seconds: Annotated[int, f.DURATION] | None
    scheduled_start: Annotated[datetime, f.START] | None
    scheduled_end: Annotated[datetime, f.END] | None
    location: Annotated[str, f.LOCATION] | None
    attendees: Annotated[tuple[str, ...], f.ATTENDEES]
    is_virtual: Annotated[bool, f.IS_VIRTUAL]
    meeting_link: Annotated[str, f.MEETING_LINK] | None
    time_zone: Annotated[str, f.TIME_ZONE] | None
    in_reply_to: Annotated[UUID, described("The communication it answers; null if none is known.")] | None
    complaint_id: Annotated[UUID, described("The complaint that was noted from it; null if there is none.")] | None
    is_verified: Annotated[bool, described("Of what came in: whether its sender is proven; else null.", None)] | None
    kind: Annotated[str, described("Of mail that came in: Personal, AutoReply, DeliveryReport or List.", None)] | None
    occurred_at: Annotated[datetime, described("When it was: of a call its time.")]
    content_purged_at: Annotated[datetime, described("When its content went, its time being over.")] | None
    created_at: Annotated[datetime, CREATED_AT]
    created_by: Annotated[str, CREATED_BY]
    version: Annotated[int, VERSION]

    @classmethod
    def of(cls, one: Any) -> Self:
        """A communication as it is now, or a row of the table as it shows one."""
        content, plan = one.content, one.plan
        return cls(
            id=one.id,
            customer_id=one.customer_id,
            contact_id=one.contact_id,
            type=one.type,
            direction=one.direction,
            purpose=one.purpose,
            subject=content.subject,
            body=content.text,
            html=content.html,
            notes=content.notes,
            recipient_email=one.recipient.email,
            recipient_phone=one.recipient.phone,
            attachments=tuple(UUID(id) for id in one.attachments or ()),
            template_id=one.source.template_id,
            ai_generated=one.ai_generated,
            template_version=one.source.template_version,
            status=one.status,
            status_reason=one.status_reason,
            failure_code=DeliveryFailed.code if one.status is CommunicationStatus.FAILED else None,
            is_delivered=one.is_delivered,
            send_at=one.send_at,
            sent_at=one.sent_at,
            duration_in_seconds=one.duration_in_seconds,
            scheduled_start=plan.start,
            scheduled_end=plan.end,
            location=plan.location,
            attendees=plan.attendees or (),
            is_virtual=plan.is_virtual,
            meeting_link=plan.link,
            time_zone=plan.time_zone,
            in_reply_to=one.in_reply_to,
            complaint_id=one.complaint_id,
            is_verified=one.is_verified,
            kind=one.kind,
            occurred_at=one.occurred_at,
            content_purged_at=one.content_purged_at,
            created_at=one.created_at,
            created_by=one.created_by,
            version=one.version,
        )

"""Communications as they begin: written, called, planned, received (specification §5.3)."""

from datetime import datetime
from uuid import UUID

from shared.communications.events import (
    CommunicationScheduled,
    CustomerMeetingScheduled,
    CustomerMessageReceived,
    CustomerPhoneCallLogged,
)
from shared.communications.model import Communication
from shared.communications.values import (
    CommunicationPurpose,
    CommunicationStatus,
    Content,
    Direction,
    Plan,
    Recipient,
    Source,
)
from shared.customers.values import CommunicationType
from shared.kernel.events import Change, Changes
from shared.kernel.values import differences


def new_message(
    id: UUID,
    customer_id: UUID,
    type: CommunicationType,
    content: Content,
    recipient: Recipient,
    *,
    by: str,
    at: datetime,
    send_at: datetime | None,
    contact_id: UUID | None,
    purpose: CommunicationPurpose,
    source: Source,
    attachments: tuple[str, ...] = (),
    ai_generated: bool = False,
) -> Communication:
    """A mail or text message that is to be sent: now, or at its time."""
    made = Communication(
        id,
        customer_id,
        type,
        Direction.OUTBOUND,
        content,
        recipient,
        by=by,
        at=at,
        contact_id=contact_id,
        purpose=purpose,
        source=source,
        attachments=attachments,
    )
    made.pending, made.ai_generated = True, ai_generated
    if send_at is None or send_at <= at:
        made.status = CommunicationStatus.QUEUED
        made.hand_out({**differences("recipient", None, recipient), **_subject(content)})
        return made
    made.status, made.send_at, made.due_at = CommunicationStatus.SCHEDULED, send_at, send_at
    event = CommunicationScheduled(
        communication_id=id, customer_id=customer_id, type=type, send_at=send_at, scheduled_by=by
    )
    made.record(event, {**differences("recipient", None, recipient), **_subject(content)})
    return made


def new_call(
    id: UUID,
    customer_id: UUID,
    direction: Direction,
    content: Content,
    phone: str,
    seconds: int,
    *,
    by: str,
    at: datetime,
    call_time: datetime,
    contact_id: UUID | None = None,
) -> Communication:
    """A call that was made."""
    made = Communication(
        id,
        customer_id,
        CommunicationType.PHONE_CALL,
        direction,
        content,
        Recipient(phone=phone),
        by=by,
        at=at,
        occurred_at=call_time,
        contact_id=contact_id,
    )
    made.duration_in_seconds = seconds
    event = CustomerPhoneCallLogged(
        communication_id=id,
        customer_id=customer_id,
        phone_number=phone,
        duration_in_seconds=seconds,
        call_type=direction,
        summary=content.text or "",
        call_time=call_time,
    )
    made.record(event, {})
    return made


def new_meeting(
    id: UUID,
    customer_id: UUID,
    type: CommunicationType,
    content: Content,
    plan: Plan,
    *,
    by: str,
    at: datetime,
) -> Communication:
    """A meeting; whoever is named by an e-mail address is invited, unless it is over already."""
    made = Communication(id, customer_id, type, Direction.OUTBOUND, content, by=by, at=at)
    made.plan = plan
    event = CustomerMeetingScheduled(
        meeting_id=id,
        customer_id=customer_id,
        title=content.subject or "",
        scheduled_start=made.times[0],
        scheduled_end=made.times[1],
        location=plan.location,
        attendees=plan.attendees,
        scheduled_at=at,
    )
    made.record(event, {**differences("meeting", None, plan), **_subject(content)})
    made.invite(at)
    return made


def new_received(
    id: UUID,
    customer_id: UUID,
    type: CommunicationType,
    content: Content,
    sender: Recipient,
    *,
    by: str,
    at: datetime,
    contact_id: UUID | None,
    in_reply_to: UUID | None,
    is_verified: bool,
    kind: str,
    attachments: tuple[str, ...] = (),
) -> Communication:
    """What the customer, or somebody there, wrote to us."""
    made = Communication(
        id,
        customer_id,
        type,
        Direction.INBOUND,
        content,
        sender,
        by=by,
        at=at,
        contact_id=contact_id,
        attachments=attachments,
    )
    made.in_reply_to, made.is_verified, made.kind = in_reply_to, is_verified, kind
    event = CustomerMessageReceived(
        communication_id=id,
        customer_id=customer_id,
        type=type,
        subject=content.subject,
        is_verified=is_verified,
        kind=kind,
        received_at=at,
    )
    made.record(event, {})
    return made


def _subject(content: Content) -> Changes:
    return {"content.subject": Change(None, content.subject)} if content.subject else {}

"""The communication: what was said to a customer or by it, and how far a message is (specification §5.3, §6.1.5)."""

from datetime import datetime
from uuid import UUID

from shared.communications.errors import NotCancellable
from shared.communications.events import (
    CommunicationFiled,
    CommunicationStatusChanged,
    CustomerEmailSent,
    CustomerSMSSent,
    EmailQueued,
    MeetingCancelled,
    MeetingInvitationSent,
    MeetingUpdated,
    SmsQueued,
)
from shared.communications.values import (
    API_NAMES,
    LONGEST_MEETING,
    MEETINGS,
    MOST_CHANGES,
    RANK,
    WAITING,
    CommunicationPurpose,
    CommunicationStatus,
    Content,
    Direction,
    Plan,
    Recipient,
    Source,
)
from shared.customers.values import CommunicationType
from shared.kernel.errors import Invalid
from shared.kernel.events import Change, Changes, CustomersAggregate
from shared.kernel.text import fitting
from shared.kernel.values import Provided, differences

PREVIEW = 100
"""UTF-16 units of a text message that its event shows."""


def mail_id(id: UUID, sequence: int) -> UUID:
    """What a mail is known by: of a message its id; each change of a meeting is a mail of its own."""
    return UUID(int=id.int ^ sequence)


class Communication(CustomersAggregate):
    """One message, call or meeting. What is `pending` is on its way to a provider; the repository knows who has it."""

    def __init__(
        self,
        id: UUID,
        customer_id: UUID,
        type: CommunicationType,
        direction: Direction,
        content: Content,
        recipient: Recipient = Recipient(),  # noqa: B008 - frozen
        *,
        by: str,
        at: datetime,
        occurred_at: datetime | None = None,
        contact_id: UUID | None = None,
        purpose: CommunicationPurpose = CommunicationPurpose.SERVICE,
        source: Source = Source(),  # noqa: B008 - frozen
        attachments: tuple[str, ...] = (),
    ) -> None:
        self.id, self.version = id, 0
        self.customer_id, self.contact_id = customer_id, contact_id
        self.type, self.direction, self.purpose = type, direction, purpose
        self.content, self.recipient, self.source, self.attachments = content, recipient, source, attachments
        self.plan, self.sequence = Plan(), 0
        self.duration_in_seconds: int | None = None
        self.status: CommunicationStatus | None = None
        self.status_reason: str | None = None
        self.is_delivered = self.pending = False
        self.due_at: datetime | None = None
        self.has_slot, self.attempts, self.taken_sequence = False, 0, 0
        self.tried_since: datetime | None = None
        self.occurred_at = occurred_at or at
        self.created_at, self.created_by = at, by
        self.send_at: datetime | None = None
        self.sent_at: datetime | None = None
        self.provider: str | None = None
        self.provider_message_id: str | None = None
        self.in_reply_to: UUID | None = None
        self.is_verified: bool | None = None
        self.ai_generated = False
        self.kind: str | None = None
        self.complaint_id: UUID | None = None
        self.content_purged_at: datetime | None = None

    @property
    def times(self) -> tuple[datetime, datetime]:
        """When a meeting begins and ends."""
        return _moment(self.plan.start), _moment(self.plan.end)

    @property
    def is_meeting(self) -> bool:
        """Whether it has a time and attendees."""
        return self.type in MEETINGS

    def file(self, complaint_id: UUID, *, by: str, at: datetime) -> None:
        """A complaint was noted from it."""
        event = CommunicationFiled(
            communication_id=self.id, customer_id=self.customer_id, complaint_id=complaint_id, filed_at=at, filed_by=by
        )
        self.record(event, {"complaintId": Change(self.complaint_id, complaint_id)})
        self.complaint_id = complaint_id

    def dispatch(self) -> None:
        """Its time has come: it goes to the queue of its channel."""
        self.due_at = None
        if not self.pending:
            return
        changes: Changes = {}
        if self.status is CommunicationStatus.SCHEDULED:
            changes, self.status = (
                {"status": Change(self.status, CommunicationStatus.QUEUED)},
                CommunicationStatus.QUEUED,
            )
        self.hand_out(changes)

    def reschedule(self, provided: Provided, *, by: str, at: datetime) -> None:
        """Moves or changes a meeting; its attendees get the change. Raises NotCancellable, Invalid."""
        if not self.is_meeting:
            raise NotCancellable("it is no meeting")
        self._refuse_closed()
        if self.sequence >= MOST_CHANGES:
            raise NotCancellable(f"it was changed {MOST_CHANGES} times")
        names = {"title": "subject", "description": "text"}
        content = self.content.replaced({names[field]: new for field, new in provided.items() if field in names})
        plan = self.plan.replaced({field: new for field, new in provided.items() if field not in names})
        if not _moment(plan.start) < _moment(plan.end) <= _moment(plan.start) + LONGEST_MEETING:
            raise Invalid.field("scheduledEnd", "must be later than scheduledStart, by a month at most")
        changes = {**differences("meeting", self.plan, plan), **differences("content", self.content, content)}
        if not changes:
            return
        self.content, self.plan, self.sequence = content, plan, self.sequence + 1
        leaves = ((path.rpartition(".")[2], change.new) for path, change in changes.items())
        changed = {API_NAMES.get(leaf, leaf): new for leaf, new in leaves}
        event = MeetingUpdated(
            meeting_id=self.id, customer_id=self.customer_id, changed_fields=changed, updated_at=at, updated_by=by
        )
        self.record(event, changes)
        self.invite(at)

    def cancel(self, reason: str | None, *, by: str, at: datetime) -> None:
        """A message that is not sent yet will not be; a meeting does not take place. Raises NotCancellable."""
        if self.is_meeting:
            self._call_off(reason, by=by, at=at)
        elif self.status in WAITING and self.pending:
            self._change(CommunicationStatus.CANCELLED, None, at=at)
        else:
            raise NotCancellable(f"it is {self.status.lower()}" if self.status else "it is only on record")

    def sent(self, provider: str, provider_id: str | None, *, sequence: int, at: datetime) -> None:
        """The provider has it, as it was then. What was reported of it meanwhile stays."""
        self.provider, self.provider_message_id, self.sent_at = provider, provider_id, at
        self.pending, self.due_at = False, None
        if sequence != self.sequence:  # it has changed since, and that is still to be told
            self.pending, self.due_at = True, at
        self.tried_since = None
        changes: Changes = {}
        if self.status in (CommunicationStatus.QUEUED, CommunicationStatus.UNKNOWN):
            changes = {"status": Change(self.status, CommunicationStatus.SENT)}
            self.status, self.status_reason = CommunicationStatus.SENT, None
        self.record(self._sent_event(at), changes)

    def postpone(self, until: datetime, *, at: datetime) -> None:
        """The provider does not have it, and gets it then."""
        self.due_at, self.tried_since = until, self.tried_since or at

    def not_sent(self, status: CommunicationStatus, reason: str, *, at: datetime, sequence: int | None = None) -> None:
        """It will not be sent, or nobody knows whether it was; unless its provider told of it meanwhile.

        With `sequence`, as it was then: if it has changed since, that is still to be told.
        """
        if not self.pending:
            return
        self.tried_since = None
        changed = sequence is not None and sequence != self.sequence
        if self.status is CommunicationStatus.CANCELLED:  # a meeting's own state is not that of its invitation
            self.pending, self.due_at, self.status_reason = False, None, fitting(reason, 500)
        else:
            self._change(status, reason, at=at)
        if changed:
            self.pending, self.due_at = True, at

    def report(
        self,
        status: CommunicationStatus,
        reason: str | None,
        *,
        at: datetime,
        sequence: int = 0,
        in_hands: bool = False,
    ) -> bool:
        """What its provider tells of it; says whether that is news.

        `sequence`: of a meeting, which of its mails. `in_hands`: a worker has it, and will say that it was sent.
        """
        known = RANK.get(self.status, 0) if self.status else 0
        if self.direction is Direction.INBOUND or self.status is None or RANK.get(status, 0) <= known:
            return False
        if self.is_meeting and (
            self.status is CommunicationStatus.CANCELLED or self.pending or sequence != self.sequence
        ):
            return False  # of a mail that another has replaced, or is to replace
        if status is CommunicationStatus.DELIVERED:
            self.is_delivered = True
        self._change(status, reason, at=at)
        if not in_hands:
            self.settle(at=at)
        return True

    def settle(self, *, at: datetime) -> None:
        """Its provider told of it, and whoever sent it never did: it was sent, all the same."""
        if self.sent_at is None and self.status in RANK and not self.is_meeting:
            self.sent_at = at
            self.record(self._sent_event(at), {})

    def _call_off(self, reason: str | None, *, by: str, at: datetime) -> None:
        self._refuse_closed()
        told = self.sent_at is not None or self.attempts > 0  # somebody may have it, or is getting it now
        self.sequence += 1
        event = MeetingCancelled(
            meeting_id=self.id, customer_id=self.customer_id, reason=reason, cancelled_at=at, cancelled_by=by
        )
        self.record(event, {"status": Change(self.status, CommunicationStatus.CANCELLED)})
        if told and self.is_worth_telling(at):
            self.invite(at)
        else:
            self.pending, self.due_at = False, None
        self.status = CommunicationStatus.CANCELLED

    def invite(self, at: datetime) -> None:
        """Has the attendees hear of it."""
        if not self.is_worth_telling(at):
            self.pending, self.due_at = False, None
            self.status = None if self.status is CommunicationStatus.QUEUED else self.status
            return
        self.pending, self.status, self.due_at = True, CommunicationStatus.QUEUED, None
        self.hand_out({})

    def is_worth_telling(self, at: datetime) -> bool:
        """Whether somebody can be told of a meeting, and it is not over."""
        return any("@" in one for one in self.plan.attendees or ()) and self.times[1] > at

    def _refuse_closed(self) -> None:
        if self.content_purged_at is not None:
            raise NotCancellable("its content is gone, as its time was over")
        if self.status is CommunicationStatus.CANCELLED:
            raise NotCancellable("it is cancelled")

    def hand_out(self, changes: Changes) -> None:
        """It goes to the queue of its channel."""
        kind = SmsQueued if self.type is CommunicationType.SMS else EmailQueued
        self.record(kind(communication_id=self.id, customer_id=self.customer_id), changes)

    def _change(self, status: CommunicationStatus, reason: str | None, *, at: datetime) -> None:
        before, self.status = self.status, status
        self.status_reason = fitting(reason, 500) if reason else None
        self.pending, self.due_at = False, None
        event = CommunicationStatusChanged(
            communication_id=self.id,
            customer_id=self.customer_id,
            type=self.type,
            status=status,
            reason=self.status_reason,
            changed_at=at,
        )
        self.record(event, {"status": Change(before, status)})

    def _sent_event(self, at: datetime) -> CustomerEmailSent | CustomerSMSSent | MeetingInvitationSent:
        if self.is_meeting:
            return MeetingInvitationSent(meeting_id=self.id, customer_id=self.customer_id, sent_at=at)
        if self.type is CommunicationType.SMS:
            return CustomerSMSSent(
                communication_id=self.id,
                customer_id=self.customer_id,
                recipient_phone=self.recipient.phone or "",
                message_preview=fitting(self.content.text or "", PREVIEW),
                is_delivered=self.is_delivered,
                sent_at=at,
            )
        return CustomerEmailSent(
            communication_id=self.id,
            customer_id=self.customer_id,
            subject=self.content.subject or "",
            recipient_email=self.recipient.email or "",
            is_delivered=self.is_delivered,
            sent_at=at,
            sent_by=self.created_by,
        )


def _moment(value: datetime | None) -> datetime:
    assert value is not None, "a meeting has a beginning and an end"
    return value

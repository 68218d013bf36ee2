"""The complaint: what somebody is unhappy with, and how far we are with it (specification §5.4, §6.1.6)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from shared.complaints import clock
from shared.complaints.errors import AlreadyResolved, NotAsked, WrongComplaintMove
from shared.complaints.events import (
    ComplaintAnswered,
    ComplaintAssigned,
    ComplaintDueSoon,
    ComplaintEscalated,
    ComplaintRated,
    ComplaintStatusChanged,
    ComplaintUpdated,
    ComplaintWaitingChanged,
    CustomerComplaintReceived,
    CustomerComplaintResolved,
)
from shared.complaints.service_level import ServiceLevel
from shared.complaints.values import MOVES, ComplaintStatus, Matter, Resolution, Satisfaction
from shared.kernel.events import Change, Changes, CustomersAggregate
from shared.kernel.values import Provided, differences

NEW, IN_PROGRESS, ESCALATED = ComplaintStatus.NEW, ComplaintStatus.IN_PROGRESS, ComplaintStatus.ESCALATED
CONTENT_FROM = 4
"""Stars of five."""
RESOLVED, CLOSED = ComplaintStatus.RESOLVED, ComplaintStatus.CLOSED


class Complaint(CustomersAggregate):
    """It is resolved by what we did about it; whoever is not content has it opened again."""

    def __init__(
        self,
        id: UUID,
        customer_id: UUID,
        number: int,
        matter: Matter,
        *,
        contact_id: UUID | None,
        attachments: tuple[str, ...],
        communication_id: UUID | None = None,
        level: ServiceLevel,
        by: str,
        at: datetime,
    ) -> None:
        self.id, self.version = id, 0
        self.complaint_number = f"CMP-{number:06d}"
        self.customer_id, self.contact_id = customer_id, contact_id
        self.matter, self.attachments, self.communication_id = matter, attachments, communication_id
        self.status = NEW
        self.status_notes: str | None = None
        self.assigned_to: str | None = None
        self.outcome, self.satisfaction = Resolution(), Satisfaction()
        self.resolution_time_in_hours: int | None = None
        self.resolution_business_minutes: int | None = None
        self.reopen_count = 0
        self.waiting_since: datetime | None = None
        self.first_responded_at: datetime | None = None
        self.first_response_minutes: int | None = None
        self.first_response_breached = self.resolution_breached = False
        self.clock = clock.started(level, self._facts, at)
        self.created_at, self.created_by = at, by
        self.last_modified_at: datetime | None = None
        event = CustomerComplaintReceived(
            complaint_id=id,
            customer_id=customer_id,
            subject=matter.subject,
            description=matter.description,
            priority=matter.priority,
            category=matter.category,
            received_at=at,
        )
        self.record(event, differences("complaint", None, matter))

    @property
    def _facts(self) -> clock.Facts:
        return clock.Facts(
            self.matter.priority, self.first_responded_at is not None, may_escalate=self.status in (NEW, IN_PROGRESS)
        )

    @property
    def waiting_for_customer(self) -> bool:
        """Whether the customer is to answer first."""
        return self.waiting_since is not None

    def move(self, to: ComplaintStatus, notes: str | None, *, level: ServiceLevel, by: str, at: datetime) -> None:
        """Raises WrongComplaintMove."""
        if to not in MOVES[self.status]:
            raise WrongComplaintMove(self.status, f"it can't become {to} so")
        changes: Changes = {"complaint.status": Change(self.status, to)}
        if self.status is RESOLVED and to is IN_PROGRESS:
            changes = {
                **changes,
                **differences("resolution", self.outcome, Resolution()),
                "complaint.reopenCount": Change(self.reopen_count, self.reopen_count + 1),
            }
            self.outcome, self.reopen_count = Resolution(), self.reopen_count + 1
            self._become(to, notes, at)
            self.clock = clock.started(level, self._facts, at)
        else:
            late = clock.is_over(self.clock, level, self._facts, at)
            if self.status is ESCALATED and late:  # it is not thrown back at once
                self.clock = replace(self.clock, is_escalated=True)
            self._become(to, notes, at)
            self.clock = clock.scheduled(self.clock, level, self._facts)
        if to is ESCALATED:
            self._tell_escalated(changes, notes, by, at)
            return
        moved = ComplaintStatusChanged(
            complaint_id=self.id, customer_id=self.customer_id, status=to, notes=notes, changed_at=at, changed_by=by
        )
        self.record(moved, changes)

    def resolve(self, outcome: Resolution, *, level: ServiceLevel, by: str, at: datetime) -> None:
        """Something was done about it. The first time counts for how long it took. Raises AlreadyResolved."""
        if self.status in (RESOLVED, CLOSED):
            raise AlreadyResolved(self.status)
        changes: Changes = {
            "complaint.status": Change(self.status, RESOLVED),
            **differences("resolution", self.outcome, outcome),
        }
        hours = self.resolution_time_in_hours
        if hours is None:
            hours = max(0, int((at - self.created_at).total_seconds() // 3600))
            self.resolution_business_minutes = int(clock.spent(self.clock, level, at).total_seconds() // 60)
        self._note_breaches(at)
        self._note_answer(at)
        self.outcome, self.resolution_time_in_hours = outcome, hours
        self.waiting_since = None
        self._become(RESOLVED, None, at)
        self.clock = clock.stopped(self.clock, level, at)
        event = CustomerComplaintResolved(
            complaint_id=self.id,
            customer_id=self.customer_id,
            resolution=outcome.resolution or "",
            resolved_by=by,
            resolved_at=at,
            resolution_time_in_hours=hours,
        )
        self.record(event, changes)

    def assign(self, to: str | None, *, by: str, at: datetime) -> None:
        """Somebody is to care for it, or nobody any more. Raises WrongComplaintMove."""
        if self.status is CLOSED:
            raise WrongComplaintMove(self.status, "nobody cares for it any more")
        if to == self.assigned_to:
            return
        changes: Changes = {"complaint.assignedTo": Change(self.assigned_to, to)}
        self.assigned_to, self.last_modified_at = to, at
        event = ComplaintAssigned(
            complaint_id=self.id, customer_id=self.customer_id, assigned_to=to, assigned_at=at, assigned_by=by
        )
        self.record(event, changes)

    def update(self, provided: Provided, *, level: ServiceLevel, by: str, at: datetime) -> None:
        """Replaces the provided fields of what it is about; another priority has other due times."""
        matter = self.matter.replaced(provided)
        changes = differences("complaint", self.matter, matter)
        if not changes:
            return
        changed = {path.rpartition(".")[2]: change.new for path, change in changes.items()}
        self.matter, self.last_modified_at = matter, at
        self.clock = clock.scheduled(self.clock, level, self._facts)
        event = ComplaintUpdated(
            complaint_id=self.id, customer_id=self.customer_id, changed_fields=changed, updated_at=at, updated_by=by
        )
        self.record(event, changes)

    def wait(self, waiting: bool, *, level: ServiceLevel, by: str, at: datetime) -> None:
        """Its clock stands while the customer is to answer us. Raises WrongComplaintMove."""
        if self.status in (RESOLVED, CLOSED):
            raise WrongComplaintMove(self.status, "it waits for nobody")
        if waiting is self.waiting_for_customer:
            return
        changes: Changes = {"complaint.waitingForCustomer": Change(self.waiting_for_customer, waiting)}
        self.waiting_since, self.last_modified_at = at if waiting else None, at
        self._note_breaches(at)
        self.clock = (
            clock.stopped(self.clock, level, at) if waiting else clock.resumed(self.clock, level, self._facts, at)
        )
        event = ComplaintWaitingChanged(
            complaint_id=self.id,
            customer_id=self.customer_id,
            waiting_for_customer=waiting,
            changed_at=at,
            changed_by=by,
        )
        self.record(event, changes)

    def answer(self, *, level: ServiceLevel, by: str, at: datetime) -> None:
        """The customer was answered; the first time counts."""
        if self.first_responded_at is not None:
            return
        changes: Changes = {"complaint.firstRespondedAt": Change(None, at)}
        self._note_answer(at)
        self.clock = clock.scheduled(self.clock, level, self._facts)
        event = ComplaintAnswered(complaint_id=self.id, customer_id=self.customer_id, answered_at=at, answered_by=by)
        self.record(event, changes)

    def work_out_anew(self, level: ServiceLevel) -> None:
        """Another calendar, or other hours, have it due at another time."""
        if self.clock.rules != level.rules:
            self.clock = clock.scheduled(self.clock, level, self._facts)

    def notice_time(self, *, level: ServiceLevel, by: str, at: datetime) -> None:
        """Warns once when most of its time is over, and escalates it once when all of it is."""
        self.work_out_anew(level)
        if self.clock.alarm_at > at:
            return
        due = self.clock.due_at
        if at < due:
            self.clock = clock.scheduled(replace(self.clock, is_warned=True), level, self._facts)
            soon = ComplaintDueSoon(
                complaint_id=self.id,
                customer_id=self.customer_id,
                priority=self.matter.priority,
                assigned_to=self.assigned_to,
                due_at=due,
            )
            self.record(soon, {})
            return
        changes: Changes = {"complaint.status": Change(self.status, ESCALATED)}
        self.resolution_breached = True
        self._become(ESCALATED, None, at)
        self.clock = clock.scheduled(replace(self.clock, is_escalated=True), level, self._facts)
        self._tell_escalated(changes, None, by, at)

    def rate(self, score: int, comment: str | None, *, resolution: int, at: datetime) -> None:
        """The customer says how content it is with a resolution, the first being 0; once. Raises NotAsked."""
        if self.status not in (RESOLVED, CLOSED) or resolution != self.reopen_count:
            raise NotAsked("It is being worked on.")
        if self.satisfaction.answered_at and self.satisfaction.answered_at >= (self.outcome.resolved_at or at):
            raise NotAsked("It was answered already.")
        satisfied = score >= CONTENT_FROM
        rated, outcome = Satisfaction(score, comment, at), replace(self.outcome, customer_satisfied=satisfied)
        changes = {
            **differences("satisfaction", self.satisfaction, rated),
            **differences("resolution", self.outcome, outcome),
        }
        self.satisfaction, self.outcome, self.last_modified_at = rated, outcome, at
        event = ComplaintRated(
            complaint_id=self.id,
            customer_id=self.customer_id,
            score=score,
            comment=comment,
            customer_satisfied=satisfied,
            rated_at=at,
        )
        self.record(event, changes)

    def _tell_escalated(self, changes: Changes, notes: str | None, by: str, at: datetime) -> None:
        escalated = ComplaintEscalated(
            complaint_id=self.id,
            customer_id=self.customer_id,
            priority=self.matter.priority,
            assigned_to=self.assigned_to,
            notes=notes,
            escalated_at=at,
            escalated_by=by,
        )
        self.record(escalated, changes)

    def _note_breaches(self, at: datetime) -> None:
        """What is late now has been late, whatever becomes of its due times."""
        self.first_response_breached |= at > self.clock.first_response_due_at
        self.resolution_breached |= at > self.clock.due_at

    def _note_answer(self, at: datetime) -> None:
        if self.first_responded_at is None:
            self._note_breaches(at)
            self.first_responded_at = at
            self.first_response_minutes = max(0, int((at - self.created_at).total_seconds() // 60))

    def _become(self, status: ComplaintStatus, notes: str | None, at: datetime) -> None:
        self.status, self.status_notes, self.last_modified_at = status, notes, at

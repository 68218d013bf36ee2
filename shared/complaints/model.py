"""The complaint: what somebody is unhappy with, and how far we are with it (specification §5.4, §6.1.6)."""

from datetime import datetime
from uuid import UUID

from shared.complaints.errors import AlreadyResolved, WrongComplaintMove
from shared.complaints.events import (
    ComplaintAssigned,
    ComplaintEscalated,
    ComplaintStatusChanged,
    CustomerComplaintReceived,
    CustomerComplaintResolved,
)
from shared.complaints.values import MOVES, ComplaintStatus, Matter, Resolution
from shared.kernel.events import Aggregate, Change, Changes
from shared.kernel.values import differences

NEW, IN_PROGRESS, ESCALATED = ComplaintStatus.NEW, ComplaintStatus.IN_PROGRESS, ComplaintStatus.ESCALATED
RESOLVED, CLOSED = ComplaintStatus.RESOLVED, ComplaintStatus.CLOSED


class Complaint(Aggregate):
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
        by: str,
        at: datetime,
    ) -> None:
        self.id, self.version = id, 0
        self.complaint_number = f"CMP-{number:06d}"
        self.customer_id, self.contact_id = customer_id, contact_id
        self.matter, self.attachments = matter, attachments
        self.status = NEW
        self.status_notes: str | None = None
        self.assigned_to: str | None = None
        self.outcome = Resolution()
        self.resolution_time_in_hours: int | None = None
        self.reopen_count = 0
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

    def move(self, to: ComplaintStatus, notes: str | None, *, by: str, at: datetime) -> None:
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
        if to is ESCALATED:
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
            return
        moved = ComplaintStatusChanged(
            complaint_id=self.id, customer_id=self.customer_id, status=to, notes=notes, changed_at=at, changed_by=by
        )
        self.record(moved, changes)

    def resolve(
        self, resolution: str, compensation: str | None, satisfied: bool | None, *, by: str, at: datetime
    ) -> None:
        """Something was done about it. The first time counts for how long it took. Raises AlreadyResolved."""
        if self.status in (RESOLVED, CLOSED):
            raise AlreadyResolved(self.status)
        outcome = Resolution(resolution, compensation, satisfied, by, at)
        changes: Changes = {
            "complaint.status": Change(self.status, RESOLVED),
            **differences("resolution", self.outcome, outcome),
        }
        hours = self.resolution_time_in_hours
        if hours is None:
            hours = max(0, int((at - self.created_at).total_seconds() // 3600))
        self.outcome, self.resolution_time_in_hours = outcome, hours
        self._become(RESOLVED, None, at)
        event = CustomerComplaintResolved(
            complaint_id=self.id,
            customer_id=self.customer_id,
            resolution=resolution,
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

    def _become(self, status: ComplaintStatus, notes: str | None, at: datetime) -> None:
        self.status, self.status_notes, self.last_modified_at = status, notes, at

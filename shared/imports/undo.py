"""Undoing an import: from its last row to its first, leaving alone what changed since."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from shared.contacts.errors import ContactNotFound
from shared.contacts.events import ContactRemoved, ContactTagged, ContactUntagged, ContactUpdated
from shared.contacts.model import CustomerContacts
from shared.contacts.services import index_contacts, open_contacts_of
from shared.contacts.values import ContactDetails, ContactStatus
from shared.imports.model import ChangedSince, ContactImport
from shared.imports.names import UNDO
from shared.imports.repository import ImportRepository
from shared.imports.values import ImportStatus, Outcome, RowError, RowResult
from shared.kernel.errors import DomainError, VersionConflict
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.jobs.model import Lease
from shared.platform.jobs.repository import JobRepository
from shared.platform.persistence.aliases import AnyRow

CHUNK = 500
BELOW = "below"
"""In the job's checkpoint: the number of the last row that is undone."""
REASON = "The import was undone"
CHANGED = RowError(ChangedSince.code, None, "The contact changed since the import, and was kept")
GONE = RowError(ChangedSince.code, None, "The customer is archived or gone; the contact was kept")


@dataclass(frozen=True)
class UndoImport(Command[ContactImport]):
    """Undoes an import: its last rows at once, and as a job what is left then.

    Asking again while that goes on changes nothing. Raises ImportNotFound, ImportNotUndoable.
    """

    import_id: UUID

    def handle(self, uow: UnitOfWork) -> ContactImport:
        undone, jobs = uow.repository(ImportRepository).lock(self.import_id), uow.repository(JobRepository)
        if undone.request_undo(by=uow.actor, at=uow.now) or self._was_given_up(undone, jobs):
            below = _undo_rows(undone, None, uow)
            if below is not None:
                jobs.start(UNDO, undone.id, by=uow.actor, at=uow.now, checkpoint={BELOW: below})
        return undone

    def _was_given_up(self, undone: ContactImport, jobs: JobRepository) -> bool:
        return undone.status is not ImportStatus.UNDONE and not jobs.exists(UNDO, undone.id)


@dataclass(frozen=True)
class UndoRows(Command[int | None]):
    """Undoes the next rows with numbers below `below`. Returns below which to go on; None if nothing is left.

    Raises ImportNotUndoable if it is undone, LostLease.
    """

    import_id: UUID
    lease: Lease
    below: int

    def handle(self, uow: UnitOfWork) -> int | None:
        jobs, undone = uow.repository(JobRepository), uow.repository(ImportRepository).lock(self.import_id)
        below = _undo_rows(undone, self.below, uow)
        jobs.hold(self.lease, {BELOW: self.below if below is None else below})
        return below


def _undo_rows(undone: ContactImport, below: int | None, uow: UnitOfWork) -> int | None:
    uow.keep_in_log(ContactRemoved, ContactUpdated, ContactTagged, ContactUntagged)
    imports = uow.repository(ImportRepository)
    rows = imports.to_undo(undone.id, below, CHUNK)
    opened = open_contacts_of(uow, {row.CustomerId for row in rows})
    results, restored = [], dict[UUID, int]()
    for row in rows:
        expected = restored.get(row.ContactId, row.ContactVersion)
        result = _undo(row, expected, opened.get(row.CustomerId), uow)
        if result.contact_version is not None:
            restored[row.ContactId] = result.contact_version
        results.append(result)
    for contacts in opened.values():
        index_contacts(uow, contacts)
    imports.record_undone(undone.id, results)
    kept = sum(result.outcome is Outcome.KEPT for result in results)
    finished = len(rows) < CHUNK
    undone.advance_undo(undone=len(results) - kept, kept=kept, finished=finished, by=uow.actor, at=uow.now)
    return None if finished else rows[-1].RowNumber


def _undo(row: AnyRow, expected: int, contacts: CustomerContacts | None, uow: UnitOfWork) -> RowResult:
    if contacts is None:
        return RowResult(row.RowNumber, Outcome.KEPT, error=GONE)
    try:
        contact = contacts.contact(row.ContactId, expecting=frozenset({expected}))
        if row.Outcome is Outcome.CREATED:
            contacts.remove_handing_over(contact, REASON, at=uow.now)
            return RowResult(row.RowNumber, Outcome.UNDONE)
        before = uow.repository(ImportRepository).before(row)
        if before is not None:
            details, tags = _former(before)
            contacts.restore(contact, details, tags, at=uow.now)
    except ContactNotFound:  # removed since: nothing of it is left to undo
        return RowResult(row.RowNumber, Outcome.UNDONE)
    except VersionConflict:
        return RowResult(row.RowNumber, Outcome.KEPT, error=CHANGED)
    except DomainError as error:
        return RowResult(row.RowNumber, Outcome.KEPT, error=RowError(error.code, None, str(error)))
    return RowResult(row.RowNumber, Outcome.UNDONE, row.CustomerId, contact.id, contact.version)


def _former(before: dict[str, Any]) -> tuple[ContactDetails, list[str]]:
    """Details and tags as they were before the import changed them."""
    return ContactDetails(**{**before["details"], "status": ContactStatus(before["details"]["status"])}), before["tags"]

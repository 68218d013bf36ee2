"""Undoing an import: from its last row to its first, leaving alone what changed since."""

import json
from dataclasses import dataclass
from uuid import UUID

from shared.contacts.events import ContactRemoved, ContactTagged, ContactUntagged, ContactUpdated
from shared.contacts.model import ContactNotFound, CustomerContacts
from shared.contacts.services import index_contacts, open_contacts_of
from shared.contacts.values import ContactDetails, ContactStatus
from shared.imports.model import ChangedSince, ContactImport
from shared.imports.repository import ImportRepository
from shared.imports.values import Outcome, RowError, RowResult
from shared.kernel.errors import DomainError, VersionConflict
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.persistence.aliases import AnyRow

CHUNK = 500
REASON = "The import was undone"
CHANGED = RowError(ChangedSince.code, None, "The contact changed since the import, and was kept")
GONE = RowError(ChangedSince.code, None, "The customer is archived or gone; the contact was kept")


@dataclass(frozen=True)
class UndoImport(Command[ContactImport]):
    """Undoes the next rows; sent again until the import is Undone. Raises ImportNotFound, ImportNotUndoable.

    The first time also asks a worker, through the queue, to do the rest.
    """

    import_id: UUID

    def handle(self, uow: UnitOfWork) -> ContactImport:
        imports = uow.repository(ImportRepository)
        undone = imports.lock(self.import_id)
        undone.request_undo(by=uow.actor, at=uow.now)
        uow.keep_in_log(ContactRemoved, ContactUpdated, ContactTagged, ContactUntagged)
        rows = imports.to_undo(self.import_id, CHUNK)
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
        undone.advance_undo(undone=len(results) - kept, kept=kept, finished=len(rows) < CHUNK, by=uow.actor, at=uow.now)
        return undone


def _undo(row: AnyRow, expected: int, contacts: CustomerContacts | None, uow: UnitOfWork) -> RowResult:
    if contacts is None:
        return RowResult(row.RowNumber, Outcome.KEPT, error=GONE)
    try:
        contact = contacts.contact(row.ContactId, expecting=frozenset({expected}))
        if row.Outcome is Outcome.CREATED:
            contacts.remove_handing_over(contact, REASON, at=uow.now)
            return RowResult(row.RowNumber, Outcome.UNDONE)
        if row.Before is not None:
            details, tags = _before(row.Before)
            contacts.restore(contact, details, tags, at=uow.now)
    except ContactNotFound:  # removed since: nothing of it is left to undo
        return RowResult(row.RowNumber, Outcome.UNDONE)
    except VersionConflict:
        return RowResult(row.RowNumber, Outcome.KEPT, error=CHANGED)
    except DomainError as error:
        return RowResult(row.RowNumber, Outcome.KEPT, error=RowError(error.code, None, str(error)))
    return RowResult(row.RowNumber, Outcome.UNDONE, row.CustomerId, contact.id, contact.version)


def _before(kept: str) -> tuple[ContactDetails, list[str]]:
    """Details and tags as they were before the import changed them."""
    before = json.loads(kept)
    return ContactDetails(**{**before["details"], "status": ContactStatus(before["details"]["status"])}), before["tags"]

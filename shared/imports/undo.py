"""Undoing an import: from its last row to its first, leaving alone what changed since."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from shared.contacts.commands import keep_findable
from shared.contacts.events import ContactRemoved, ContactTagged, ContactUntagged, ContactUpdated
from shared.contacts.model import Contact, ContactNotFound, CustomerContacts
from shared.contacts.values import ContactStatus
from shared.imports.model import ChangedSince, ContactImport
from shared.imports.values import Outcome, RowError, RowResult
from shared.kernel.errors import DomainError, VersionConflict
from shared.platform.application.mediator import Command, Handlers
from shared.platform.application.unit_of_work import UnitOfWork

CHUNK = 500
REASON = "The import was undone"
CHANGED = RowError(ChangedSince.code or "", None, "The contact changed since the import, and was kept")
GONE = RowError(ChangedSince.code or "", None, "The customer is archived or gone; the contact was kept")


@dataclass(frozen=True)
class UndoImport(Command[ContactImport]):
    """Undoes the next rows; sent again until the import is Undone. Raises ImportNotFound, ImportNotUndoable.

    The first time also asks a worker, through the queue, to do the rest.
    """

    import_id: UUID


def undo_import(command: UndoImport, uow: UnitOfWork) -> ContactImport:
    rows = uow.imports.to_undo(command.import_id, CHUNK)
    undone = uow.imports.get(command.import_id)
    undone.request_undo(by=uow.actor, at=uow.now)
    uow.log_only = frozenset({ContactRemoved, ContactUpdated, ContactTagged, ContactUntagged})
    versions = uow.customers.lock_contacts_of({row.CustomerId for row in rows})
    books = uow.contacts.books_of(versions, limit=uow.business.max_contacts_per_customer)
    results, restored = [], dict[UUID, int]()
    for row in rows:
        expected = restored.get(row.ContactId, row.ContactVersion)
        result = _undo(row, expected, books.get(row.CustomerId), uow)
        if result.contact_version is not None:
            restored[row.ContactId] = result.contact_version
        results.append(result)
    for book in books.values():
        keep_findable(book, uow)
    uow.imports.record_undone(undone.id, results)
    kept = sum(result.outcome is Outcome.KEPT for result in results)
    undone.undoes(undone=len(results) - kept, kept=kept, finished=len(rows) < CHUNK, by=uow.actor, at=uow.now)
    return undone


def _undo(row: Row[Any], expected: int, book: CustomerContacts | None, uow: UnitOfWork) -> RowResult:
    if book is None:
        return RowResult(row.RowNumber, Outcome.KEPT, error=GONE)
    try:
        contact = book.contact(row.ContactId, expecting=frozenset({expected}))
        if row.Outcome is Outcome.CREATED:
            if contact.is_primary and (heir := next((one for one in book.contacts if one is not contact), None)):
                book.update(heir, {"is_primary": True}, at=uow.now)
            book.remove(contact, REASON, at=uow.now)
            return RowResult(row.RowNumber, Outcome.UNDONE)
        if row.Before is not None:
            _restore(book, contact, json.loads(row.Before), uow)
    except ContactNotFound:  # removed since: nothing of it is left to undo
        return RowResult(row.RowNumber, Outcome.UNDONE)
    except VersionConflict:
        return RowResult(row.RowNumber, Outcome.KEPT, error=CHANGED)
    except DomainError as refusal:
        return RowResult(row.RowNumber, Outcome.KEPT, error=RowError(refusal.code or "", None, str(refusal)))
    return RowResult(row.RowNumber, Outcome.UNDONE, row.CustomerId, contact.id, contact.version)


def _restore(book: CustomerContacts, contact: Contact, before: Mapping[str, Any], uow: UnitOfWork) -> None:
    details = {**before["details"], "status": ContactStatus(before["details"]["status"])}
    book.update(contact, details, at=uow.now)
    for tag in [tag for tag in contact.tags if tag not in before["tags"]]:
        book.untag(contact, tag, at=uow.now)


HANDLERS: Handlers = {UndoImport: undo_import}

"""The steps of an import, each in one transaction: rows, their outcomes and the checkpoint are one commit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from shared.contacts.commands import keep_all_findable
from shared.contacts.events import ContactAdded, ContactUpdated
from shared.contacts.list_files import FileFormat
from shared.contacts.model import CustomerContacts
from shared.imports import undo
from shared.imports.contact_parsing import ParsedContact
from shared.imports.customer_matching import CustomerMatcher, Known, Place
from shared.imports.model import ContactImport
from shared.imports.values import (
    FileRow,
    ImportMode,
    ImportStatus,
    Options,
    Outcome,
    RowError,
    RowResult,
)
from shared.kernel.errors import DomainError
from shared.kernel.ids import new_id
from shared.platform.application.mediator import Command, Handlers
from shared.platform.application.unit_of_work import UnitOfWork

TOLD_ERRORS = 100
"""How many errors the event carries."""


@dataclass(frozen=True)
class StartImport(Command[ContactImport]):
    """Notes an import whose file will be stored as `blob_name`."""

    file_name: str
    blob_name: str
    options: Options
    id: UUID


def start_import(command: StartImport, uow: UnitOfWork) -> ContactImport:
    made = ContactImport(
        command.id, command.file_name, command.blob_name, command.options, by=uow.actor, at=uow.now
    )  # fmt: skip
    return uow.imports.add(made)


@dataclass(frozen=True)
class TakeImport(Command[ContactImport | None]):
    """Leases the import of a blob for a worker; None if somebody works on it or it has ended.

    A file simply dropped has no import yet: it gets one, with the sidecar's `options` or none.
    """

    blob_name: str
    etag: str
    owner: UUID
    options: Options


def take_import(command: TakeImport, uow: UnitOfWork) -> ContactImport | None:
    found = uow.imports.of_blob(command.blob_name, command.etag)
    if found is None and uow.imports.is_announced(command.blob_name):
        return None  # it came once more, as another file: the import was of the first
    if found is None:
        dropped = ContactImport(
            new_id(), command.blob_name.rpartition("/")[2], command.blob_name, command.options, by=uow.actor, at=uow.now
        )
        found = uow.imports.add(dropped)
    found.blob_etag = command.etag
    if found.status is not ImportStatus.PROCESSING:
        return None
    uow.imports.write_changes()
    return found if uow.imports.lease(found.id, command.owner, at=uow.now) else None


@dataclass(frozen=True)
class BeginImport(Command[ContactImport]):
    """The file is open: what it is and which column is which. Raises LostLease."""

    import_id: UUID
    owner: UUID
    processed: int
    format: FileFormat
    columns: Sequence[str]
    mappings: Mapping[str, str]
    etag: str


def begin_import(command: BeginImport, uow: UnitOfWork) -> ContactImport:
    held = uow.imports.hold(command.import_id, command.owner, command.processed, at=uow.now)
    held.begins(command.etag, command.format, command.columns, dict(command.mappings), at=uow.now)
    return held


class RowsImported(NamedTuple):
    """The import after some rows, and the customers met so far."""

    held: ContactImport
    known: Known


@dataclass(frozen=True)
class ImportRows(Command[RowsImported]):
    """Makes contacts of the next rows. Raises LostLease; a bad row is an outcome, not a refusal."""

    import_id: UUID
    owner: UUID
    processed: int
    rows: Sequence[tuple[FileRow, ParsedContact | RowError]]
    """Each row, and what it describes."""
    progress: float
    """How much of the file is read with these, 0 to 1."""
    known: Known
    """What earlier rows found out; whoever is archived since then is noticed when its contacts are held."""


def import_rows(command: ImportRows, uow: UnitOfWork) -> RowsImported:
    held = uow.imports.hold(command.import_id, command.owner, command.processed, at=uow.now)
    uow.log_only = frozenset({ContactAdded, ContactUpdated})  # the log has them one by one, the bus the whole list
    placing = CustomerMatcher(held, command.known, uow)
    places = placing.places([one for _, one in command.rows if isinstance(one, ParsedContact)])
    results = []
    for row, one in command.rows:
        outcome = one if isinstance(one, RowError) else _import_one(one, places[row.number], placing, held, uow)
        if isinstance(outcome, RowError):
            place = places.get(row.number)
            customer_id = place.customer_id if isinstance(place, CustomerContacts) and not held.dry_run else None
            outcome = RowResult(row.number, Outcome.FAILED, customer_id, error=outcome, cells=row.cells)
        results.append(outcome)
    failed = sum(result.outcome is Outcome.FAILED for result in results)
    held.advances(successful=len(results) - failed, failed=failed, progress=command.progress)
    uow.imports.record(held.id, results)
    return RowsImported(held, placing.known)


def _import_one(
    one: ParsedContact, place: Place, placing: CustomerMatcher, held: ContactImport, uow: UnitOfWork
) -> RowResult | RowError:
    if isinstance(place, RowError):
        return place
    number, founds = one.row.number, one.row.number in placing.new_customers
    try:
        known = place.with_email(one.details.email) if held.mode is ImportMode.UPSERT else None
        if known is None:
            made = place.add(new_id(), one.details, is_primary=False, tags=one.tags, at=uow.now)
            if held.dry_run:
                key = made.email_key
                return RowResult(number, Outcome.CREATED, place.customer_id, new_customer=founds, email_key=key)
            return RowResult(number, Outcome.CREATED, place.customer_id, made.id, made.version, new_customer=founds)
        before, version = {"details": vars(known.details), "tags": known.tags}, known.version
        place.update(known, one.given, at=uow.now)
        for tag in one.tags:
            place.tag(known, tag, at=uow.now)
        changed = None if known.version == version else before
        return RowResult(number, Outcome.UPDATED, place.customer_id, known.id, known.version, before=changed)
    except DomainError as refusal:
        return RowError(refusal.code or "", held.mappings.get("email"), str(refusal))


@dataclass(frozen=True)
class IndexContacts(Command[None]):
    """Makes customers findable by the contacts that were imported."""

    customer_ids: Sequence[UUID]


def index_contacts(command: IndexContacts, uow: UnitOfWork) -> None:
    keep_all_findable(command.customer_ids, uow)


@dataclass(frozen=True)
class FinishImport(Command[ContactImport]):
    """Raises LostLease."""

    import_id: UUID
    owner: UUID
    processed: int


def finish_import(command: FinishImport, uow: UnitOfWork) -> ContactImport:
    held = uow.imports.hold(command.import_id, command.owner, command.processed, at=uow.now)
    held.finish(uow.imports.first_errors(held.id, TOLD_ERRORS), at=uow.now)
    return held


@dataclass(frozen=True)
class ReleaseImport(Command[None]):
    """The worker gives up for now; another need not wait for its lease to end."""

    import_id: UUID
    owner: UUID


def release_import(command: ReleaseImport, uow: UnitOfWork) -> None:
    uow.imports.release(command.import_id, command.owner)


@dataclass(frozen=True)
class FailImport(Command[ContactImport]):
    import_id: UUID
    reason: str


def fail_import(command: FailImport, uow: UnitOfWork) -> ContactImport:
    found = uow.imports.get(command.import_id)
    if found.status is ImportStatus.PROCESSING:
        found.fail(command.reason, at=uow.now)
    return found


@dataclass(frozen=True)
class CancelImport(Command[ContactImport]):
    """Raises ImportNotFound, ImportEnded."""

    import_id: UUID


def cancel_import(command: CancelImport, uow: UnitOfWork) -> ContactImport:
    found = uow.imports.get(command.import_id)
    found.cancel(at=uow.now)
    return found


HANDLERS: Handlers = {
    StartImport: start_import,
    TakeImport: take_import,
    BeginImport: begin_import,
    ImportRows: import_rows,
    IndexContacts: index_contacts,
    FinishImport: finish_import,
    ReleaseImport: release_import,
    FailImport: fail_import,
    CancelImport: cancel_import,
    **undo.HANDLERS,
}

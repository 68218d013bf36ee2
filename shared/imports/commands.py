"""The steps of an import, each in one transaction: rows, their outcomes and the checkpoint are one commit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from shared.contacts.commands import keep_all_findable
from shared.contacts.events import ContactAdded, ContactUpdated
from shared.contacts.model import ContactBook
from shared.customers.commands import RegisterCustomer, register_customer
from shared.customers.model import CustomerNotFound, DuplicateCustomerEmail
from shared.customers.values import ContactInfo, CustomerType, Preferences, Profile
from shared.imports.model import ContactImport
from shared.imports.rows import Candidate
from shared.imports.values import (
    FileFormat,
    FileRow,
    ImportMode,
    ImportStatus,
    Options,
    Outcome,
    RowError,
    RowResult,
    UnknownCustomer,
)
from shared.kernel.errors import Refusal
from shared.kernel.ids import new_id
from shared.kernel.text import fold
from shared.mediator import Command, Handlers
from shared.unit_of_work import UnitOfWork

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
    if found is None:
        dropped = ContactImport(
            new_id(), command.blob_name.rpartition("/")[2], command.blob_name, command.options, by=uow.actor, at=uow.now
        )
        found = uow.imports.add(dropped)
    found.blob_etag = command.etag
    if found.status is not ImportStatus.PROCESSING:
        return None
    uow.imports.settle()
    return found if uow.imports.lease(found.id, command.owner, at=uow.now) else None


@dataclass(frozen=True)
class BeginImport(Command[ContactImport]):
    """The file is open: what it is and which column is which. Raises LostLease."""

    import_id: UUID
    owner: UUID
    processed: int
    format: FileFormat
    mappings: Mapping[str, str]
    etag: str


def begin_import(command: BeginImport, uow: UnitOfWork) -> ContactImport:
    held = uow.imports.hold(command.import_id, command.owner, command.processed, at=uow.now)
    held.begins(command.etag, command.format, dict(command.mappings), at=uow.now)
    return held


type Known = Mapping[str, UUID]
"""Customers by what rows say of them: id, number, or name in comparison form."""


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
    rows: Sequence[tuple[FileRow, Candidate | RowError]]
    """Each row, and what it describes."""
    known: Known
    """What earlier rows found out; whoever is archived since then is noticed when its contacts are held."""


def import_rows(command: ImportRows, uow: UnitOfWork) -> RowsImported:
    held = uow.imports.hold(command.import_id, command.owner, command.processed, at=uow.now)
    uow.untold = frozenset({ContactAdded, ContactUpdated})  # the log has them one by one, the bus the whole list
    known = dict(command.known)
    placed = _places([one for _, one in command.rows if isinstance(one, Candidate)], known, held, uow)
    results = []
    for row, one in command.rows:
        outcome = _import_one(one, placed.get(row.number), held, uow) if isinstance(one, Candidate) else one
        if isinstance(outcome, RowError):
            outcome = RowResult(row.number, Outcome.FAILED, error=outcome, cells=row.cells)
        results.append(outcome)
    failed = sum(result.outcome is Outcome.FAILED for result in results)
    held.advances(successful=len(results) - failed, failed=failed)
    uow.imports.record(held.id, results)
    return RowsImported(held, known)


type Place = ContactBook | RowError


def _places(
    candidates: Sequence[Candidate], known: dict[str, UUID], held: ContactImport, uow: UnitOfWork
) -> dict[int, Place]:
    """For each row the book its contact belongs into, every book held still; or why there is none."""
    known |= uow.customers.identified(
        ids={one.customer_id for one in candidates if one.customer_id and str(one.customer_id) not in known},
        numbers={one.customer_number for one in candidates if one.customer_number and one.customer_number not in known},
        names={one.company_name for one in candidates if one.company_name and fold(one.company_name) not in known},
    )
    targets: dict[int, UUID | RowError] = {}
    for one in candidates:
        targets[one.row.number] = _target(one, known, held, uow)
    wanted = {target for target in targets.values() if isinstance(target, UUID)}
    books = uow.contacts.books_of(
        uow.customers.hold_contacts_of(wanted),
        limit=uow.business.max_contacts_per_customer,
        emails={fold(one.details.email) for one in candidates},
    )
    gone = RowError(CustomerNotFound.code or "", None, "The customer is archived or gone")
    return {
        number: books.get(target, gone) if isinstance(target, UUID) else target for number, target in targets.items()
    }


def _target(one: Candidate, known: dict[str, UUID], held: ContactImport, uow: UnitOfWork) -> UUID | RowError:
    """The customer a row means. The most exact word counts: id, number, name, the import's own customer."""
    for said in (one.customer_id, one.customer_number, one.company_name and fold(one.company_name)):
        if said is not None:
            if found := known.get(str(said)):
                return found
            if (
                said != (one.company_name and fold(one.company_name))
                or held.on_unknown_customer is UnknownCustomer.FAIL
            ):
                return RowError(CustomerNotFound.code or "", None, "There is no such customer")
            return _new_customer(one, known, uow)
    if held.customer_id:
        return held.customer_id
    return RowError(CustomerNotFound.code or "", None, "The row names no customer")


def _new_customer(one: Candidate, known: dict[str, UUID], uow: UnitOfWork) -> UUID | RowError:
    name, email = one.company_name or "", one.details.email
    if uow.customers.email_is_taken(email) or f"email {fold(email)}" in known:
        return RowError(DuplicateCustomerEmail.code or "", None, "The new customer's e-mail address is another's")
    profile = Profile(name[:200], industry=None, type=CustomerType.SMALL_BUSINESS)
    made = register_customer(RegisterCustomer(profile, ContactInfo(primary_email=email), Preferences()), uow)
    uow.flush()
    known[fold(name)] = known[f"email {fold(email)}"] = made.id
    return made.id


def _import_one(one: Candidate, place: Place | None, held: ContactImport, uow: UnitOfWork) -> RowResult | RowError:
    if not isinstance(place, ContactBook):
        return place or RowError(CustomerNotFound.code or "", None, "The row names no customer")
    try:
        known = place.with_email(one.details.email) if held.mode is ImportMode.UPSERT else None
        if known is None:
            made = place.add(new_id(), one.details, is_primary=False, tags=one.tags, at=uow.now)
            return RowResult(one.row.number, Outcome.CREATED, place.customer_id, made.id, made.version)
        place.update(known, one.given, at=uow.now)
        for tag in one.tags:
            place.tag(known, tag, at=uow.now)
        return RowResult(one.row.number, Outcome.UPDATED, place.customer_id, known.id, known.version)
    except Refusal as refusal:
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
    found.cancel()
    return found


HANDLERS: Handlers = {
    StartImport: start_import,
    TakeImport: take_import,
    BeginImport: begin_import,
    ImportRows: import_rows,
    IndexContacts: index_contacts,
    FinishImport: finish_import,
    FailImport: fail_import,
    CancelImport: cancel_import,
}

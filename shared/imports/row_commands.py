"""The rows of an import: contacts, outcomes and the checkpoint are one commit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from shared.contacts.errors import DuplicateContactEmail
from shared.contacts.events import ContactAdded, ContactUpdated
from shared.contacts.model import CustomerContacts
from shared.imports.commands import LeasedImportCommand
from shared.imports.customer_matching import CustomerMatcher, Known, Match
from shared.imports.model import ContactImport
from shared.imports.parsed_contacts import ParsedContact
from shared.imports.repository import ImportRepository
from shared.imports.understanding import Remarks, Warnings
from shared.imports.values import VALUE, FileRow, ImportMode, Outcome, RowError, RowResult, columns_of
from shared.kernel.errors import DomainError
from shared.kernel.ids import new_id
from shared.platform.application.unit_of_work import UnitOfWork
from shared.suppression.model import Suppressed
from shared.suppression.services import Marker, any_suppressed, suppressed

WHAT_TO_DO = {
    DuplicateContactEmail.code: f"Another contact of this customer already has the e-mail address {VALUE};"
    " choose mode=upsert to change that one"
}
"""What rows say of errors that mean something else to who adds one contact."""


class RowsImported(NamedTuple):
    """The import after some rows, and the customers met so far."""

    leased: ContactImport
    known: Known


@dataclass(frozen=True)
class ImportRows(LeasedImportCommand[RowsImported]):
    """Makes contacts of the next rows. A bad row is an outcome, not an error."""

    rows: Sequence[tuple[FileRow, ParsedContact | RowError]]
    """Each row, and what it describes."""
    progress: float
    """How much of the file is read with these, 0 to 1."""
    known: Known
    """What earlier rows found out; a customer archived since then is noticed when its contacts are locked."""
    warnings: Warnings = field(default_factory=Warnings)
    """What reading changed in these rows, or left out."""

    def handle(self, uow: UnitOfWork) -> RowsImported:
        leased = self._leased(uow)
        uow.keep_in_log(ContactAdded, ContactUpdated)  # the log has them one by one, the bus the whole list
        matcher = CustomerMatcher(leased, self.known, uow)
        rows = _without_erased(self.rows, leased, uow)
        matches = matcher.match([one for _, one in rows if isinstance(one, ParsedContact)])
        results = [self._result(row, one, matches.get(row.number), matcher, leased, uow) for row, one in rows]
        failed = sum(result.outcome is Outcome.FAILED for result in results)
        leased.advance(successful=len(results) - failed, failed=failed, progress=self.progress)
        uow.repository(ImportRepository).record(leased.id, zip([row for row, _ in rows], results, strict=True))
        matcher.warnings.extend(self.warnings)
        if matcher.warnings:
            uow.repository(ImportRepository).remark(leased.id, Remarks(warnings=matcher.warnings))
        return RowsImported(leased, matcher.known)

    def _result(
        self,
        row: FileRow,
        one: ParsedContact | RowError,
        match: Match | None,
        matcher: CustomerMatcher,
        leased: ContactImport,
        uow: UnitOfWork,
    ) -> RowResult:
        if isinstance(one, RowError):
            cells = None if one.code == Suppressed.code else row.cells  # of who was erased, nothing is kept
            return RowResult(row.number, Outcome.FAILED, error=one, cells=cells)
        assert match is not None, "a row that describes a contact was matched"
        if isinstance(match, RowError):
            return RowResult(row.number, Outcome.FAILED, error=match, cells=row.cells)
        result = _import_one(one, match, matcher, leased, uow)
        if isinstance(result, RowResult):
            return result
        customer_id = None if leased.dry_run else match.customer_id
        return RowResult(row.number, Outcome.FAILED, customer_id, error=result, cells=row.cells)


def _without_erased(
    rows: Sequence[tuple[FileRow, ParsedContact | RowError]], leased: ContactImport, uow: UnitOfWork
) -> Sequence[tuple[FileRow, ParsedContact | RowError]]:
    """The rows; those of persons who were erased are refused."""
    if not any_suppressed(uow.session):
        return rows
    marker = Marker(uow.session)
    marks = {row.number: marker.marks(*one.details.addresses) for row, one in rows if isinstance(one, ParsedContact)}
    known = suppressed(uow.session, frozenset().union(*marks.values()))
    refused = RowError(Suppressed.code, _email_column(leased), Suppressed.meaning)
    return [(row, one if known.isdisjoint(marks.get(row.number, ())) else refused) for row, one in rows]


def _import_one(
    one: ParsedContact, contacts: CustomerContacts, matcher: CustomerMatcher, leased: ContactImport, uow: UnitOfWork
) -> RowResult | RowError:
    number, customer_id = one.row.number, contacts.customer_id
    new_customer = number in matcher.new_customers
    try:
        known = contacts.with_email(one.details.email) if leased.mode is ImportMode.UPSERT else None
        if known is None:
            made = contacts.add(new_id(), one.details, is_primary=False, tags=one.tags, at=uow.now)
            if leased.dry_run:
                key = made.email_key
                return RowResult(number, Outcome.CREATED, customer_id, new_customer=new_customer, email_key=key)
            return RowResult(number, Outcome.CREATED, customer_id, made.id, made.version, new_customer=new_customer)
        before, version = {"details": vars(known.details), "tags": known.tags}, known.version
        contacts.tag(known, *one.tags, at=uow.now)  # first: it may be refused
        contacts.update(known, one.given, at=uow.now)
        changed = None if known.version == version else before
        return RowResult(number, Outcome.UPDATED, customer_id, known.id, known.version, before=changed)
    except DomainError as error:
        return RowError(error.code, _email_column(leased), WHAT_TO_DO.get(error.code, str(error)))


def _email_column(leased: ContactImport) -> str | None:
    return next(iter(columns_of(leased.mappings).get("email", ())), None)

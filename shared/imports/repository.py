"""Imports by identity, and the outcomes of their rows."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from shared.imports.model import ContactImport, ImportNotFound
from shared.imports.sealed_rows import SealedRows
from shared.imports.tables import contact_import_rows, contact_imports
from shared.imports.understanding import Remarks
from shared.imports.values import FileRow, ImportStatus, Outcome, RowResult, told
from shared.kernel.text import fitting
from shared.platform.jobs.model import LostLease
from shared.platform.persistence.aliases import AnyRow, RowValues
from shared.platform.persistence.bulk import in_values, insert_rows
from shared.platform.persistence.repository import AggregateRepository

i, r = contact_imports.c, contact_import_rows.c

SIMULATED = select(r.CustomerId, r.EmailKey).where(
    r.ImportId == bindparam("import"), in_values(r.CustomerId, "customers"), r.EmailKey.is_not(None)
)
MARK = update(contact_import_rows).where(r.ImportId == bindparam("import"), r.RowNumber == bindparam("row"))
MOVE_ON = (
    update(contact_import_rows)
    .where(
        r.ImportId == bindparam("import"),
        r.CustomerId == bindparam("customer"),
        r.ContactId == bindparam("contact"),
        or_(r.Outcome == Outcome.CREATED, r.Outcome == Outcome.UPDATED),
    )
    .values(ContactVersion=bindparam("version"))
)
REMARKS = "remarks"
REMARKED = select(i.Remarks).where(i.Id == bindparam("import"))
REMARK = update(contact_imports).where(i.Id == bindparam("import")).values(Remarks=bindparam("remarks"))


class ImportRepository(AggregateRepository[ContactImport]):
    kind, not_found = ContactImport, ImportNotFound

    def of_blob(self, blob_name: str, etag: str) -> ContactImport | None:
        """The import of this version of a blob, or the one that waits for the blob to appear."""
        this = and_(i.BlobName == blob_name, or_(i.BlobETag == etag, i.BlobETag.is_(None)))
        found = self.session.scalars(select(ContactImport).where(this)).one_or_none()
        return found and self._keep(found)

    def is_announced(self, blob_name: str) -> bool:
        """Whether the API knows of this blob: it lies in a folder of its import's."""
        folder, _, rest = blob_name.partition("/")
        try:
            known = select(i.Id).where(i.Id == UUID(folder), i.BlobName == blob_name)
        except ValueError:
            return False
        return bool(rest) and self.session.execute(known).first() is not None

    def lock_at_checkpoint(self, id: UUID, processed: int) -> ContactImport:
        """Locks an import that runs and is at this checkpoint. Raises LostLease."""
        there = and_(i.Id == id, i.ProcessedRecords == processed, i.Status == ImportStatus.PROCESSING)
        lock = update(contact_imports).where(there).values(RowVersion=i.RowVersion)
        if not self.session.connection().execute(lock).rowcount:
            raise LostLease(str(id))
        return self.get(id)

    def record(self, id: UUID, results: Iterable[tuple[FileRow, RowResult]]) -> None:
        """Notes what became of rows. What they keep of persons is encrypted."""
        found = list(results)
        telling = any(result.cells is not None or result.before is not None for _, result in found)
        sealed = SealedRows(self.session, id) if telling else None
        insert_rows(self.session, contact_import_rows, [_row(id, *each, sealed) for each in found])
        if sealed:
            sealed.write()

    def remark(self, id: UUID, more: Remarks) -> None:
        """Adds to what is kept of a list's own words, encrypted. Raises Unreachable."""
        sealed = SealedRows(self.session, id)
        kept = remarks_of(self.session, id, sealed)
        kept.warnings.extend(more.warnings)
        whole = Remarks({**kept.samples, **more.samples}, kept.warnings)
        self.session.execute(REMARK, {"import": id, "remarks": sealed.seal(0, REMARKS, whole.to_json())})
        sealed.write()

    def forget_remarks(self, id: UUID) -> None:
        """Deletes what is kept of a list's own words."""
        self.session.execute(REMARK, {"import": id, "remarks": None})

    def before(self, row: AnyRow) -> Any:
        """What the contact of a row was before the import changed it; None if it did not."""
        if row.Before is None:
            return None
        return SealedRows(self.session, row.ImportId).open(row.RowNumber, "before", row.Before)

    def simulated(self, id: UUID, customer_ids: Collection[UUID]) -> dict[UUID, list[str]]:
        """The e-mails of the contacts a dry run would have made so far, of these customers."""
        found: dict[UUID, list[str]] = {customer: [] for customer in customer_ids}
        rows = self.session.execute(SIMULATED, {"import": id, "customers": list(customer_ids)}).all()
        for customer, email in rows:
            found[customer].append(email)
        return found

    def to_undo(self, id: UUID, below: int | None, limit: int) -> Sequence[AnyRow]:
        """The rows with numbers below this one that made or changed a contact, the last first."""
        rows = select(contact_import_rows).where(r.ImportId == id, r.Outcome.in_([Outcome.CREATED, Outcome.UPDATED]))
        if below is not None:
            rows = rows.where(r.RowNumber < below)
        return self.session.execute(rows.order_by(r.RowNumber.desc()).limit(limit)).all()

    def record_undone(self, id: UUID, results: Sequence[RowResult]) -> None:
        """Notes what became of rows in an undo; earlier rows of a restored contact go by its new version from now."""
        marks = [
            {
                "row": one.number,
                "Outcome": one.outcome,
                "Code": one.error and one.error.code,
                "Message": one.error and fitting(one.error.message, 500),
            }
            for one in results
        ]
        if marks:
            self.session.execute(MARK, [{"import": id, **mark} for mark in marks])
        restored = [one for one in results if one.contact_version is not None]
        if restored:
            moved = [
                {"import": id, "customer": one.customer_id, "contact": one.contact_id, "version": one.contact_version}
                for one in restored
            ]
            self.session.execute(MOVE_ON, moved)

    def first_errors(self, id: UUID, limit: int) -> tuple[str, ...]:
        """The first failed rows, a line each."""
        failed = select(contact_import_rows).where(r.ImportId == id, r.Outcome == Outcome.FAILED)
        rows = self.session.execute(failed.order_by(r.RowNumber).limit(limit))
        return tuple(f"Row {row.RowNumber}: {row.Code}: {told(row.Message, None, None)}" for row in rows)


def remarks_of(session: Session, id: UUID, sealed: SealedRows) -> Remarks:
    """The samples and warnings of a list, as long as they are kept. Raises Unreachable."""
    kept = session.scalar(REMARKED, {"import": id})
    return Remarks.from_json(sealed.open(0, REMARKS, kept)) if kept else Remarks()


def _row(id: UUID, row: FileRow, result: RowResult, sealed: SealedRows | None) -> RowValues:
    error = result.error

    def kept(what: str, content: object) -> str | None:
        return sealed.seal(result.number, what, content) if sealed and content is not None else None

    return {
        "ImportId": id,
        "RowNumber": result.number,
        "Outcome": result.outcome,
        "CustomerId": result.customer_id,
        "ContactId": result.contact_id,
        "ContactVersion": result.contact_version,
        "Code": error and error.code,
        "ColumnName": error and error.column and fitting(error.column, 200),
        "Message": error and fitting(error.message, 500),
        "Cells": kept("cells", result.cells),
        "NewCustomer": result.new_customer,
        "EmailKey": result.email_key,
        "Before": kept("before", result.before),
        "Line": row.line,
        "Sheet": row.sheet and fitting(row.sheet, 100),
    }

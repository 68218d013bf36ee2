"""Imports by identity, their lease, and the outcomes of their rows."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from shared.imports.model import ContactImport, ImportNotFound
from shared.imports.tables import contact_import_rows, contact_imports
from shared.imports.values import ImportStatus, Options, Outcome, RowResult
from shared.platform.persistence.bulk import in_values, insert_rows
from shared.platform.persistence.repository import Store, Versions

LEASE = timedelta(seconds=20)
"""How long a worker may be silent before another takes its import over; each chunk renews it."""

i, r = contact_imports.c, contact_import_rows.c
COLUMNS = {
    column.name: "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in column.name)
    .lstrip("_").replace("_e_tag", "_etag").replace("row_version", "version")
    for column in contact_imports.c
}  # fmt: skip
"""Column → attribute."""
CHANGE = update(contact_imports).where(i.Id == bindparam("import"))

IMAGINED = select(r.CustomerId, r.EmailKey).where(
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


class LostLease(Exception):
    """Another worker has this import, or it has ended."""


class ImportRepository(Store[ContactImport]):
    kind, missing = ContactImport, ImportNotFound

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._as_read: dict[UUID, dict[str, Any]] = {}

    def get(self, id: UUID, *, expecting: Versions = None) -> ContactImport:
        """The import with this id. Raises ImportNotFound."""
        found = self._one(i.Id == id)
        if found is None:
            raise ImportNotFound(f"Import {id} does not exist.")
        return found

    def of_blob(self, blob_name: str, etag: str) -> ContactImport | None:
        """The import of this version of a blob, or the one that waits for the blob to appear."""
        return self._one(and_(i.BlobName == blob_name, or_(i.BlobETag == etag, i.BlobETag.is_(None))))

    def is_announced(self, blob_name: str) -> bool:
        """Whether the API knows of this blob: it lies in a folder of its import's."""
        folder, _, rest = blob_name.partition("/")
        try:
            known = select(i.Id).where(i.Id == UUID(folder), i.BlobName == blob_name)
        except ValueError:
            return False
        return bool(rest) and self.session.execute(known).first() is not None

    def add(self, aggregate: ContactImport) -> ContactImport:
        """Keeps a new import."""
        self.session.execute(insert(contact_imports).values(_columns(aggregate)))
        self._as_read[aggregate.id] = _columns(aggregate)
        self.seen.append(aggregate)
        return aggregate

    def lease(self, id: UUID, owner: UUID, *, at: datetime) -> bool:
        """Takes the import for `owner`, unless somebody has it or it has ended."""
        free = or_(i.LeaseOwner.is_(None), i.LeasedUntil < at)
        taken = update(contact_imports).where(i.Id == id, i.Status == ImportStatus.PROCESSING, free)
        return bool(self.session.execute(taken.values(LeaseOwner=owner, LeasedUntil=at + LEASE)).rowcount)  # type: ignore[attr-defined]

    def release(self, id: UUID, owner: UUID) -> None:
        """Ends the lease of `owner`, if it still has it."""
        mine = update(contact_imports).where(i.Id == id, i.LeaseOwner == owner)
        self.session.execute(mine.values(LeaseOwner=None, LeasedUntil=None))

    def hold(self, id: UUID, owner: UUID, processed: int, *, at: datetime) -> ContactImport:
        """Renews the lease and holds the import still, at this checkpoint. Raises LostLease."""
        mine = and_(
            i.Id == id, i.LeaseOwner == owner, i.ProcessedRecords == processed, i.Status == ImportStatus.PROCESSING
        )
        held = self.session.execute(update(contact_imports).where(mine).values(LeasedUntil=at + LEASE))
        if not held.rowcount:  # type: ignore[attr-defined]
            raise LostLease(str(id))
        return self.get(id)

    def record(self, id: UUID, results: Iterable[RowResult]) -> None:
        """Notes what became of rows."""
        insert_rows(self.session, contact_import_rows, [_row(id, result) for result in results])

    def imagined(self, id: UUID, customer_ids: Collection[UUID]) -> dict[UUID, list[str]]:
        """The e-mails of the contacts a dry run would have made so far, of these customers."""
        found: dict[UUID, list[str]] = {customer: [] for customer in customer_ids}
        rows = self.session.execute(IMAGINED, {"import": id, "customers": list(customer_ids)}).all()
        for customer, email in rows:
            found[customer].append(email)
        return found

    def to_undo(self, id: UUID, limit: int) -> Sequence[Row[Any]]:
        """The rows that are not undone yet, the last first; the import is held still meanwhile."""
        self.session.execute(update(contact_imports).where(i.Id == id).values(UndoneRecords=i.UndoneRecords))
        done = r.Outcome.in_([Outcome.CREATED, Outcome.UPDATED])
        rows = select(contact_import_rows).where(r.ImportId == id, done).order_by(r.RowNumber.desc()).limit(limit)
        return self.session.execute(rows).all()

    def record_undone(self, id: UUID, results: Sequence[RowResult]) -> None:
        """Notes what became of rows in an undo; earlier rows of a restored contact go by its new version from now."""
        marks = [
            {"row": one.number, "Outcome": one.outcome, "Code": one.error and one.error.code,
             "Message": one.error and one.error.message[:500]} for one in results
        ]  # fmt: skip
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
        return tuple(f"Row {row.RowNumber}: {row.Code}: {row.Message}" for row in rows)

    def write_changes(self) -> None:
        """Writes what changed on the imports handed out."""
        for one in self.seen:
            now = _columns(one)
            changed = {name: value for name, value in now.items() if self._as_read[one.id][name] != value}
            if changed:
                self.session.execute(CHANGE, {"import": one.id, **changed})
                self._as_read[one.id] = now

    def _one(self, which: Any) -> ContactImport | None:
        row = self.session.execute(select(contact_imports).where(which)).one_or_none()
        if row is None:
            return None
        found = as_import(row)
        self._as_read[found.id] = _columns(found)
        self.seen.append(found)
        return found


def as_import(row: Row[Any]) -> ContactImport:
    """A row of the table as an import."""
    options = Options(row.Format, json.loads(row.Mappings), row.Mode, row.CustomerId, row.OnUnknownCustomer, row.DryRun)
    found = ContactImport(row.Id, row.FileName, row.BlobName, options, by=row.CreatedBy, at=row.CreatedAt)
    for column, attribute in COLUMNS.items():
        if column != "Mappings":
            setattr(found, attribute, getattr(row, column))
    return found


def _columns(one: ContactImport) -> dict[str, Any]:
    return {
        column: json.dumps(one.mappings) if column == "Mappings" else getattr(one, attribute)
        for column, attribute in COLUMNS.items()
    }


def _row(id: UUID, result: RowResult) -> dict[str, Any]:
    error = result.error
    return {
        "ImportId": id,
        "RowNumber": result.number,
        "Outcome": result.outcome,
        "CustomerId": result.customer_id,
        "ContactId": result.contact_id,
        "ContactVersion": result.contact_version,
        "Code": error and error.code,
        "ColumnName": error and error.column and error.column[:200],
        "Message": error and error.message[:500],
        "Cells": json.dumps(result.cells) if result.cells is not None else None,
        "NewCustomer": result.new_customer,
        "EmailKey": result.email_key,
        "Before": json.dumps(result.before) if result.before is not None else None,
    }

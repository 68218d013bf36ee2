"""What can be asked about imports."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, select, true
from sqlalchemy.orm import Session

from shared.contacts.queries import contacts_with_ids
from shared.contacts.responses import ContactResponse
from shared.imports.model import ContactImport, ImportNotFound
from shared.imports.repository import i, r, remarks_of
from shared.imports.responses import ImportResponse, RowErrorResponse, UnderstoodResponse, WarningResponse
from shared.imports.sealed_rows import SealedRows
from shared.imports.tables import contact_import_rows, contact_imports
from shared.imports.values import ImportStatus, Outcome, told
from shared.kernel.naming import iso
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.keyset import row_after
from shared.platform.resilience import Unreachable
from shared.platform.web.paging import Page, Window, as_moment, as_number
from shared.suppression.model import Suppressed

THERE = [Outcome.CREATED, Outcome.UPDATED, Outcome.KEPT]
later = contact_import_rows.alias("later").c
TOUCHED_LATER = exists().where(  # by another row of the list: it is listed once
    later.ImportId == r.ImportId,
    later.CustomerId == r.CustomerId,
    later.ContactId == r.ContactId,
    later.RowNumber > r.RowNumber,
    later.Outcome.in_(THERE),
)


def imports_without_file(session: Session, *, before: datetime) -> dict[UUID, str]:
    """Imports whose files were announced before then and did not come, and the names of those."""
    waiting = and_(i.Status == ImportStatus.PROCESSING, i.BlobETag.is_(None), i.CreatedAt < before)
    return dict(session.execute(select(i.Id, i.BlobName).where(waiting)).all())


def files_kept(session: Session) -> Sequence[tuple[UUID, str, str]]:
    """(import, blob, its version) of files that came and were not forgotten yet."""
    kept = select(i.Id, i.BlobName, i.BlobETag).where(i.ForgottenAt.is_(None), i.BlobETag.is_not(None))
    return [(row.Id, row.BlobName, row.BlobETag) for row in session.execute(kept)]


def simulated_customers(session: Session, import_id: UUID) -> dict[UUID, str]:
    """The customers a dry run would have made so far, with their e-mails in comparison form."""
    new_customers = select(r.CustomerId, r.EmailKey).where(r.ImportId == import_id, r.NewCustomer == true())
    return {row.CustomerId: row.EmailKey for row in session.execute(new_customers)}


def customers_brought(import_id: UUID) -> Select[tuple[UUID]]:
    """The customers that a list brought along, as a part of another query."""
    return select(r.CustomerId).where(r.ImportId == import_id, r.NewCustomer == true(), r.CustomerId.is_not(None))


def outcome_count(session: Session, id: UUID) -> int:
    """How many rows have an outcome."""
    return session.scalar(select(func.count()).select_from(contact_import_rows).where(r.ImportId == id)) or 0


def imported_customers(session: Session, import_id: UUID, after: UUID | None, limit: int) -> Sequence[UUID]:
    """The next customers whose contacts an import changed, by id."""
    changed = select(r.CustomerId).where(r.ImportId == import_id, r.CustomerId.is_not(None))
    if after is not None:
        changed = changed.where(r.CustomerId > after)
    return session.scalars(changed.distinct().order_by(r.CustomerId).limit(limit)).all()


def outcomes(session: Session, import_id: UUID) -> dict[Outcome, int]:
    """How many rows came to what."""
    counted = select(r.Outcome, func.count()).where(r.ImportId == import_id).group_by(r.Outcome)
    return dict(session.execute(counted).all())


def load_import(session: Session, import_id: UUID, *, now: datetime) -> ImportResponse:
    """An import as its resource shows it, with what was understood of its list. Raises ImportNotFound."""
    one = import_with_id(session, import_id)
    try:
        remarks = remarks_of(session, import_id, SealedRows(session, import_id))
    except Unreachable:  # it still says how far it is
        return shown(one, now).model_copy(update={"understood": UnderstoodResponse.of(one, {})})
    more = {
        "understood": UnderstoodResponse.of(one, remarks.samples),
        "warnings": tuple(map(WarningResponse.model_validate, remarks.warnings.kept)),
        "warning_count": remarks.warnings.counts.total(),
    }
    return shown(one, now).model_copy(update=more)


def import_with_id(session: Session, import_id: UUID) -> ContactImport:
    """An import. Raises ImportNotFound."""
    found = session.get(ContactImport, import_id)
    if found is None:
        raise ImportNotFound(import_id)
    return found


def list_imports(session: Session, window: Window, *, now: datetime) -> Page[ImportResponse]:
    """All imports, newest first."""
    total = session.scalar(select(func.count()).select_from(contact_imports)) or 0
    wanted = select(ContactImport).order_by(i.CreatedAt.desc(), i.Id.desc())
    if after := window.after_values(as_moment, UUID):
        wanted = wanted.where(row_after((i.CreatedAt, i.Id), after, descending=True))
    found = session.scalars(wanted.limit(window.size + 1).offset(window.offset)).all()
    views = [shown(one, now) for one in found[: window.size]]
    last = (iso(views[-1].created_at), str(views[-1].import_id)) if len(found) > window.size else None
    return Page[ImportResponse].of(views, total, window, last)


def errors_of(session: Session, import_id: UUID, window: Window) -> Page[RowErrorResponse]:
    """The rows that were not imported, or not undone, in the file's order. Raises ImportNotFound."""
    found, total, last = _rows(session, import_id, r.Outcome.in_([Outcome.FAILED, Outcome.KEPT]), window)
    cells = _cells_of(session, import_id, found)
    errors = [
        RowErrorResponse(
            row=one.RowNumber,
            line=one.Line,
            sheet=one.Sheet,
            column=one.ColumnName,
            code=one.Code,
            message=told(one.Message, one.ColumnName, cells.get(one.RowNumber)),
        )
        for one in found
    ]
    return Page[RowErrorResponse].of(errors, total, window, last)


class Reason(NamedTuple):
    """What is wrong with some of the rows, how many they are, and one of them."""

    code: str
    column: str | None
    message: str
    rows: int
    row: int
    line: int | None


def reasons_of(session: Session, import_id: UUID, *, most: int) -> list[Reason]:
    """Why rows were not imported, or not undone, the most frequent reason first; each as its first row says it."""
    wrong = (r.ImportId == import_id, r.Outcome.in_([Outcome.FAILED, Outcome.KEPT]))
    count, first = func.count().label("Count"), func.min(r.RowNumber).label("First")
    grouped = select(r.Code, r.ColumnName, r.Message, count, first).where(*wrong)
    grouped = grouped.group_by(r.Code, r.ColumnName, r.Message).order_by(count.desc(), first).limit(most)
    groups = {row.First: row for row in session.execute(grouped)}
    numbered = in_values(r.RowNumber, "numbers")
    rows = session.execute(
        select(contact_import_rows).where(r.ImportId == import_id, numbered), {"numbers": list(groups)}
    ).all()
    cells, lines = _cells_of(session, import_id, rows), {row.RowNumber: row.Line for row in rows}
    return [
        Reason(g.Code, g.ColumnName, told(g.Message, g.ColumnName, cells.get(n)), g.Count, n, lines.get(n))
        for n, g in groups.items()
    ]


def contacts_of(session: Session, import_id: UUID, window: Window) -> Page[ContactResponse]:
    """The contacts an import made or changed, as they are now, without those removed since. Raises ImportNotFound."""
    made = and_(r.Outcome.in_(THERE), r.ContactId.is_not(None), ~TOUCHED_LATER)
    found, total, last = _rows(session, import_id, made, window)
    contacts = contacts_with_ids(session, [one.ContactId for one in found])
    views = [ContactResponse.of(contacts[one.ContactId]) for one in found if one.ContactId in contacts]
    return Page[ContactResponse].of(views, total, window, last)


def names_erased(session: Session, import_id: UUID) -> bool:
    """Whether rows were refused as they are about persons who were erased."""
    refused = select(r.RowNumber).where(r.ImportId == import_id, r.Outcome == Outcome.FAILED, r.Code == Suppressed.code)
    return session.execute(refused.limit(1)).first() is not None


def failed_rows(session: Session, import_id: UUID) -> tuple[ContactImport, Iterator[dict[str, str]]]:
    """The import, and the cells of its failed rows, as they come, with `code` and `message` added.

    Raises ImportNotFound.
    """
    one = import_with_id(session, import_id)
    failed = select(contact_import_rows).where(r.ImportId == import_id, r.Outcome == Outcome.FAILED)
    sealed = SealedRows(session, import_id)
    rows = session.execute(failed.order_by(r.RowNumber), execution_options={"yield_per": 1000})
    opened = ((row, _cells(row, sealed)) for row in rows)
    return one, ({**cells, **_said(row, cells)} for row, cells in opened)


def _said(row: AnyRow, cells: Mapping[str, str]) -> dict[str, str]:
    return {"code": row.Code, "message": told(row.Message, row.ColumnName, cells)}


def _cells_of(session: Session, import_id: UUID, rows: Sequence[AnyRow]) -> dict[int, dict[str, str]]:
    """The cells of rows by number, as far as they are kept and can be opened: errors are told all the same."""
    sealed = SealedRows(session, import_id)
    try:
        return {row.RowNumber: _cells(row, sealed) for row in rows if row.Cells}
    except Unreachable:
        return {}


def _cells(row: AnyRow, sealed: SealedRows) -> dict[str, str]:
    found: dict[str, str] = sealed.open(row.RowNumber, "cells", row.Cells) if row.Cells else {}
    return found


def _rows(
    session: Session, import_id: UUID, which: Any, window: Window
) -> tuple[Sequence[AnyRow], int, tuple[int] | None]:
    counted = select(func.count()).select_from(contact_import_rows).where(r.ImportId == import_id, which)
    total = session.scalar(select(counted.scalar_subquery()).where(i.Id == import_id))
    if total is None:
        raise ImportNotFound(import_id)
    wanted = select(contact_import_rows).where(r.ImportId == import_id, which).order_by(r.RowNumber)
    if after := window.after_values(as_number):
        wanted = wanted.where(r.RowNumber > after[0])
    found = session.execute(wanted.limit(window.size + 1).offset(window.offset)).all()
    last = (found[window.size - 1].RowNumber,) if len(found) > window.size else None
    return found[: window.size], total, last


def shown(one: ContactImport, now: datetime) -> ImportResponse:
    """An import with how fast it goes, and when it may end."""
    spent = ((one.finished_at or now) - (one.started_at or now)).total_seconds()
    speed = one.processed_records / spent if spent > 0 else None
    end = None
    if one.finished_at is None and spent > 0 and one.progress:
        end = now + timedelta(seconds=spent * (1 - one.progress) / one.progress)
    return ImportResponse.of(one, rows_per_second=speed and round(speed, 1), estimated_end=end)

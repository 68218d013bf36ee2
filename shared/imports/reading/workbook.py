"""Workbooks: the sheet that has the header, wherever it is, and those that have the same one."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import BinaryIO, NamedTuple, TypeGuard

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from shared.imports.reading.header import HEADER_ROWS, SCORED_CELLS, Header, find_header, named_columns, warn_of
from shared.imports.reading.limits import MAX_SHEETS
from shared.imports.reading.merged import Merged
from shared.imports.reading.number_formats import Formats, format_at, shown_as
from shared.imports.reading.open_document import OpenDocument
from shared.imports.reading.rows import Rows, Unreadable, cell_text, row_of
from shared.imports.reading.unsaid import Unsaid
from shared.imports.understanding import Understood, WarningCode, Warnings
from shared.imports.values import FileRow

ENOUGH = 2
"""The worth of a header from which it is one of a list, though of another."""
WELL_LOOKED_AT = 10
"""Sheets whose header is looked for as that of other lists is; those behind them take a tenth of the time."""
ROWS_LOOKED_AT = 1000
"""The header is among so many of a sheet's rows, those that are empty counted."""


class _Sheet(NamedTuple):
    """A sheet that is read."""

    number: int
    name: str
    height: int
    header: Header
    above: Sequence[Sequence[str]]
    """The rows above its header."""
    columns: Sequence[str]
    line: int
    """Where its header stands."""
    first: int
    """How many rows are passed over before its data."""


class Look(NamedTuple):
    """What the parser does not tell of a workbook."""

    formats: Formats
    """How numbers are shown."""
    unsaid: Unsaid
    """What cells hold that say nothing."""
    other: OpenDocument
    """The same of an OpenDocument spreadsheet, and its merged cells."""


def workbook_rows(file: BinaryIO, wanted: Collection[str], look: Look, after: int = 0) -> Rows:
    """The header and rows of a list; `wanted` are columns that somebody named. Raises Unreadable.

    Nothing is told again of rows that were read before, the last of which is `after`.
    """
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        found, skipped = _looked_through(book, wanted)
    except PasswordError as wrong:
        raise Unreadable("The workbook is encrypted; save it without a password.") from wrong
    except CalamineError as wrong:
        raise Unreadable(f"The workbook cannot be read: {wrong}.") from wrong
    if not found:
        named = "; ".join(f"{name!r}: {reason}" for name, reason in skipped.items())
        raise Unreadable(f"The workbook cannot be read: it has no rows. Its sheets: {named}.")
    best = max(found, key=lambda one: one.header.worth)
    read = [one for one in found if _same(one, best)]
    warnings = Warnings()
    for one in found:
        if one not in read:
            known = one.header.worth >= ENOUGH
            skipped[one.name] = "it has another header" if known else "it has no header that is known"
            warnings.add(WarningCode.SHEET_SKIPPED, f"The sheet {one.name!r} was not read: {skipped[one.name]}.")
    for name, reason in skipped.items():
        if reason in TOLD:
            warnings.add(WarningCode.SHEET_SKIPPED, f"The sheet {name!r} was not read: {reason}.")
    warn_of(best.header, best.columns, best.above, warnings)
    understood = Understood(header_row=best.line, sheets=tuple(one.name for one in read), skipped_sheets=skipped)
    done, total = [0], max(sum(one.height for one in read), 1)
    rows = _rows(book, read, done, look, warnings, after)
    return Rows(best.columns, rows, lambda: min(done[0] / total, 1.0), understood, warnings)


HIDDEN, TOO_MANY = "it is hidden", f"it is behind the first {MAX_SHEETS} sheets"
TOLD = (HIDDEN, TOO_MANY)
"""Why sheets are skipped that may have cells."""


def _looked_through(book: CalamineWorkbook, wanted: Collection[str]) -> tuple[list[_Sheet], dict[str, str]]:
    """The sheets that have cells, and why each other one is skipped."""
    found, skipped = list[_Sheet](), dict[str, str]()
    for number, sheet in enumerate(book.sheets_metadata):
        reason = TOO_MANY if number >= MAX_SHEETS else _reason(sheet)
        looked_at = None if reason else _looked_at(number, book.get_sheet_by_index(number), wanted)
        if looked_at:
            found.append(looked_at)
        elif len(skipped) < 2 * MAX_SHEETS:
            skipped[sheet.name] = reason or "it is empty"
    return found, skipped


def _reason(sheet: SheetMetadata) -> str | None:
    """Why a sheet is skipped without a look at its cells."""
    if sheet.typ is not SheetTypeEnum.WorkSheet:
        return "it is a chart" if sheet.typ is SheetTypeEnum.ChartSheet else "it is no worksheet"
    return None if sheet.visible is SheetVisibleEnum.Visible else HIDDEN


def _looked_at(number: int, sheet: CalamineSheet, wanted: Collection[str]) -> _Sheet | None:
    """What a sheet is by its first rows; None if it is empty."""
    start = sheet.start[0] if sheet.start else 0
    lines, records = list[int](), list[list[str]]()
    for line, values in enumerate(islice(sheet.iter_rows(), start + ROWS_LOOKED_AT), 1):
        record = [cell_text(value) for value in values] if line > start else []
        if any(map(str.strip, record)):
            lines.append(line)
            records.append(record)
            if len(records) > HEADER_ROWS:
                break
    header = find_header(records, wanted, SCORED_CELLS if number < WELL_LOOKED_AT else SCORED_CELLS // 10)
    if header is None:
        return None
    columns = named_columns(header.cells, records[header.end :])
    last = lines[header.end - 1]
    return _Sheet(
        number, sheet.name, sheet.total_height, header, records[: header.place], columns, lines[header.place], last
    )


def _same(one: _Sheet, best: _Sheet) -> bool:
    """Whether two sheets have one header, in whatever order."""
    return {name.casefold() for name in one.columns} == {name.casefold() for name in best.columns}


def _rows(
    book: CalamineWorkbook, sheets: Sequence[_Sheet], done: list[int], look: Look, warnings: Warnings, after: int
) -> Iterator[FileRow]:
    """The rows of sheets, one after another; `done` counts what was read of them."""
    number = 0
    spelled = {name.casefold(): name for name in sheets[0].columns}
    for one in sheets:
        name = one.name if len(sheets) > 1 else None
        columns = [spelled[column.casefold()] for column in one.columns]
        sheet = book.get_sheet_by_index(one.number)
        left = sheet.start[1] if sheet.start else 0  # empty rows above are given, empty columns are not
        ranges = sheet.merged_cell_ranges or look.other.merged.get(one.number, ())
        merged = Merged(ranges, one.first, left, len(columns))
        shown = {column - left: spans for column, spans in look.formats.get(one.number, {}).items()}
        numbers = look.other.shown.get(one.number, {})
        unsaid = look.unsaid.get(one.number) or look.other.unsaid.get(one.number, {})
        for line, values in enumerate(sheet.iter_rows(), 1):
            done[0] += 1
            if line <= one.first:
                continue
            record = [cell_text(value) for value in values]
            for column, spans in shown.items():
                if column < len(values) and _is_count(value := values[column]) and (made := format_at(spans, line - 1)):
                    record[column] = shown_as(made, float(value))
            for place, text in numbers.get(line - 1, {}).items():
                if 0 <= place - left < len(record):
                    record[place - left] = text
            if any(map(str.strip, record)):
                merged.fill(record, line)
                number += 1
                row = row_of(number, columns, record, line, name)
                if unsaid and line - 1 in unsaid and number > after:
                    _tell(unsaid[line - 1], left, columns, row, warnings)
                yield row


def _tell(unsaid: Mapping[int, str], left: int, columns: Sequence[str], row: FileRow, warnings: Warnings) -> None:
    """Warns of the cells of a row that hold something and say nothing."""
    for place, what in unsaid.items():
        column = columns[place - left] if 0 <= place - left < len(columns) else None
        if column and not row.cells.get(column, ""):
            message = f"The cell of {column!r} holds {what}: it was read as empty."
            warnings.add(WarningCode.VALUE_DROPPED, message, row=row, column=column)


def _is_count(value: object) -> TypeGuard[float]:
    """Whether a cell is a whole number that is not below zero."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 and value == int(value)

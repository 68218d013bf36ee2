"""Contacts into files, as they come: CSV that no spreadsheet misreads, a workbook, or a JSON array."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO

from shared.contacts.list_files import RISKY, FileFormat, guarded, tags_cell, workbook_in
from shared.kernel.naming import iso, to_json

MOST_ROWS = 1_048_575
"""What a worksheet holds below its header."""

type Values = Sequence[Any]
"""A contact's values, in the order of the columns."""
type Batches = Iterable[Sequence[Values]]
"""Rows, some at a time; their values in the order of the columns."""


class TooManyRows(Exception):
    """The format cannot hold them all."""


def write(file: BinaryIO, format: FileFormat, columns: Sequence[str], batches: Batches) -> int:
    """Writes the file and returns how many contacts it holds. Raises TooManyRows."""
    return {FileFormat.CSV: _csv, FileFormat.EXCEL: _excel, FileFormat.JSON: _json}[format](file, columns, batches)


def _csv(file: BinaryIO, columns: Sequence[str], batches: Batches) -> int:
    text, count = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=False), 0
    table = csv.writer(text)
    table.writerow(columns)
    for batch in batches:
        table.writerows(_cells(columns, batch))
        count += len(batch)
    text.flush()
    text.detach()
    return count


def _excel(file: BinaryIO, columns: Sequence[str], batches: Batches) -> int:
    count = 0
    with workbook_in(file) as workbook:
        sheet = workbook.add_worksheet("Contacts")
        sheet.write_row(0, 0, columns)
        for batch in batches:
            if count + len(batch) > MOST_ROWS:
                raise TooManyRows(f"A worksheet holds {MOST_ROWS:,} contacts at most; take CSV or JSON.")
            for row in _cells(columns, batch):
                count += 1
                for place, cell in enumerate(row):
                    if cell:
                        sheet.write_string(count, place, cell)
    return count


def _json(file: BinaryIO, columns: Sequence[str], batches: Batches) -> int:
    count = 0
    file.write(b"[")
    for batch in batches:
        for row in batch:
            file.write(b",\n" if count else b"\n")
            file.write(to_json(dict(zip(columns, row, strict=True))))
            count += 1
    file.write(b"\n]\n")
    return count


SPELT: Mapping[str, Callable[[Any], str | None]] = {
    "tags": tags_cell,
    "isPrimary": lambda value: "true" if value else "false",
    "contactId": str,
    "customerId": str,
    "createdAt": iso,
    "lastModifiedAt": lambda value: value and iso(value),
}
"""How values that are no texts stand in a cell."""


def _cells(columns: Sequence[str], batch: Sequence[Values]) -> Iterable[list[str | None]]:
    """Values as a table's cells: texts that no spreadsheet takes for formulas."""
    spelt = [(place, SPELT[column]) for place, column in enumerate(columns) if column in SPELT]
    for row in batch:
        cells = list(row)
        for place, spell in spelt:
            cells[place] = spell(cells[place])
        yield [guarded(cell) if cell and cell[0] in RISKY else cell for cell in cells]  # few are; a call each is slow

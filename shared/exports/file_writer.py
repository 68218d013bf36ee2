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


class TooManyRows(Exception):
    """The format cannot hold them all."""


class TextFile:
    """A file of text as it grows: what begins it, some contacts after others, what ends it."""

    def __init__(self, format: FileFormat, columns: Sequence[str]) -> None:
        self._json, self._columns = format is FileFormat.JSON, columns

    def beginning(self) -> bytes:
        """What stands before all contacts."""
        return b"[" if self._json else "\ufeff".encode() + self._table([self._columns])

    def contacts(self, batch: Sequence[Values], *, first: bool) -> bytes:
        """Some contacts; `first` if none is in the file yet."""
        if not self._json:
            return self._table(_cells(self._columns, batch))
        rows = b",\n".join(to_json(dict(zip(self._columns, row, strict=True))) for row in batch)
        return (b"\n" if first else b",\n") + rows if batch else b""

    def ending(self) -> bytes:
        """What stands after all contacts."""
        return b"\n]\n" if self._json else b""

    def _table(self, rows: Iterable[Sequence[str | None]]) -> bytes:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(rows)
        return text.getvalue().encode()


def write_workbook(file: BinaryIO, columns: Sequence[str], batches: Iterable[Sequence[Values]]) -> int:
    """Writes a workbook and returns how many contacts it holds. Raises TooManyRows."""
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

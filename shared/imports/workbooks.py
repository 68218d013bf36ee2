"""The first sheet of a workbook, once it is known to be harmless: no entities, no bomb, no endless rectangle."""

import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from shared.imports.table_rows import MAX_COLUMNS, Rows, Unreadable, cell_text, named_columns, row_of
from shared.imports.values import FileRow

MAX_UNPACKED = 400 * 1024 * 1024
MAX_CELLS = 12_000_000


def excel(file: BinaryIO) -> Rows:
    _guard(file)
    from python_calamine import CalamineError, CalamineWorkbook

    file.seek(0)
    try:
        sheets = CalamineWorkbook.from_filelike(file)
        sheet = sheets.get_sheet_by_index(0)
        cells = sheet.iter_rows()
        header = next(cells)
    except (CalamineError, StopIteration, IndexError) as wrong:
        raise Unreadable(f"The workbook cannot be read: {wrong or 'it has no rows'}.") from wrong
    columns = named_columns([cell_text(cell) for cell in header])

    number, read = 0, 1

    def rows() -> Iterator[FileRow]:
        nonlocal number, read
        for values in cells:
            read += 1
            record = [cell_text(value) for value in values]
            if any(record):
                number += 1
                yield row_of(number, columns, record)

    return Rows(columns, rows(), lambda: min(read / max(sheet.total_height, 1), 1.0))


def _guard(file: BinaryIO) -> None:
    """Rejects workbooks that unpack to far more than they are, or that bring their own entities."""
    try:
        with zipfile.ZipFile(file) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise Unreadable("The file is a zip archive, but no workbook.")
            unpacked = 0
            for entry in archive.infolist():
                with archive.open(entry) as part:
                    head = part.read(4096)
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise Unreadable("The workbook declares XML entities, which are not read.")
                    unpacked += len(head)
                    sheet, extent = entry.filename.startswith("xl/worksheets/"), _Extent()
                    block = head
                    while block:
                        if sheet:
                            extent.grow(block)
                        block = part.read(1 << 20)
                        unpacked += len(block)
                        if unpacked > MAX_UNPACKED:
                            raise Unreadable("The workbook unpacks to more than 400 MB.")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as wrong:
        raise Unreadable(f"The workbook cannot be read: {wrong}.") from wrong


class _Extent:
    """How far a worksheet's cells reach: the parser allocates the whole rectangle, however few there are in it."""

    PLACE = re.compile(rb'\br="([A-Z]{0,3})([0-9]{1,7})"')

    def __init__(self) -> None:
        self._row, self._column, self._rest = 0, 0, b""

    def grow(self, block: bytes) -> None:
        """Takes the next part of the sheet in. Raises Unreadable if it reaches too far."""
        text = self._rest + block
        self._rest = block[-20:]
        places = self.PLACE.findall(text)
        if places:
            self._row = max(self._row, max(int(row) for _, row in places))
            self._column = max(self._column, max(map(_column_number, {column for column, _ in places})))
        if self._column > MAX_COLUMNS or self._row * self._column > MAX_CELLS:
            raise Unreadable(f"The worksheet reaches to row {self._row:,}, column {self._column:,}: that is too far.")


def _column_number(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number

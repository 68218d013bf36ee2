"""The first sheet of a workbook, once it is known to be harmless: no entities, no bomb, no endless rectangle."""

import posixpath
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import BinaryIO
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from shared.imports.reading.limits import MAX_AREA, MAX_COLUMNS, MAX_UNPACKED
from shared.imports.reading.rows import Rows, Unreadable, cell_text, named_columns, row_of
from shared.imports.understanding import Understood, Warnings
from shared.imports.values import FileRow

BROKEN_ZIP = (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError)
WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
OTHER_PARTS = ("sharedstrings.xml", "styles.xml")
WITHIN_CELLS = frozenset({"v", "is", "t", "f"})
"""What most elements of a sheet are, and none of them matters here."""

type Attributes = Mapping[str, str]


def workbook_rows(file: BinaryIO) -> Rows:
    """The first sheet's header and rows. Raises Unreadable."""
    _guard(file)
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
        sheet = book.get_sheet_by_index(0)
        cells = sheet.iter_rows()
        header = next(cells)
    except (CalamineError, StopIteration, IndexError) as wrong:
        raise Unreadable(f"The workbook cannot be read: {str(wrong) or 'it has no rows'}.") from wrong
    columns = named_columns([cell_text(cell) for cell in header])
    read, start = 1, (sheet.start or (0, 0))[0]

    def rows() -> Iterator[FileRow]:
        nonlocal read
        number = 0
        for values in cells:
            read += 1
            record = [cell_text(value) for value in values]
            if any(record):
                number += 1
                yield row_of(number, columns, record, start + read)

    understood = Understood(header_row=start + 1, sheets=(sheet.name,))
    return Rows(columns, rows(), lambda: min(read / max(sheet.total_height, 1), 1.0), understood, Warnings())


def _guard(file: BinaryIO) -> None:
    """Rejects workbooks that unpack to far more than they are, bring their own entities, or reach too far."""
    try:
        with zipfile.ZipFile(file) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
                raise Unreadable(f"The workbook unpacks to more than {MAX_UNPACKED // 1024**2} MB.")
            wanted = _sheets(package) | set(OTHER_PARTS)
            for name in package.namelist():
                if posixpath.basename(name).lower() in wanted:
                    _measure(package, name)
    except BROKEN_ZIP as wrong:
        raise Unreadable(f"The workbook cannot be read: {wrong}.") from wrong
    except expat.ExpatError as wrong:
        raise Unreadable(f"The workbook holds XML that cannot be read: {wrong}.") from wrong


def _sheets(package: zipfile.ZipFile) -> set[str]:
    """The last names of the parts that hold the workbook's sheets, as its relations say, wherever they are stored."""
    if WORKBOOK not in package.namelist():
        raise Unreadable("The file is a zip archive, but no workbook.")
    ids, targets = set[str](), dict[str, str]()

    def sheet(element: str, attributes: Attributes) -> None:
        if _local(element) == "sheet":
            ids.update(value for name, value in attributes.items() if _local(name) == "id")

    def relation(element: str, attributes: Attributes) -> None:
        if _local(element) == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    _tokenize(package, WORKBOOK, sheet)
    if RELATIONS in package.namelist():
        _tokenize(package, RELATIONS, relation)
    return {posixpath.basename(targets[id]).lower() for id in ids if id in targets}


def _measure(package: zipfile.ZipFile, part: str) -> None:
    """How far the cells of a part reach: the parser allocates the whole rectangle. Raises Unreadable if too far."""
    row = column = rows = columns = count = 0

    def start(element: str, attributes: Attributes) -> None:
        nonlocal row, column, rows, columns, count
        if element in WITHIN_CELLS:
            return
        match _local(element):
            case "row":
                row, column = _number(attributes.get("r"), row + 1), 0
            case "c":
                letters, digits = _place(attributes.get("r", ""))
                row, column = _number(digits, row), _column_number(letters) if letters else column + 1
            case "si":  # a text that cells share
                count += 1
            case _:
                return
        if row > rows or column > columns:
            rows, columns = max(rows, row), max(columns, column)
        if columns > MAX_COLUMNS or rows * columns > MAX_AREA or count > MAX_AREA:
            raise Unreadable(f"The worksheet reaches to row {rows:,}, column {columns:,}: that is too far.")

    _tokenize(package, part, start)


def _tokenize(package: zipfile.ZipFile, part: str, start: Callable[[str, Attributes], None]) -> None:
    """Calls `start` for each element. Raises ExpatError; Unreadable if the part declares a document type."""

    def doctype(*_: object) -> None:
        raise Unreadable("The workbook declares XML entities, which are not read.")

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.StartDoctypeDeclHandler = start, doctype
    with package.open(part) as file:
        while block := file.read(1 << 20):
            parser.Parse(block)
    parser.Parse(b"", True)


def _local(element: str) -> str:
    return element.rpartition(":")[2]


def _place(reference: str) -> tuple[str, str]:
    """A1 → A, 1."""
    letters = reference.rstrip("0123456789")
    return letters, reference[len(letters) :]


def _number(digits: str | None, otherwise: int) -> int:
    return int(digits) if digits and digits.isdecimal() and len(digits) < 10 else otherwise


@cache
def _column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27; what is no column of letters is one too many."""
    number = 0
    for letter in letters.upper()[:4]:
        number = number * 26 + ord(letter) - 64
    return number if letters.isascii() and letters.isalpha() else MAX_COLUMNS + 1

"""What kind of list a file is, by what it holds: CSV, the first sheet of a workbook, JSON array or lines.

A row that cannot be read is a row with an error; only a file that is not what it says raises Unreadable.
"""

import io
from collections.abc import Collection, Sequence
from typing import BinaryIO, NamedTuple

from shared.contacts.list_files import FileFormat
from shared.imports.reading.delimited import csv_rows
from shared.imports.reading.encodings import text_of
from shared.imports.reading.kinds import COMPOUND, other_kind
from shared.imports.reading.limits import MAX_JSON, MAX_TEXT, MAX_WORKBOOK
from shared.imports.reading.rows import Rows, Unreadable

MOST = {FileFormat.CSV: MAX_TEXT, FileFormat.EXCEL: MAX_WORKBOOK, FileFormat.JSON: MAX_JSON}
ENDINGS = {
    "csv": FileFormat.CSV,
    "xlsx": FileFormat.EXCEL,
    "xlsm": FileFormat.EXCEL,
    "xls": FileFormat.EXCEL,
    "ods": FileFormat.EXCEL,
    "json": FileFormat.JSON,
    "ndjson": FileFormat.JSON,
    "jsonl": FileFormat.JSON,
}

ADVICE = {
    FileFormat.CSV: "Give it the ending of what it is, such as .xlsx or .json, or save it as CSV in UTF-8.",
    FileFormat.EXCEL: "Open it in a spreadsheet program and save it as .xlsx, or call it .csv if it is a text.",
    FileFormat.JSON: "JSON begins with [ or {: take away what stands before, or call it .csv if it is a text of cells.",
}
"""What to do with a file that is not what it is said to be."""


class Known(NamedTuple):
    """What is known of a file beside its content."""

    encoding: str | None = None
    columns: Sequence[str] | None = None
    """Those it has."""
    wanted: Collection[str] = ()
    """Those that somebody named."""
    after: int = 0
    """The last row that was read before."""


def opened(file: BinaryIO, name: str, given: FileFormat | None, known: Known) -> tuple[FileFormat, Rows]:
    """The file's format and rows. Raises Unreadable."""
    found = _format(file)
    if what := other_kind(file, _head(file)):
        raise Unreadable(f"The file is no list, but {what}")
    meant = given or ENDINGS.get(name.rpartition(".")[2].lower())
    if meant and meant is not found:
        raise Unreadable(f"The file is said to be {meant}, but looks like {found}. {ADVICE[meant]}")
    size, most = file.seek(0, io.SEEK_END), MOST[found]
    if size > most:
        raise Unreadable(f"The file has {size:,} bytes; {found} may have {most:,}.")
    file.seek(0)
    match found:  # a library is imported for the format that needs it
        case FileFormat.CSV:
            return found, csv_rows(file, size, known.encoding, known.wanted)
        case FileFormat.EXCEL:
            from shared.imports.reading.number_formats import zero_formats
            from shared.imports.reading.open_document import NOTHING, open_document
            from shared.imports.reading.package import harmless
            from shared.imports.reading.unsaid import unsaid_cells
            from shared.imports.reading.workbook import Look, workbook_rows

            is_package = _head(file).startswith(b"PK")
            book = harmless(file) if is_package else file
            look = Look({}, {}, NOTHING)
            if is_package:
                look = Look(zero_formats(book), unsaid_cells(book), open_document(book))
            return found, workbook_rows(book, known.wanted, look, known.after)
        case FileFormat.JSON:
            from shared.imports.reading.json_objects import json_rows

            return found, json_rows(file, size, known.encoding, known.columns)


def _head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(4096)


def _format(file: BinaryIO) -> FileFormat:
    head = _head(file)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise Unreadable("The file is empty.")
    if head.startswith((b"PK\x03\x04", COMPOUND)):
        return FileFormat.EXCEL
    return FileFormat.JSON if text_of(head).lstrip("\ufeff \t\r\n")[:1] in ("[", "{") else FileFormat.CSV

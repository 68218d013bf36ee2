"""A file's rows, streamed: CSV in whatever encoding and delimiter, the first sheet of a workbook, JSON array or lines.

A row that cannot be read is a row with an error; only a file that is not what it says raises Unreadable.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from shared.contacts.list_files import FileFormat, tags_cell
from shared.imports.table_rows import Rows, Unreadable, cell_text, error_in, named_columns, row_of
from shared.imports.values import FileRow
from shared.imports.workbooks import excel

MAX_RECORD_LINES = 50
"""A quoted cell may span so many lines; one that spans more was never closed."""
ENDINGS = {
    "csv": FileFormat.CSV,
    "txt": FileFormat.CSV,
    "xlsx": FileFormat.EXCEL,
    "json": FileFormat.JSON,
    "ndjson": FileFormat.JSON,
    "jsonl": FileFormat.JSON,
}


def opened(file: BinaryIO, name: str, given: FileFormat | None) -> tuple[FileFormat, Rows]:
    """The file's format and rows. Raises Unreadable."""
    found = _format(file)
    meant = given or ENDINGS.get(name.rpartition(".")[2].lower())
    if meant and meant is not found:
        raise Unreadable(f"The file is said to be {meant}, but looks like {found}.")
    file.seek(0)
    return found, {FileFormat.CSV: _csv, FileFormat.EXCEL: excel, FileFormat.JSON: _json}[found](file)


def _format(file: BinaryIO) -> FileFormat:
    file.seek(0)
    head = file.read(4096)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise Unreadable("The file is empty.")
    if head.startswith(b"PK\x03\x04"):
        return FileFormat.EXCEL
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("The workbook is encrypted or in the old .xls format; save it as .xlsx without a password.")
    return FileFormat.JSON if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{") else FileFormat.CSV


def _csv(file: BinaryIO) -> Rows:
    size = _size(file)
    lines = io.TextIOWrapper(file, encoding=_encoding(file), errors="surrogateescape", newline="")
    sample = lines.read(64 * 1024)
    declared = re.match(r"\ufeff?sep=(.)\r?\n", sample)  # as Excel may put it in front
    delimiter = declared[1] if declared else _delimiter(sample)
    lines.seek(0)
    if declared:
        next(lines)
    records = _records(lines, delimiter)
    header = next((record for record in records if isinstance(record, str) or any(map(str.strip, record))), None)
    if header is None or isinstance(header, str):
        raise Unreadable("The header could not be read.")
    columns = named_columns([cell.lstrip("\ufeff") for cell in header])

    def rows() -> Iterator[FileRow]:
        number = 0
        for record in records:
            if not any(record):
                continue  # an empty line is no row
            number += 1
            yield row_of(number, columns, record)

    return Rows(columns, rows(), lambda: lines.buffer.tell() / size)  # which keeps the wrapper, and the file, open


def _size(file: BinaryIO) -> int:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    return size


def _encoding(file: BinaryIO) -> str:
    """Byte order mark, else UTF-8 if anything in the file speaks for it, else cp1252."""
    file.seek(0)
    head = file.read(4)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        file.seek(0)
        return "utf-16"
    file.seek(0)
    several = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
    high = speaks = False
    while block := file.read(1 << 20):
        if not block.isascii():
            high = True
            if several.search(block):
                speaks = True
                break
    file.seek(0)
    return "utf-8" if speaks or not high else "cp1252"


def _delimiter(sample: str) -> str:
    """The delimiter that cuts the first lines into the same number of pieces, as many as possible."""
    lines = [line for line in sample.splitlines()[:20] if line]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        return widths.count(widths[0]) if widths and widths[0] > 1 else 0, widths[0] if widths else 0

    return max((",", ";", "\t", "|"), key=evenness)


def _records(lines: Iterator[str], delimiter: str) -> Iterator[list[str] | str]:
    """Records of cells, or what is wrong with one. A quote that is never closed costs its own line and no other."""
    waiting: list[str] = []
    while line := (waiting.pop(0) if waiting else next(lines, "")):
        if '"' not in line:
            yield line.rstrip("\r\n").split(delimiter)
            continue
        record, held = line, [line]
        while record.count('"') % 2 and len(held) <= MAX_RECORD_LINES:
            more = waiting.pop(0) if waiting else next(lines, "")
            if not more:
                break
            held.append(more)
            record += more
        found = _parsed(record, delimiter)
        if len(found) != 1 or record.count('"') % 2:  # quotes inside cells, as in 5": the line is a record of its own
            waiting[:0] = held[1:]
            found = _parsed(line, delimiter)
        yield found[0]


def _parsed(text: str, delimiter: str) -> list[list[str] | str]:
    """The records of a text; or what is wrong with it."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as wrong:
        unclosed = "unexpected end" in str(wrong)
        return ["A quote is opened and never closed" if unclosed else f"The row is not CSV: {wrong}"]


def _json(file: BinaryIO) -> Rows:
    import ijson

    size = _size(file)
    start = file.read(3)
    file.seek(3 if start == b"\xef\xbb\xbf" else 0)
    where = file.tell()
    first = next((byte for byte in iter(lambda: file.read(1), b"") if byte.strip()), b"")
    file.seek(where)
    path, many = ("item", False) if first == b"[" else ("", True)
    _reject_endless_numbers(file)

    def rows() -> Iterator[FileRow]:
        file.seek(where)
        objects = ijson.items(file, path, multiple_values=many)
        yield from _json_rows(objects, (ijson.JSONError, ValueError, ArithmeticError, RecursionError))

    columns: dict[str, None] = {}
    for row in rows():  # any object may bring a column that none before it had
        columns.update(dict.fromkeys(row.cells))
    return Rows(list(columns), rows(), lambda: file.tell() / size)


def _reject_endless_numbers(file: BinaryIO) -> None:
    """Rejects runs of digits that no number has: the parser's C code dies of them."""
    before, many = b"", re.compile(rb"[0-9]{1000}")
    while block := file.read(1 << 20):
        if many.search(before + block):
            raise Unreadable("The file holds a number of more than a thousand digits.")
        before = block[-1000:]


def _json_rows(objects: Iterator[Any], broken: tuple[type[Exception], ...]) -> Iterator[FileRow]:
    number = 0
    while True:
        number += 1
        try:
            value = next(objects)
        except StopIteration:
            return
        except broken:
            yield FileRow(number, {}, "The file is not JSON from here on, or ends in the middle")
            return
        if not isinstance(value, Mapping):
            yield FileRow(number, {}, "The row is not an object")
            continue
        cells = {
            str(key): tags_cell(map(cell_text, cell)) if isinstance(cell, list) else cell_text(cell)
            for key, cell in value.items()
        }
        yield FileRow(number, cells, error_in(list(cells), list(cells.values()), "".join(cells.values())))

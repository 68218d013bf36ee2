"""A file's rows, streamed: CSV in whatever encoding and delimiter, the first sheet of a workbook, JSON array or lines.

A row that cannot be read is a row with trouble; only a file that is not what it says raises Unreadable.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO

from shared.contacts.lists import FileFormat, tags_cell, unguarded
from shared.imports.values import MAX_CELL, FileRow

MAX_RECORD_LINES = 50
"""A quoted cell may span so many lines; one that spans more was never closed."""
MAX_UNPACKED = 400 * 1024 * 1024
ENDINGS = {"csv": FileFormat.CSV, "txt": FileFormat.CSV, "xlsx": FileFormat.EXCEL, "json": FileFormat.JSON,
           "ndjson": FileFormat.JSON, "jsonl": FileFormat.JSON}  # fmt: skip


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why."""


class Rows:
    """The rows of one file. `columns` are its headers; `progress` says how much is read, 0 to 1; iterate once."""

    def __init__(self, columns: Sequence[str], rows: Iterator[FileRow], progress: Callable[[], float]) -> None:
        self.columns, self._rows, self.progress = columns, rows, progress

    def __iter__(self) -> Iterator[FileRow]:
        return self._rows


def opened(file: BinaryIO, name: str, given: FileFormat | None) -> tuple[FileFormat, Rows]:
    """The file's format and rows. Raises Unreadable."""
    found = _format(file)
    meant = given or ENDINGS.get(name.rpartition(".")[2].lower())
    if meant and meant is not found:
        raise Unreadable(f"The file is said to be {meant}, but looks like {found}.")
    file.seek(0)
    return found, {FileFormat.CSV: _csv, FileFormat.EXCEL: _excel, FileFormat.JSON: _json}[found](file)


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
    delimiter = _delimiter(lines.read(64 * 1024))
    lines.seek(0)
    records = _records(lines, delimiter)
    header = next(records, None)
    if header is None or isinstance(header, str):
        raise Unreadable("The header could not be read.")
    columns = _named([cell.lstrip("\ufeff") for cell in header])

    def rows() -> Iterator[FileRow]:
        number = 0
        for record in records:
            if record == [""]:
                continue  # an empty line is no row
            number += 1
            yield _row(number, columns, record)

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
    several = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")
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
    """Records of cells, or the trouble with one. A quote that is never closed costs its own line and no other."""
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
        if record.count('"') % 2:
            waiting[:0] = held[1:]
            yield "A quote is opened and never closed"
            continue
        try:
            yield next(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter, strict=True))
        except csv.Error as wrong:
            yield f"The row is not CSV: {wrong}"


def _named(header: Sequence[str]) -> list[str]:
    """Headers, trimmed and each different."""
    columns: list[str] = []
    for place, cell in enumerate(header, 1):
        name = re.sub(r"[\ud800-\udfff]", "\ufffd", cell.strip()) or f"column {place}"
        columns.append(name if name not in columns else f"{name} ({place})")
    if len(columns) > 500:
        raise Unreadable("The file has more than 500 columns.")
    return columns


def _row(number: int, columns: Sequence[str], record: Sequence[str] | str) -> FileRow:
    if isinstance(record, str):
        return FileRow(number, {}, record)
    text = "".join(record)
    if "'" in text:
        record = [unguarded(cell) for cell in record]
    return FileRow(number, dict(zip(columns, record, strict=False)), _trouble(columns, record, text))


def _trouble(columns: Sequence[str], record: Sequence[str], text: str) -> str | None:
    if len(record) > len(columns) and any(record[len(columns) :]):
        return f"The row has {len(record)} cells for {len(columns)} columns"
    if len(text) > MAX_CELL and any(len(cell) > MAX_CELL for cell in record):
        return f"A cell is longer than {MAX_CELL:,} characters"
    if "\x00" in text:
        return "The row holds a NUL character"
    return None if text.isprintable() or not re.search(r"[\ud800-\udfff]", text) else "The row is not UTF-8"


def _excel(file: BinaryIO) -> Rows:
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
    columns = _named([_text(cell) for cell in header])

    number, read = 0, 1

    def rows() -> Iterator[FileRow]:
        nonlocal number, read
        for values in cells:
            read += 1
            record = [_text(value) for value in values]
            if any(record):
                number += 1
                yield _row(number, columns, record)

    return Rows(columns, rows(), lambda: min(read / max(sheet.total_height, 1), 1.0))


def _guard(file: BinaryIO) -> None:
    """Refuses workbooks that unpack to far more than they are, or that bring their own entities."""
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
                    while block := part.read(1 << 20):
                        unpacked += len(block)
                        if unpacked > MAX_UNPACKED:
                            raise Unreadable("The workbook unpacks to more than 400 MB.")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as wrong:
        raise Unreadable(f"The workbook cannot be read: {wrong}.") from wrong


def _text(value: Any) -> str:
    """A cell's value as a person reads it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date():
            return value.isoformat()
    return str(value)


def _json(file: BinaryIO) -> Rows:
    import ijson

    size = _size(file)
    start = file.read(3)
    file.seek(3 if start == b"\xef\xbb\xbf" else 0)
    where = file.tell()
    first = next((byte for byte in iter(lambda: file.read(1), b"") if byte.strip()), b"")
    file.seek(where)
    path, many = ("item", False) if first == b"[" else ("", True)
    objects = ijson.items(file, path, multiple_values=many)
    ahead: list[FileRow] = []
    rows = _json_rows(objects, (ijson.JSONError, UnicodeDecodeError))
    columns: dict[str, None] = {}
    for row in rows:  # the first hundred say which columns there are
        ahead.append(row)
        columns.update(dict.fromkeys(row.cells))
        if len(ahead) == 100:
            break

    def all_rows() -> Iterator[FileRow]:
        yield from ahead
        yield from rows

    return Rows(list(columns), all_rows(), lambda: file.tell() / size)


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
            str(key): tags_cell(map(_text, cell)) if isinstance(cell, list) else _text(cell)
            for key, cell in value.items()
        }
        yield FileRow(number, cells, _trouble(list(cells), list(cells.values()), "".join(cells.values())))

"""Rows as JSON: an array of objects, or an object a line. Read as events, so that no depth and no size is trusted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import ijson
from ijson.common import ObjectBuilder

from shared.contacts.list_files import tags_cell
from shared.imports.reading.limits import MAX_COLUMNS, MAX_DEPTH, MAX_DIGITS, MAX_PARTS
from shared.imports.reading.rows import Rows, Unreadable, cell_text, error_in
from shared.imports.understanding import Understood, Warnings
from shared.imports.values import FileRow

BROKEN = (ijson.JSONError, ValueError, ArithmeticError)
STARTS, ENDS = ("start_map", "start_array"), ("end_map", "end_array")
TOO_LARGE = object()
BLOCK = 4 * 1024 * 1024
"""Bytes the parser gets at a time: of a text that spans blocks it copies with each what it has so far."""


def json_rows(file: BinaryIO, size: int, known: Sequence[str] | None = None) -> Rows:
    """The file's rows, and every key that any of them has, unless those are known. Raises Unreadable."""
    start = 3 if file.read(3) == b"\xef\xbb\xbf" else 0
    file.seek(start)
    first = next((byte for byte in iter(lambda: file.read(1), b"") if byte.strip()), b"")
    file.seek(start)
    _reject_endless_numbers(file)

    def rows() -> Iterator[FileRow]:
        file.seek(start)
        events = ijson.basic_parse(file, multiple_values=first != b"[", buf_size=BLOCK)
        return _rows(_values(events, 1 if first == b"[" else 0))

    columns: dict[str, None] = dict.fromkeys(known or ())
    for row in rows() if known is None else ():  # any object may bring a column that none before it had
        columns.update(dict.fromkeys(row.cells))
        if len(columns) > MAX_COLUMNS:
            raise Unreadable(f"The file has more than {MAX_COLUMNS} columns.")
    return Rows(list(columns), rows(), lambda: file.tell() / size, Understood(encoding="utf-8"), Warnings())


def _reject_endless_numbers(file: BinaryIO) -> None:
    """Rejects runs of digits that no number has: the parser's C code dies of them."""
    before, many = b"", re.compile(rb"[0-9]{%d}" % MAX_DIGITS)
    while block := file.read(1 << 20):
        if many.search(before + block):
            raise Unreadable("The file holds a number of more than a thousand digits.")
        before = block[-MAX_DIGITS:]


def _values(events: Iterator[tuple[str, Any]], outer: int) -> Iterator[Any]:
    """The values `outer` levels deep, each when it is complete; TOO_LARGE for one of too many parts."""
    depth = parts = 0
    builder = ObjectBuilder()
    for event, value in events:
        depth -= event in ENDS
        within = depth >= outer
        if within:
            parts += 1
            if parts <= MAX_PARTS:
                builder.event(event, value)
        if event in STARTS:
            depth += 1
            if depth > outer + MAX_DEPTH:
                raise Unreadable(f"The file nests JSON deeper than {MAX_DEPTH} levels.")
        elif within and depth == outer:
            yield builder.value if parts <= MAX_PARTS else TOO_LARGE
            builder, parts = ObjectBuilder(), 0


def _rows(values: Iterator[Any]) -> Iterator[FileRow]:
    number = 0
    while True:
        number += 1
        try:
            value = next(values)
        except StopIteration:
            return
        except BROKEN:
            yield FileRow(number, {}, "The file is not JSON from here on, or ends in the middle")
            return
        if value is TOO_LARGE:
            yield FileRow(number, {}, f"The row holds more than {MAX_PARTS:,} keys and values")
        elif isinstance(value, Mapping):
            cells = {str(key): _cell(cell) for key, cell in value.items()}
            yield FileRow(number, cells, error_in(list(cells), list(cells.values()), "".join(cells.values())))
        else:
            yield FileRow(number, {}, "The row is not an object")


def _cell(value: Any) -> str:
    return tags_cell(map(cell_text, value)) if isinstance(value, list) else cell_text(value)

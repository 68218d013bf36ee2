"""Rows as JSON: an array of objects, an object a line, or an array within an object, as APIs answer.

Arrays are read as events and lines one by one, so that no depth and no size is trusted.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import ijson
from ijson.common import ObjectBuilder

from shared.imports.column_matching import suggest
from shared.imports.reading.encodings import Encoding, encoding_of
from shared.imports.reading.json_cells import NOT_AN_OBJECT, TOO_DEEP, TOO_MANY_PARTS, row_of_object
from shared.imports.reading.json_lines import is_lines, line_rows
from shared.imports.reading.limits import MAX_COLUMNS, MAX_DEPTH, MAX_DIGITS, MAX_PARTS
from shared.imports.reading.rows import Rows, Unreadable
from shared.imports.understanding import Understood, WarningCode, Warnings
from shared.imports.values import FileRow

BROKEN = (ijson.JSONError, ValueError, ArithmeticError)
STARTS, ENDS = ("start_map", "start_array"), ("end_map", "end_array")
TOO_LARGE = object()
BLOCK = 4 * 1024 * 1024
"""Bytes the parser gets at a time: of a text that spans blocks it copies with each what it has so far."""
NEEDED = {"firstName", "lastName", "fullName", "email"}
MARK = "\ufeff"

type Events = Iterator[tuple[str, Any]]


def json_rows(file: BinaryIO, size: int, given: str | None, known: Sequence[str] | None = None) -> Rows:
    """The file's rows, and every key that any of them has, unless those are known; `given` is its encoding, if said.

    Raises Unreadable.
    """
    warnings = Warnings()
    encoding = encoding_of(file, given, warnings)
    rows = _reader(file, encoding, warnings)
    columns: dict[str, None] = dict.fromkeys(known or ())
    if known is None:  # any object may bring a column that none before it had
        count = 0
        for count, row in enumerate(rows(), 1):  # noqa: B007 - how many there were
            columns.update(dict.fromkeys(row.cells))
            if len(columns) > MAX_COLUMNS:
                raise Unreadable(f"The file has more than {MAX_COLUMNS} columns.")
        if not count:
            raise Unreadable("The list is empty: there is no row in it.")
    return Rows(list(columns), rows(), lambda: file.tell() / size, Understood(encoding=encoding.name), warnings)


def _reader(file: BinaryIO, encoding: Encoding, warnings: Warnings) -> Callable[[], Iterator[FileRow]]:
    """What reads the file's rows from its beginning, as often as it is called."""
    first = _text(file, encoding).read(1 << 16).lstrip(f"{MARK} \t\r\n")[:1]
    if first == "{" and is_lines(_text(file, encoding)):
        return lambda: line_rows(_text(file, encoding))
    _reject_endless_numbers(_bytes(file, encoding))
    page = "" if first == "[" else _page(_bytes(file, encoding), warnings)

    def rows() -> Iterator[FileRow]:
        source = _bytes(file, encoding)
        if page:
            return _rows(_values(_within(source, page), 1))
        events = ijson.basic_parse(source, multiple_values=first != "[", buf_size=BLOCK)
        return _rows(_values(events, 1 if first == "[" else 0))

    return rows


def _text(file: BinaryIO, encoding: Encoding) -> io.TextIOWrapper:
    """The file as text, from its beginning. The wrapper lets go of the file, so that another can follow."""
    file.seek(0)
    return _Text(file, encoding=encoding.codec, errors="surrogateescape", newline="")


class _Text(io.TextIOWrapper):
    """A text whose file stays open when nobody reads the text any more."""

    def close(self) -> None:
        self.detach()

    def __del__(self) -> None:
        pass


class _Bytes:
    """A text as the parser wants it: UTF-8, without a byte order mark."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text, self._begun = text, False

    def read(self, length: int = -1) -> bytes:
        some = self._text.read(length if length <= 0 else max(length // 4, 1))
        if not self._begun and some:
            some, self._begun = some.lstrip(MARK) or " ", True
        return some.encode("utf-8", "surrogateescape")


def _bytes(file: BinaryIO, encoding: Encoding) -> BinaryIO | _Bytes:
    if encoding.codec == "utf-8":
        file.seek(0)
        return file
    return _Bytes(_text(file, encoding))


def _reject_endless_numbers(file: BinaryIO | _Bytes) -> None:
    """Rejects runs of digits that no number has: the parser's C code dies of them."""
    before, many = b"", re.compile(rb"[0-9]{%d}" % MAX_DIGITS)
    while block := file.read(1 << 20):
        if many.search(before + block):
            raise Unreadable("The file holds a number of more than a thousand digits.")
        before = block[-MAX_DIGITS:]


def _page(file: BinaryIO | _Bytes, warnings: Warnings) -> str:
    """Where in an object the array of rows is, as `data.items`; empty if the object is itself a row."""
    keys = list[str]()
    try:
        for place, event, value in ijson.parse(file, multiple_values=True, buf_size=BLOCK):
            if event == "map_key" and not place and len(keys) < MAX_COLUMNS:
                keys.append(value)
            if event == "start_map" and place.endswith(".item"):
                array: str = place.removesuffix(".item")
                if array.count(".") > 1 or NEEDED & suggest(keys[:-1]).keys():
                    return ""
                message = f"The rows are those of {array!r} in the file; what else the file says was not read."
                warnings.add(WarningCode.PARTS_IGNORED, message)
                return array
            if event == "end_map" and not place:
                return ""
            if place.count(".") > MAX_DEPTH:
                return ""
    except BROKEN:  # its rows will tell
        pass
    return ""


def _within(file: BinaryIO | _Bytes, array: str) -> Events:
    """The events of an array within an object."""
    inner = f"{array}.item"
    for place, event, value in ijson.parse(file, multiple_values=True, buf_size=BLOCK):
        if place in (array, inner) or place.startswith(f"{inner}."):
            yield event, value


def _values(events: Events, outer: int) -> Iterator[Any]:
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
                raise Unreadable(TOO_DEEP)
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
            yield FileRow(number, {}, TOO_MANY_PARTS)
        elif isinstance(value, Mapping):
            yield row_of_object(number, value)
        else:
            yield FileRow(number, {}, NOT_AN_OBJECT)

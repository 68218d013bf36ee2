"""Rows as JSON: an array of objects, an object a line, or an array within an object, as APIs answer.

Arrays are read as events and lines one by one, so that no depth and no size is trusted.
"""

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import ijson
from ijson.common import ObjectBuilder

from shared.imports.reading.encodings import Encoding, encoding_of
from shared.imports.reading.json_cells import NOT_AN_OBJECT, TOO_DEEP, TOO_MANY_PARTS, JsonObject, row_of_object
from shared.imports.reading.json_lines import is_lines, line_rows
from shared.imports.reading.json_shape import BROKEN, ENDS, STARTS, Events, Place, places_of_rows, within
from shared.imports.reading.limits import MAX_COLUMNS, MAX_DEPTH, MAX_DIGITS, MAX_PARTS
from shared.imports.reading.rows import Rows, Unreadable
from shared.imports.understanding import Understood, Warnings
from shared.imports.values import FileRow

TOO_LARGE = object()
BLOCK = 4 * 1024 * 1024
"""Bytes the parser gets at a time: of a text that spans blocks it copies with each what it has so far."""
ENDLESS = re.compile(rb"[0-9]{%d}" % MAX_DIGITS)
HALF_LETTER = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)
BEGINNING = 100_000
"""Characters that are looked at for what is wrong."""
MARK = "\ufeff"
NOT_JSON = "The file is not JSON from here on, or ends in the middle; correct it, and import it again"


def json_rows(file: BinaryIO, size: int, given: str | None, known: Sequence[str] | None = None) -> Rows:
    """The file's rows, and every key that any of them has, unless those are known; `given` is its encoding, if said.

    Raises Unreadable.
    """
    warnings = Warnings()
    encoding = encoding_of(file, given, warnings)
    rows = _reader(file, encoding, warnings)
    columns: dict[str, None] = dict.fromkeys(known or ())
    if known is None:  # any object may bring a column that none before it had
        first: FileRow | None = None
        for row in rows():
            first = first or row
            columns.update(dict.fromkeys(row.cells))
            if len(columns) > MAX_COLUMNS:
                raise Unreadable(f"The file has more than {MAX_COLUMNS} columns.")
        if first is None:
            raise Unreadable("The list is empty: there is no row in it.")
        if not columns:
            raise Unreadable(_why_not(first, _text(file, encoding).read(BEGINNING)))
    return Rows(list(columns), rows(), lambda: file.tell() / size, Understood(encoding=encoding.name), warnings)


def _reader(file: BinaryIO, encoding: Encoding, warnings: Warnings) -> Callable[[], Iterator[FileRow]]:
    """What reads the file's rows from its beginning, as often as it is called."""
    first = _text(file, encoding).read(1 << 16).lstrip(f"{MARK} \t\r\n")[:1]
    if first == "{" and is_lines(_text(file, encoding)):
        return lambda: line_rows(_text(file, encoding))
    parser: Any = ijson.get_backend("python") if _has_half_letters(_bytes(file, encoding)) else ijson

    def events() -> Events:
        found: Events = parser.basic_parse(_bytes(file, encoding), multiple_values=first != "[", buf_size=BLOCK)
        return found

    places: frozenset[Place] = frozenset() if first == "[" else places_of_rows(events(), warnings)
    if places:
        return lambda: _rows(_values(within(events(), places), 0))
    return lambda: _rows(_values(events(), 1 if first == "[" else 0))


def _why_not(first: FileRow, text: str) -> str:
    """Why a file has no row that can be read, by its first one and its beginning."""
    if first.error != NOT_JSON:
        return f"{first.error or 'The rows are objects without keys'}. No row of the file could be read."
    try:
        json.loads(text.lstrip(MARK))
    except json.JSONDecodeError as wrong:
        place = f"line {wrong.lineno:,}, character {wrong.colno:,}"
        return f"The file is not JSON from {place} on ({wrong.msg}); correct it, or save the list as CSV in UTF-8."
    except (ValueError, RecursionError):
        pass
    return "The file is not JSON; a value such as NaN is none: write null, or save the list as CSV in UTF-8."


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


def _has_half_letters(file: BinaryIO | _Bytes) -> bool:
    """Whether the file has halves of letters, in place of which the parser's C code gives question marks.

    Raises Unreadable for runs of digits that no number has: the C code dies of them.
    """
    before, found = b"", False
    while block := file.read(1 << 20):
        if ENDLESS.search(both := before + block):
            raise Unreadable("The file holds a number of more than a thousand digits.")
        found = found or HALF_LETTER.search(both) is not None
        before = block[-MAX_DIGITS:]
    return found


def _values(events: Events, outer: int) -> Iterator[Any]:
    """The values `outer` levels deep, each when it is complete; TOO_LARGE for one of too many parts."""
    depth = parts = 0
    builder = ObjectBuilder(JsonObject)
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
            builder, parts = ObjectBuilder(JsonObject), 0


def _rows(values: Iterator[Any]) -> Iterator[FileRow]:
    number = 0
    while True:
        number += 1
        try:
            value = next(values)
        except StopIteration:
            return
        except BROKEN:
            yield FileRow(number, {}, NOT_JSON)
            return
        if value is TOO_LARGE:
            yield FileRow(number, {}, TOO_MANY_PARTS)
        elif isinstance(value, Mapping):
            yield row_of_object(number, value)
        else:
            yield FileRow(number, {}, NOT_AN_OBJECT)

"""Text of records: CSV in whatever encoding, with whatever delimiter."""

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from statistics import mode
from typing import BinaryIO

from shared.imports.reading.delimiters import delimiter_of, first_records
from shared.imports.reading.encodings import encoding_of
from shared.imports.reading.header import HEADER_ROWS, find_header, named_columns, warn_of
from shared.imports.reading.limits import MAX_LINE
from shared.imports.reading.quotes import Style, parsed, quote_of
from shared.imports.reading.rows import Rows, Unreadable, row_of
from shared.imports.understanding import Understood, Warnings
from shared.imports.values import FileRow

SAMPLE = 64 * 1024
"""Characters from which the delimiter is guessed."""
DECLARED = re.compile(
    r"\ufeff*[\"\s]*sep\s*=\s*(?P<quote>[\"']?)(?P<mark>\\t|tab|[^\r\n])(?P=quote)[\"\s;,|]*?(?:\r\n|\r|\n)", re.I
)
"""The delimiter as Excel may put it in front, however it is spelled."""
TAB = ("\\t", "tab")
LINE_ENDS = ("\n", "\r")
END_OF_FILE = "\x1a"
"""What DOS put behind a text."""
TOO_LONG = f"The row is longer than {MAX_LINE:,} characters"
csv.field_size_limit(MAX_LINE)  # of this process: a longer cell is the trouble of its row


def csv_rows(file: BinaryIO, size: int, given: str | None, wanted: Collection[str]) -> Rows:
    """The file's header and rows; `given` is its encoding, `wanted` columns, if somebody said. Raises Unreadable."""
    warnings = Warnings()
    encoding = encoding_of(file, given, warnings)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding.codec, errors="surrogateescape", newline="")
    sample = text.read(SAMPLE)
    declared = DECLARED.match(sample)  # as Excel may put it in front
    delimiter = _mark(declared["mark"]) if declared else delimiter_of(sample, wanted)
    style = Style(delimiter, quote_of(sample, delimiter))
    text.seek(0)
    if declared:
        text.read(declared.end())
    lines = _Lines(text, len(declared[0].splitlines()) if declared else 0)
    lines.width = mode([len(record) for record in first_records(sample, delimiter)] or [0])
    records = _records(lines, style)
    first = [*islice((one for one in records if _says_something(one[1])), HEADER_ROWS)]
    readable: list[Sequence[str]] = [[] if isinstance(record, str) else record for _, record in first]
    header = find_header(readable, wanted)
    if header is None:
        raise Unreadable("The header could not be read.")
    columns = named_columns(header.cells, readable[header.end :])
    lines.width = len(columns)
    warn_of(header, columns, readable[: header.place], warnings)

    def rows() -> Iterator[FileRow]:
        number = 0
        for line, record in chain(first[header.end :], records):
            if not _says_something(record):
                continue  # an empty line is no row
            number += 1
            yield row_of(number, columns, record, line)

    understood = Understood(encoding.name, delimiter, first[header.place][0])
    progress = lambda: text.buffer.tell() / size  # noqa: E731 - which keeps the wrapper, and the file, open
    return Rows(columns, rows(), progress, understood, warnings)


def _says_something(record: Sequence[str] | str) -> bool:
    return isinstance(record, str) or any(map(str.strip, record))


def _mark(declared: str) -> str:
    return "\t" if declared.lower() in TAB else declared


class _Lines:
    """The lines of a text, none longer than MAX_LINE; lines that were read too far can be put back."""

    def __init__(self, text: io.TextIOWrapper, number: int) -> None:
        self._text, self.number = text, number
        self.width = 0
        """How many cells most records have."""
        self._back: list[str | None] = []

    def next(self) -> str | None:
        """The next line, None if it is too long, nothing after the last; `number` is its own."""
        self.number += 1
        if self._back:
            return self._back.pop()
        line = self._text.readline(MAX_LINE)
        if line == END_OF_FILE:
            line = ""
        if self.number == 1:
            line = line.lstrip("\ufeff")  # a mark before the mark
        if len(line) < MAX_LINE or line.endswith(LINE_ENDS):
            return line
        while (rest := self._text.readline(MAX_LINE)) and not rest.endswith(LINE_ENDS):
            pass
        return None

    def put_back(self, lines: Sequence[str | None]) -> None:
        self._back.extend(reversed(lines))
        self.number -= len(lines)


def _records(lines: _Lines, style: Style) -> Iterator[tuple[int, list[str] | str]]:
    """Records of cells, or what is wrong with one, each with the line where it begins.

    A quote that is never closed costs its own line and no other.
    """
    delimiter, quote = style
    while (line := lines.next()) != "":
        number = lines.number
        if line is None:
            yield number, TOO_LONG
        elif quote not in line:
            yield number, line.rstrip("\r\n").split(delimiter)
        else:
            yield number, _quoted(line, lines, style)


def _quoted(line: str, lines: _Lines, style: Style) -> list[str] | str:
    """The record that begins with this line, which has quotes and may go on in the next ones.

    It goes on until its quotes are even, however many lines that takes; if what comes out then is no record, a quote
    was opened and never closed, and the lines behind it are records of their own.
    """
    held, odd, length = [line], line.count(style.quote) % 2, len(line)
    while odd and length <= MAX_LINE and (more := lines.next()) != "":
        if more is None:  # too long: a row of its own
            lines.put_back([None])
            break
        held.append(more)
        odd, length = (odd + more.count(style.quote)) % 2, length + len(more)
    found = parsed(held, style)
    if len(found) != 1 or odd or isinstance(found[0], str) or _swallowed(found[0], held, lines, style.delimiter):
        lines.put_back(held[1:])
        found = parsed([line], style)
    return found[0]


def _swallowed(record: list[str], held: list[str], lines: _Lines, delimiter: str) -> bool:
    """Whether the lines within a record are rows themselves, and the record is none: two open quotes met."""
    if len(held) < 3 or len(record) == lines.width:
        return False
    return all(line.count(delimiter) == lines.width - 1 for line in held[1:-1])

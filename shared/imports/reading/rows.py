"""What every kind of file comes to: columns, and rows of cells, or what is wrong with a row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from shared.contacts.list_files import unguarded
from shared.imports.reading.limits import MAX_CELL
from shared.imports.understanding import LONGEST_SAMPLE, Understood, Warnings, shown
from shared.imports.values import FileRow
from shared.kernel.text import SURROGATE

MAX_WHOLE_DIGITS = 30
"""A longer number is shown as it came."""


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why."""


class Rows(NamedTuple):
    """The headers of one file, its rows to iterate once, what of it is read meanwhile (0 to 1), and how it is read."""

    columns: Sequence[str]
    rows: Iterator[FileRow]
    progress: Callable[[], float]
    understood: Understood
    warnings: Warnings
    """Of the list as a whole first, and of rows as they are read."""


def row_of(
    number: int, columns: Sequence[str], record: Sequence[str] | str, line: int, sheet: str | None = None
) -> FileRow:
    """A record by its columns, or what is wrong with it."""
    if isinstance(record, str):
        return FileRow(number, {}, record, line, sheet)
    text = "".join(record)
    if "'" in text or '="' in text:
        record = [unguarded(cell.replace("\\'", "'")) for cell in record]  # a quote as MySQL writes one
    return FileRow(number, dict(zip(columns, record, strict=False)), error_in(columns, record, text), line, sheet)


def error_in(columns: Sequence[str], record: Sequence[str], text: str) -> str | None:
    """What is wrong with the cells of a record; `text` is all of them in one."""
    if len(record) > len(columns) and any(record[len(columns) :]):
        return f"The row has {len(record)} cells for {len(columns)} columns"
    if len(text) > MAX_CELL and any(len(cell) > MAX_CELL for cell in record):
        return f"A cell is longer than {MAX_CELL:,} characters"
    if "\x00" in text:
        return "The row holds a NUL character"
    return None if text.isprintable() or not SURROGATE.search(text) else "The row is not UTF-8"


def samples_of(rows: Iterable[FileRow]) -> dict[str, str]:
    """By column, the first value that one of some rows has."""
    samples: dict[str, str] = {}
    for row in rows:
        for column, cell in row.cells.items():
            if column not in samples and (text := cell[:MAX_CELL].strip()):
                samples[column] = shown(text, LONGEST_SAMPLE)
    return samples


def cell_text(value: Any) -> str:
    """A cell's value as a person reads it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float() if value.is_integer():
            return str(int(value))
        case Decimal() if value.adjusted() < MAX_WHOLE_DIGITS and value == value.to_integral_value():
            return str(int(value))
        case datetime() | date():
            return value.isoformat()
    return str(value)

"""What every kind of file comes to: columns, and rows of cells, or what is wrong with a row."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from shared.contacts.list_files import unguarded
from shared.imports.values import MAX_CELL, FileRow

MAX_COLUMNS = 500


class Unreadable(Exception):
    """The file as a whole cannot be read; the message says why."""


class Rows:
    """The rows of one file. `columns` are its headers; `progress` says how much is read, 0 to 1; iterate once."""

    def __init__(self, columns: Sequence[str], rows: Iterator[FileRow], progress: Callable[[], float]) -> None:
        self.columns, self._rows, self.progress = columns, rows, progress

    def __iter__(self) -> Iterator[FileRow]:
        return self._rows


def named_columns(header: Sequence[str]) -> list[str]:
    """Headers, trimmed and each different."""
    columns: list[str] = []
    for place, cell in enumerate(header, 1):
        name = re.sub(r"[\ud800-\udfff]", "\ufffd", cell.strip()) or f"column {place}"
        columns.append(name if name not in columns else f"{name} ({place})")
    if len(columns) > MAX_COLUMNS:
        raise Unreadable(f"The file has more than {MAX_COLUMNS} columns.")
    return columns


def row_of(number: int, columns: Sequence[str], record: Sequence[str] | str) -> FileRow:
    if isinstance(record, str):
        return FileRow(number, {}, record)
    text = "".join(record)
    if "'" in text:
        record = [unguarded(cell) for cell in record]
    return FileRow(number, dict(zip(columns, record, strict=False)), error_in(columns, record, text))


def error_in(columns: Sequence[str], record: Sequence[str], text: str) -> str | None:
    if len(record) > len(columns) and any(record[len(columns) :]):
        return f"The row has {len(record)} cells for {len(columns)} columns"
    if len(text) > MAX_CELL and any(len(cell) > MAX_CELL for cell in record):
        return f"A cell is longer than {MAX_CELL:,} characters"
    if "\x00" in text:
        return "The row holds a NUL character"
    return None if text.isprintable() or not re.search(r"[\ud800-\udfff]", text) else "The row is not UTF-8"


def cell_text(value: Any) -> str:
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

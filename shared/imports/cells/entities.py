"""Cells that went through a web page: `Jim &amp; Co` is Jim & Co."""

from collections.abc import Iterable

from shared.imports.understanding import WarningCode, Warnings
from shared.imports.values import FileRow
from shared.kernel.text import without_entities


def decoded(row: FileRow, columns: Iterable[str], warnings: Warnings) -> FileRow:
    """The row with the letters that its HTML entities stand for. Warns of each cell that has one."""
    changed = dict[str, str]()
    for column in columns:
        cell = row.cells.get(column, "")
        if "&" in cell and ";" in cell and (text := without_entities(cell)) != cell:
            changed[column] = text
            message = f"{cell!r} was read as {text!r}: it holds letters as web pages write them."
            warnings.add(WarningCode.VALUE_CHANGED, message, row=row, column=column)
    return row._replace(cells={**row.cells, **changed}) if changed else row

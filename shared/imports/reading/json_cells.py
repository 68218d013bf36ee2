"""The cells of an object: its values by key, those of objects within it by dotted names."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from shared.contacts.list_files import tags_cell
from shared.imports.reading.limits import MAX_DEPTH, MAX_PARTS
from shared.imports.reading.rows import cell_text, error_in
from shared.imports.values import FileRow

TOO_DEEP = f"The file nests JSON deeper than {MAX_DEPTH} levels."
TOO_MANY_PARTS = f"The row holds more than {MAX_PARTS:,} keys and values"
NOT_AN_OBJECT = "The row is not an object"


def row_of_object(number: int, value: Mapping[str, Any], line: int | None = None) -> FileRow:
    """An object as a row."""
    cells = dict(_cells(value, ""))
    return FileRow(number, cells, error_in(list(cells), list(cells.values()), "".join(cells.values())), line)


def _cells(value: Mapping[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            yield from _cells(inner, f"{before}{key}.")
        else:
            yield f"{before}{key}", _cell(inner)


def _cell(value: Any) -> str:
    if not isinstance(value, list):
        return cell_text(value)
    if any(isinstance(one, (Mapping, list)) for one in value):
        return json.dumps(value, ensure_ascii=False, default=cell_text)
    return tags_cell(map(cell_text, value))

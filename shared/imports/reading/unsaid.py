"""Cells of a workbook that hold something and say nothing: errors, and formulas whose value was not stored.

The parser gives them as empty. They are looked for only in sheets that have any.
"""

import re
import zipfile
from collections.abc import Mapping
from typing import BinaryIO

from shared.imports.reading.limits import MAX_SHEETS
from shared.imports.reading.package import (
    BROKEN_ZIP,
    ROOT,
    Attributes,
    cell_place,
    element_name,
    mentions,
    parts_of,
    row_place,
    sheet_parts,
    tokenize,
)

POSSIBLE = re.compile(rb"""<(?:\w+:)?f\b|\bt\s*=\s*["']e["']""")
MOST = 100_000
"""Cells of a sheet that are told; whoever has more of them has been told enough."""
FORMULA = "a formula without a stored value"

type Unsaid = Mapping[int, Mapping[int, Mapping[int, str]]]
"""By sheet, row and column, each from 0: what a cell holds, if it says nothing."""


def unsaid_cells(file: BinaryIO) -> Unsaid:
    """What cells of a workbook may hold although they say nothing."""
    try:
        with zipfile.ZipFile(file) as package:
            if ROOT not in (parts := parts_of(package)):
                return {}  # an OpenDocument file
            sheets = enumerate(sheet_parts(package, parts)[:MAX_SHEETS])
            return {
                number: _cells(package, part)
                for number, part in sheets
                if part and mentions(package, part, POSSIBLE, 50)
            }
    except BROKEN_ZIP:
        return {}  # whoever reads its cells says what is wrong


def _cells(package: zipfile.ZipFile, part: str) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    row = column = -1
    count, kind, inside = 0, "", ""

    def start(element: str, attributes: Attributes) -> None:
        nonlocal row, column, kind, inside
        match inside := element_name(element):
            case "row":
                row, column = row_place(attributes.get("r"), row), -1
            case "c":
                column, kind = cell_place(attributes.get("r", ""), column), attributes.get("t", "n")
            case "f" if kind == "n":  # a formula of texts has one, if only an empty one
                add(FORMULA)

    def text(said: str) -> None:
        if inside == "v" and kind == "e" and said.strip():
            add(f"the error {said.strip()[:20]}")

    def add(what: str) -> None:
        nonlocal count
        count += 1
        if count <= MOST:
            found.setdefault(row, {})[column] = what

    tokenize(package, part, start, text)
    return found

"""What the parser does not tell of an OpenDocument spreadsheet: numbers as they are shown, merged cells, errors.

The file is looked through cell by cell only if it has anything of the kind.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import BinaryIO, NamedTuple

from shared.imports.reading.merged import Place
from shared.imports.reading.package import BROKEN_ZIP, ODS, Attributes, element_name, mentions, tokenize
from shared.imports.reading.unsaid import FORMULA, MOST, Unsaid

POSSIBLE = re.compile(
    rb"""number-rows-spanned="(?!1")|office:value="\d[^"<>]{0,40}"[^<>]{0,300}>\s{0,9}<text:p>[^<]{0,40}(?:\+|(?<!\d)0\d)"""
    rb"""|<text:p>(?:\#[A-Z]|Err:\d)|table:formula="[^"<>]{0,300}"\s{0,9}/>"""
)
NUMBER = re.compile(r"[+(]?[\d ()/.\-]+")
ERROR = re.compile(r"#[A-Z][A-Z0-9/]*[!?]?|Err:\d+")
MOST_REPEATED = 100
"""Rows that are one in the file, and are told each."""


class OpenDocument(NamedTuple):
    """By sheet, from 0."""

    shown: Mapping[int, Mapping[int, Mapping[int, str]]]
    """By row and column, each from 0: a number with the digits and the plus that only its format has."""
    unsaid: Unsaid
    merged: Mapping[int, Iterable[tuple[Place, Place]]]
    """The first and the last cell of cells that are merged downwards."""


NOTHING = OpenDocument({}, {}, {})


def open_document(file: BinaryIO) -> OpenDocument:
    """What a package has of it, nothing if it is no OpenDocument spreadsheet."""
    try:
        with zipfile.ZipFile(file) as package:
            has_any = ODS in package.namelist() and mentions(package, ODS, POSSIBLE, 500)
            return _Cells().read(package) if has_any else NOTHING
    except BROKEN_ZIP:
        return NOTHING  # whoever reads its cells says what is wrong


class _Cells:
    def __init__(self) -> None:
        self._shown: dict[int, dict[int, dict[int, str]]] = {}
        self._unsaid: dict[int, dict[int, dict[int, str]]] = {}
        self._merged: dict[int, list[tuple[Place, Place]]] = {}
        self._sheet, self._count = -1, 0
        self._row = self._next_row = self._column = self._next_column = 0
        self._cell: Attributes = {}
        self._text = list[str]()

    def read(self, package: zipfile.ZipFile) -> OpenDocument:
        tokenize(package, ODS, self._start, self._text.append)
        self._end_cell()
        return OpenDocument(self._shown, self._unsaid, self._merged)

    def _start(self, element: str, attributes: Attributes) -> None:
        match element_name(element):
            case "table":
                self._end_cell()
                self._sheet += 1
                self._next_row = 0
            case "table-row":
                self._end_cell()
                self._row = self._next_row
                self._next_row += _repeated(attributes, "table:number-rows-repeated")
                self._next_column = 0
            case "table-cell" | "covered-table-cell":
                self._end_cell()
                self._column = self._next_column
                self._next_column += _repeated(attributes, "table:number-columns-repeated")
                self._cell = attributes

    def _end_cell(self) -> None:
        cell, said = self._cell, "".join(self._text).strip()
        self._cell = {}
        self._text.clear()
        if not cell or self._count >= MOST:
            return
        rows = _repeated(cell, "table:number-rows-spanned")
        if rows > 1:
            columns = _repeated(cell, "table:number-columns-spanned")
            last = (self._row + rows - 1, self._column + columns - 1)
            self._merged.setdefault(self._sheet, []).append(((self._row, self._column), last))
            self._count += 1
        kind, is_formula = cell.get("office:value-type"), "table:formula" in cell
        if kind == "float" and (number := _as_shown(cell.get("office:value", ""), said)):
            self._note(self._shown, number)
        elif is_formula and ERROR.fullmatch(said):
            self._note(self._unsaid, f"the error {said[:20]}")
        elif is_formula and kind is None and not said:
            self._note(self._unsaid, FORMULA)

    def _note(self, kept: dict[int, dict[int, dict[int, str]]], what: str) -> None:
        sheet = kept.setdefault(self._sheet, {})
        for row in range(self._row, min(self._next_row, self._row + MOST_REPEATED)):
            sheet.setdefault(row, {})[self._column] = what
            self._count += 1


def _repeated(attributes: Attributes, name: str) -> int:
    number = attributes.get(name, "1")
    return int(number) if number.isdecimal() and len(number) < 8 else 1


def _as_shown(value: str, shown: str) -> str | None:
    """What is shown of a whole number, if it has a plus or digits that the number has not."""
    try:
        plain = f"{float(value):.0f}"
    except (ValueError, OverflowError):
        return None
    digits = re.sub(r"\D", "", shown)
    more = shown.startswith("+") or len(digits) > len(plain)
    whole = shown.startswith(("+", "(+")) and digits.endswith(plain)
    return shown if more and NUMBER.fullmatch(shown) and (whole or digits.lstrip("0") == plain) else None

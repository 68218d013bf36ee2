"""Numbers of a workbook as a person sees them: by formats that show zeros, such as `00000000` of phones.

The parser gives the number alone. Which columns have such a format is looked up only if the workbook has one at all.
"""

import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from shared.imports.reading.limits import MAX_SHEETS
from shared.imports.reading.package import (
    BROKEN_ZIP,
    Attributes,
    cell_place,
    element_name,
    parts_of,
    sheet_parts,
    tokenize,
)

SHOWN = re.compile(r'(?:0|[-() /+]|\\.|"[^"]*")+')
"""Formats of digits and what stands between them; with a point or a comma it is an amount."""
TOKEN = re.compile(r'0|\\(.)|"([^"]*)"|(.)')
DIGIT = None
"""Where a digit stands."""

type Format = Sequence[str | None]
"""The characters of a format; a DIGIT for each zero."""
type Formats = Mapping[int, Mapping[int, Format]]
"""By sheet and column, both from 0."""


def zero_formats(file: BinaryIO) -> Formats:
    """The formats of columns whose numbers all have the same one that shows zeros."""
    try:
        with zipfile.ZipFile(file) as package:
            parts = parts_of(package)
            styles = next((name for part, name in parts.items() if posixpath.basename(part) == "styles.xml"), None)
            known = _styles(package, styles) if styles else {}
            if not known:
                return {}
            found = enumerate(sheet_parts(package, parts)[:MAX_SHEETS])
            return {number: _columns(package, part, known) for number, part in found if part}
    except BROKEN_ZIP:
        return {}  # whoever reads its cells says what is wrong


def _styles(package: zipfile.ZipFile, part: str) -> dict[str, Format]:
    """By number of style, the formats that show zeros."""
    codes, styles, among = dict[str, str](), list[str](), [""]

    def start(element: str, attributes: Attributes) -> None:
        match element_name(element):
            case "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "cellXfs" | "cellStyleXfs" | "dxfs" as group:
                among[0] = group
            case "xf" if among[0] == "cellXfs":
                styles.append(attributes.get("numFmtId", ""))

    tokenize(package, part, start)
    formats = {id: _format(code) for id, code in codes.items()}
    return {f"{number}": made for number, id in enumerate(styles) if (made := formats.get(id))}


def _format(code: str) -> Format | None:
    if len(code) > 64 or not SHOWN.fullmatch(code) or code.count("0") < 2:
        return None
    return [DIGIT if one[0] == "0" else "".join(filter(None, one.groups())) for one in TOKEN.finditer(code)]


def _columns(package: zipfile.ZipFile, part: str, known: Mapping[str, Format]) -> dict[int, Format]:
    """The columns of a sheet all of whose numbers have one of these styles."""
    formats, others = dict[int, str](), set[int]()
    column, style, is_number = -1, "", False

    def start(element: str, attributes: Attributes) -> None:
        nonlocal column, style, is_number
        match element_name(element):
            case "row":
                column = -1
            case "c":
                column = cell_place(attributes.get("r", ""), column)
                style, is_number = attributes.get("s", ""), attributes.get("t", "n") == "n"
            case "v" if is_number:
                if style not in known or formats.setdefault(column, style) != style:
                    others.add(column)

    tokenize(package, part, start)
    return {column: known[style] for column, style in formats.items() if column not in others}


def shown_as(made: Format, value: float) -> str:
    """A whole number as its format shows it; more digits than it has zeros stand in front of the first."""
    digits, shown = list(f"{value:.0f}"), list[str]()
    places = sum(one is DIGIT for one in made)
    digits = ["0"] * (places - len(digits)) + digits
    for one in reversed(made):
        if one is not DIGIT:
            shown.append(one)
            continue
        places -= 1
        shown.append(digits.pop() if places else "".join(digits))
    return "".join(reversed(shown))

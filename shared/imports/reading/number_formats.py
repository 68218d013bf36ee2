"""Numbers of a workbook as a person sees them: by formats that show zeros, such as `00000000` of phones.

The parser gives the number alone. Which columns have such a format is looked up only if the workbook has one at all.
"""

import posixpath
import re
import zipfile
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import BinaryIO

from shared.imports.reading.limits import MAX_SHEETS
from shared.imports.reading.package import (
    BROKEN_ZIP,
    Attributes,
    cell_place,
    element_name,
    parts_of,
    row_place,
    sheet_parts,
    tokenize,
)

SHOWN = re.compile(r'(?:0|[-() /+]|\\.|"[^"]*")+')
"""Formats of digits and what stands between them; with a point or a comma it is an amount."""
TOKEN = re.compile(r'0|\\(.)|"([^"]*)"|(.)')
OURS = re.compile(r"[+\d]")
"""Of what stands beside the digits: what belongs to the number."""
DIGIT = None
"""Where a digit stands."""

type Format = Sequence[str | None]
"""The characters of a format; a DIGIT for each zero."""
type Spans = Sequence[tuple[int, Format | None]]
"""From which row on, from 0, numbers of a column have which format; None if it shows them as they are."""
type Formats = Mapping[int, Mapping[int, Spans]]
"""By sheet and column, both from 0."""
MOST_SPANS = 200_000
"""Changes of format that are kept of a sheet."""


def zero_formats(file: BinaryIO) -> Formats:
    """The formats of columns any of whose numbers has one that shows zeros."""
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
    """A format that shows zeros or digits which the number has not."""
    if len(code) > 64 or not SHOWN.fullmatch(code):
        return None
    made = [DIGIT if one[0] == "0" else "".join(filter(None, one.groups())) for one in TOKEN.finditer(code)]
    zeros = made.count(DIGIT)
    return made if zeros > 1 or (zeros and any(OURS.search(text) for text in made if text)) else None


def _columns(package: zipfile.ZipFile, part: str, known: Mapping[str, Format]) -> dict[int, Spans]:
    """The columns of a sheet any of whose numbers has one of these styles."""
    found: dict[int, list[tuple[int, Format | None]]] = {}
    row = column = -1
    count, style, is_number = 0, "", False

    def start(element: str, attributes: Attributes) -> None:
        nonlocal row, column, style, is_number, count
        match element_name(element):
            case "row":
                row, column = row_place(attributes.get("r"), row), -1
            case "c":
                column = cell_place(attributes.get("r", ""), column)
                style, is_number = attributes.get("s", ""), attributes.get("t", "n") == "n"
            case "v" if is_number and count < MOST_SPANS:
                made, spans = known.get(style), found.setdefault(column, [])
                if not spans or spans[-1][1] is not made:
                    spans.append((row, made))
                    count += 1

    tokenize(package, part, start)
    if count == MOST_SPANS:  # no person made that
        return {}
    return {column: spans for column, spans in found.items() if any(made for _, made in spans)}


def format_at(spans: Spans, row: int) -> Format | None:
    """The format of a column's number in a row."""
    place = bisect_right(spans, row, key=itemgetter(0))
    return spans[place - 1][1] if place else None


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

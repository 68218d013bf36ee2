"""An object a line. A line that is none costs itself."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import TextIOWrapper
from typing import Any

from shared.imports.reading.json_cells import NOT_AN_OBJECT, TOO_MANY_PARTS, JsonObject, row_of_object
from shared.imports.reading.limits import MAX_DEPTH, MAX_LINE, MAX_PARTS
from shared.imports.values import FileRow

BROKEN = (ValueError, ArithmeticError, RecursionError)
LOOKED_AT = 20
"""Lines that tell whether each is an object."""
MARK = "\ufeff"
DECODER = json.JSONDecoder(
    object_pairs_hook=JsonObject.of,
    parse_float=Decimal,
    parse_constant=lambda _: None,  # NaN says that nothing is known
)


def is_lines(text: TextIOWrapper) -> bool:
    """Whether at least half of the first lines are objects, and not one alone in which the rows may be."""
    found = list[object]()
    for _, line in _lines(text):
        found.append(_object(line))
        if len(found) == LOOKED_AT:
            break
    objects = [one for one in found if isinstance(one, Mapping)]
    if len(found) == 1 and objects and any(isinstance(one, (Mapping, list)) for one in objects[0].values()):
        return False
    return bool(objects) and 2 * len(objects) >= len(found)


def line_rows(text: TextIOWrapper) -> Iterator[FileRow]:
    """The rows of a text."""
    for number, (place, line) in enumerate(_lines(text), 1):
        value = _object(line)
        if isinstance(value, str):
            yield FileRow(number, {}, value, place)
        elif (problem := _too_much(value)) is not None:
            yield FileRow(number, {}, problem, place)
        else:
            yield row_of_object(number, value, place)


def _lines(text: TextIOWrapper) -> Iterator[tuple[int, str | None]]:
    """The lines that are not blank, each with its place; None for one that is too long."""
    place = 0
    while line := text.readline(MAX_LINE):
        place += 1
        if len(line) == MAX_LINE and not line.endswith(("\n", "\r")):
            while (rest := text.readline(MAX_LINE)) and not rest.endswith(("\n", "\r")):
                pass
            yield place, None
        elif plain := line.strip(f"{MARK} \t\r\n"):
            yield place, plain


def _object(line: str | None) -> Mapping[str, Any] | str:
    """The object of a line, or why there is none."""
    if line is None:
        return f"The row is longer than {MAX_LINE:,} characters; shorten it"
    try:
        value = DECODER.decode(line.removesuffix(","))  # lines of an array have commas behind them
    except BROKEN as wrong:
        why = f": {wrong.msg}, at character {wrong.pos + 1:,}" if isinstance(wrong, json.JSONDecodeError) else ""
        return f"The line is not JSON{why}; write an object in each line, texts in double quotes"
    return value if isinstance(value, Mapping) else NOT_AN_OBJECT


def _too_much(value: Mapping[str, Any]) -> str | None:
    """Whether an object holds too much, in depth or number; nothing is followed deeper than it may be."""
    parts, level = 0, list[Any]([value])
    for _ in range(MAX_DEPTH + 1):
        inner = list[Any]()
        for one in level:
            inner += one.values() if isinstance(one, Mapping) else one
        parts += len(inner)
        if parts > MAX_PARTS:
            return TOO_MANY_PARTS
        level = [one for one in inner if isinstance(one, (Mapping, list))]
        if not level:
            return None
    return f"The row is nested deeper than {MAX_DEPTH} levels; write its values side by side"

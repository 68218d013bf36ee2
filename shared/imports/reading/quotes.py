"""Quotes around cells, as programs write them: doubled within, or behind a backslash; single; behind a space."""

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from shared.imports.reading.delimiters import first_records

QUOTE, SINGLE = '"', "'"
NOT_CLOSED = "A quote is opened and never closed"
QUOTED_TWICE = re.compile(r'""[^"]')
WAYS: Sequence[dict[str, Any]] = ({"skipinitialspace": True}, {}, {"skipinitialspace": True, "escapechar": "\\"})
"""How a line may be meant, one after another until one makes a record of it."""


class Style(NamedTuple):
    """How the records of a text are written."""

    delimiter: str
    quote: str = QUOTE


def quote_of(sample: str, delimiter: str) -> str:
    """What stands around cells, by how a text begins: single quotes if most rows have them and none has others."""
    if QUOTE in sample or SINGLE not in sample:
        return QUOTE
    records = first_records(sample, delimiter)
    return SINGLE if 2 * sum(map(_is_single, records)) >= max(len(records), 1) else QUOTE


def _is_single(record: Sequence[str]) -> bool:
    """Whether most cells of a record are in single quotes."""
    cells = [text for cell in record if (text := cell.strip())]
    return 2 * sum(cell[0] == cell[-1] == SINGLE and len(cell) > 1 for cell in cells) > len(cells)


def parsed(lines: Sequence[str], style: Style) -> list[list[str] | str]:
    """The records of some lines; or what is wrong with them."""
    wrong: csv.Error | None = None
    for read in _meanings(lines):
        for way in WAYS:
            try:
                return list(csv.reader(read, delimiter=style.delimiter, quotechar=style.quote, strict=True, **way))
            except csv.Error as error:
                wrong = wrong or error
    return [NOT_CLOSED if "unexpected end" in str(wrong) else f"The row is not CSV: {wrong}"]


def _meanings(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """The lines as they stand; and, if all quotes are doubled, with half of them."""
    yield lines
    if QUOTED_TWICE.match(lines[0]):
        yield [line.replace('""', QUOTE) for line in lines]

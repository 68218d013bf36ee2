"""Where the header of a list stands: below titles and notes, at any column, and in two rows if its cells are merged."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from shared.imports.column_matching import suggest
from shared.imports.reading.limits import MAX_CELL, MAX_COLUMNS
from shared.imports.reading.rows import Unreadable
from shared.imports.understanding import WarningCode, Warnings, shown

HEADER_ROWS = 50
"""The header is among so many of the first rows that are not empty."""
SCORED_CELLS = 3000
"""Cells that are compared with what headers say, of all those rows together: a tenth of a millisecond each."""
LONGEST = 100
"""Characters of what could be a header. A question of a form may be longer; two cells at least are not."""
UNNAMEABLE = re.compile(r"[\x00\ud800-\udfff]")
"""What no name of a column has: nobody could type it, and no answer can hold it."""
NEAR = 3
WORTH = {"firstName": 10, "lastName": 10, "email": 10, "fullName": 20}
"""How much a header is worth for naming what a contact needs; other fields count 1."""
GOOD = 30
"""The worth of a header that names all of it."""

type Record = Sequence[str]


class Header(NamedTuple):
    """The header of a list."""

    cells: list[str]
    """Its cells; each ends with the last that says something."""
    place: int
    """The first of its rows, among those it was looked for in; of two rows, the second follows."""
    rows: int
    """How many rows it has."""
    worth: int
    """More, the more of our fields it names."""

    @property
    def end(self) -> int:
        """Where the data begins."""
        return self.place + self.rows


def find_header(records: Sequence[Record], wanted: Collection[str] = (), budget: int = SCORED_CELLS) -> Header | None:
    """The header among the first records of a list; `wanted` are columns that somebody named. None if all are empty."""
    trimmed = [_trimmed(record) for record in records[:HEADER_ROWS]]
    best: Header | None = None
    for candidate in _candidates(trimmed):
        budget -= sum(map(bool, candidate.cells))
        if budget < 0:
            break
        scored = candidate._replace(worth=_worth(candidate.cells, wanted))
        if best is None or _order(scored) > _order(best):
            best = scored
        if best.worth >= GOOD and candidate.place > best.place + NEAR:
            break  # what is below a good header is data
    if best is None:
        first = next((n for n, record in enumerate(trimmed) if record), None)
        return None if first is None else Header(trimmed[first], first, 1, 0)
    return _with_groups(best, trimmed)


def _order(header: Header) -> tuple[int, int, int]:
    """By what headers are compared: two rows are one if groups tell apart what has one name without them."""
    said = [cell for cell in header.cells if cell]
    return header.worth, len(set(said)) - len(said), -header.rows


def _trimmed(record: Record) -> list[str]:
    """The cells up to the last that says something, each on one line, of letters that can be told."""
    cells = [" ".join(UNNAMEABLE.sub("\ufffd", cell).split()) if len(cell) <= MAX_CELL else cell for cell in record]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _candidates(records: Sequence[list[str]]) -> Iterator[Header]:
    """What could be the header: each row, and each two of them together."""
    for place, record in enumerate(records):
        if _could_be(record):
            yield Header(record, place, 1, 0)
            below = records[place + 1] if place + 1 < len(records) else []
            if _could_be(below):
                yield Header(_either(record, below), place, 2, 0)
                yield Header(_both(record, below), place, 2, 0)


def _could_be(record: list[str]) -> bool:
    """Whether a row has the looks of a header: short texts, but for some, and no address of anybody."""
    if not 0 < len(record) <= MAX_COLUMNS or any("@" in cell and _is_address(cell) for cell in record):
        return False
    said = [cell for cell in record if cell]
    short = sum(len(cell) <= LONGEST for cell in said)
    return short == len(said) or short > 1


def _is_address(cell: str) -> bool:
    """Whether a cell is somebody's address or several; a header may have one as an example, in words of its own."""
    words = cell.split()
    if words[-1].startswith("<"):
        return True
    return all(word.find("@", 1) > 0 and "(" not in word for word in words)


def _worth(cells: Sequence[str], wanted: Collection[str]) -> int:
    """How much of what a list is about a row names; if somebody named columns, those count most."""
    named = len(set(wanted) & set(cells))
    return named * 10 * MAX_COLUMNS + sum(
        WORTH.get(field, 1) for field in suggest([*filter(None, dict.fromkeys(cells))])
    )


def _filled(upper: Sequence[str], width: int) -> list[str]:
    """A row of groups, as merged cells show them: each over the columns up to the next."""
    filled, last = [], ""
    for place in range(width):
        last = (upper[place] if place < len(upper) else "") or last
        filled.append(last)
    return filled


def _both(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    below = [*lower, *[""] * (width - len(lower))]
    return [f"{group} {name}".strip() for group, name in zip(_filled(upper, width), below, strict=True)]


def _either(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The lower cell where there is one, with its group if another has its name; else the upper one."""
    width = max(len(upper), len(lower))
    above, below = [*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))]
    groups = _filled(upper, width)
    return [
        (f"{groups[place]} {name}".strip() if below.count(name) > 1 else name) if name else above[place]
        for place, name in enumerate(below)
    ]


def _with_groups(found: Header, records: Sequence[list[str]]) -> Header:
    """The header; with the row below it, if that only says more of columns which it leaves without a name."""
    if found.rows == 2 or found.end >= len(records):
        return found
    upper, lower = found.cells, records[found.end]
    if not _could_be(lower):
        return found
    suggested = suggest([cell for cell in upper if cell])
    said = {column for columns in suggested.values() for column in ([columns] if isinstance(columns, str) else columns)}
    named = [place for place, cell in enumerate(lower) if cell]
    continues = any(place >= len(upper) or not upper[place] for place in named)
    if continues and said and not any(place < len(upper) and upper[place] in said for place in named):
        return found._replace(cells=_either(upper, lower), rows=2)
    return found


def named_columns(header: Sequence[str], first: Sequence[Record]) -> list[str]:
    """Headers, each different. Of two equal ones, that which has values in the first rows keeps its name.

    Raises Unreadable if there are too many.
    """
    if len(header) > MAX_COLUMNS:
        raise Unreadable(f"The file has more than {MAX_COLUMNS} columns.")
    if any(len(cell) > MAX_CELL for cell in header):
        raise Unreadable(f"The header has a cell of more than {MAX_CELL:,} characters.")
    keeper: dict[str, int] = {}
    for place, name in enumerate(header):
        if name not in keeper or (not _has_values(keeper[name], first) and _has_values(place, first)):
            keeper[name] = place
    columns: list[str] = []
    for place, name in enumerate(header):
        plain = name if name and keeper[name] == place else f"{name} ({place + 1})" if name else f"column {place + 1}"
        columns.append(plain if plain not in columns else f"{plain} ({place + 1})")
    return columns


def _has_values(place: int, records: Sequence[Record]) -> bool:
    return any(place < len(record) and record[place].strip() for record in records)


def warn_of(header: Header, columns: Sequence[str], above: Sequence[Record], warnings: Warnings) -> None:
    """Warns of rows above the header, and of columns that have one name."""
    if said := [cell for record in above for cell in _trimmed(record) if cell]:
        message = f"Above the header stands {shown(said[0], 80)!r}, which was not read."
        warnings.add(WarningCode.ROWS_ABOVE_HEADER, message)
    for name, column in zip(header.cells, columns, strict=True):
        if name and column != name:
            message = f"Several columns are called {name!r}; one of them is called {column!r} here."
            warnings.add(WarningCode.COLUMN_REPEATED, message, column=column)

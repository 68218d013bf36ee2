"""Cells that are merged downwards: what they say counts for each of their rows, as a person reads it."""

from collections.abc import Iterable

type Place = tuple[int, int]
"""Row and column, from 0."""


class Merged:
    """The merged cells of a sheet's data, to be asked for its rows from the first to the last."""

    def __init__(self, ranges: Iterable[tuple[Place, Place]], above: int, left: int, width: int) -> None:
        """`above` are the rows above the data, `left` the columns beside it, `width` is how many it has."""
        self._ends: dict[int, dict[int, int]] = {}
        self._said: dict[int, tuple[int, str]] = {}
        """By column, until where the last one goes, and what it says."""
        for (top, first), (bottom, _) in ranges:
            if top >= above and bottom > top and 0 <= first - left < width:
                self._ends.setdefault(first - left, {})[top + 1] = bottom + 1

    def fill(self, record: list[str], line: int) -> None:
        """Puts into a row that says something what the cells say that reach down to it; lines count from 1."""
        for column, ends in self._ends.items():
            if column >= len(record):
                continue
            if line in ends:
                self._said[column] = ends[line], record[column]
            elif column in self._said and line <= self._said[column][0] and not record[column].strip():
                record[column] = self._said[column][1]

"""What was understood of a list: how its file was read, what its columns became, what was changed or left out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Self

from shared.imports.values import FileRow
from shared.kernel.text import SURROGATE, UNPRINTABLE, fitting

EACH_KIND = 20
"""Warnings that are kept of a kind; more are counted."""
LONGEST_MESSAGE, LONGEST_COLUMN, LONGEST_SAMPLE = 300, 200, 80
"""UTF-16 units."""


class WarningCode(StrEnum):
    """What kind of thing was changed or left out."""

    COLUMN_IGNORED = "ColumnIgnored"
    """A column that has values became no field."""
    COLUMN_REPEATED = "ColumnRepeated"
    """Two columns have one header, and one of them was taken."""
    ROWS_ABOVE_HEADER = "RowsAboveHeader"
    """What stands above the header was not read."""
    PARTS_IGNORED = "PartsIgnored"
    """What stands beside the rows of a JSON file was not read."""
    SHEET_SKIPPED = "SheetSkipped"
    """A sheet that has cells was not read."""
    ENCODING_FOUND_OUT = "EncodingFoundOut"
    """The encoding was told by the letters, and could be another."""
    NAMES_SPLIT = "NamesSplit"
    """A column of full names was split into first and last names."""
    NAME_DOUBTED = "NameDoubted"
    """A name was kept that is a number, or yes or no."""
    VALUE_CHANGED = "ValueChanged"
    """A cell was altered beyond trimming."""
    VALUE_DROPPED = "ValueDropped"
    """A cell, or a part of it, was left out."""


class ListWarning(NamedTuple):
    """Something that was changed or left out; of a row, unless `row` is None."""

    code: WarningCode
    message: str
    row: int | None = None
    line: int | None = None
    sheet: str | None = None
    column: str | None = None


class Warnings:
    """Warnings as they come up: of each kind the first few, and how many there were."""

    def __init__(self, kept: Iterable[ListWarning] = (), counts: Mapping[str, int] | None = None) -> None:
        self.kept, self.counts = list(kept), Counter(counts or {})
        self._each = Counter(one.code for one in self.kept)

    def add(self, code: WarningCode, message: str, *, row: FileRow | None = None, column: str | None = None) -> None:
        """Warns of a cell, of a row, or of the list as a whole."""
        self.counts[code] += 1
        if self._each[code] < EACH_KIND:
            number, line, sheet = (row.number, row.line, row.sheet) if row else (None, None, None)
            place = None if column is None else shown(column, LONGEST_COLUMN)
            self._keep(ListWarning(code, shown(message, LONGEST_MESSAGE), number, line, sheet, place))

    def extend(self, later: "Warnings") -> None:
        """Adds the warnings of later rows."""
        self.counts.update(later.counts)
        for one in later.kept:
            if self._each[one.code] < EACH_KIND:
                self._keep(one)

    def taken(self) -> "Warnings":
        """What has come up since this was asked last."""
        new = Warnings(self.kept, self.counts)
        self.kept, self.counts = [], Counter()  # `_each` goes on: what is full stays full
        return new

    def _keep(self, one: ListWarning) -> None:
        self._each[one.code] += 1
        self.kept.append(one)

    def to_wire(self) -> list[Any]:
        """As one process tells another, and as it is stored."""
        return [self.kept, self.counts]

    @classmethod
    def from_wire(cls, told: Sequence[Any]) -> Self:
        """The inverse of `to_wire`."""
        return cls([ListWarning(WarningCode(code), *rest) for code, *rest in told[0]], told[1])

    def __bool__(self) -> bool:
        return bool(self.counts)


@dataclass(frozen=True)
class Understood:
    """How a file was read. What does not apply to its format is None or empty."""

    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None
    """As an editor or a spreadsheet counts it."""
    sheets: Sequence[str] = ()
    skipped_sheets: Mapping[str, str] = field(default_factory=dict)
    """Why each was skipped."""
    guessed: Sequence[str] = ()
    """Fields whose columns nobody named."""

    def to_json(self) -> dict[str, Any]:
        """As it is stored, and told another process."""
        return asdict(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`."""
        return cls(**{**told, "sheets": tuple(told["sheets"]), "guessed": tuple(told.get("guessed", ()))})


@dataclass(frozen=True)
class Remarks:
    """What is kept of the list's own words: stored encrypted, and gone with the file."""

    samples: Mapping[str, str] = field(default_factory=dict)
    """By column, the first value it has."""
    warnings: Warnings = field(default_factory=Warnings)

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"samples": dict(self.samples), "warnings": self.warnings.to_wire()}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """The inverse of `to_json`."""
        return cls(told["samples"], Warnings.from_wire(told["warnings"]))


def ignored(columns: Iterable[str], read: Collection[str], samples: Mapping[str, str]) -> Warnings:
    """A warning for each column that has values and is not among those that are read."""
    warnings = Warnings()
    for column in columns:
        if column in samples and column not in read:
            message = f"The column {column!r} was not read. It holds, for example, {samples[column]!r}."
            warnings.add(WarningCode.COLUMN_IGNORED, message, column=column)
    return warnings


def shown(text: str, most: int) -> str:
    """A text of a file as a message may have it: nothing that does not print, and no more than so much."""
    plain = UNPRINTABLE.sub("\ufffd", SURROGATE.sub("\ufffd", text))
    return plain if len(plain) <= most // 2 else fitting(plain, most)

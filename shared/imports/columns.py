"""Which column is which field: as somebody said, and for the rest as the headers suggest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from shared.imports.cells.cleaned import plain
from shared.imports.column_matching import suggest
from shared.imports.headers.name_order import family_names_first
from shared.imports.reading.rows import Unreadable
from shared.imports.understanding import WarningCode, Warnings
from shared.imports.values import FULL_NAME, MAPPED, Mappings, columns_of


@dataclass(frozen=True)
class MatchedColumns:
    """Which column is which, and how sure that is."""

    mappings: Mappings
    guessed: frozenset[str]
    """Fields whose columns nobody named: neither in a mapping, nor by our own name of the field as a header."""
    warnings: Warnings


def match_columns(given: Mappings, columns: Sequence[str], samples: Mapping[str, str]) -> MatchedColumns:
    """Our field → column, as far as it is known. Raises Unreadable if a column that was named is not there."""
    given = {field: _as_spelt(each, columns) for field, each in given.items()}
    named = {column for each in columns_of(given).values() for column in each}
    suggested = suggest([column for column in columns if column not in named], samples, given=given)
    mappings = {**suggested, **given}
    warnings = Warnings()
    for column in columns_of(mappings).get(FULL_NAME, ()):
        order = "the first word is the last name" if family_names_first(column) else "the last word is the last name"
        message = (
            f"The column {column!r} holds full names. They are split: {order}, before a comma all is, and so are words"
            " in capitals; in Chinese, Japanese and Korean the first word is."
        )
        warnings.add(WarningCode.NAMES_SPLIT, message, column=column)
    return MatchedColumns(
        {field: mappings[field] for field in MAPPED if field in mappings},
        frozenset(field for field, column in suggested.items() if column != field),
        warnings,
    )


def _as_spelt(each: str | Sequence[str] | None, columns: Sequence[str]) -> str | list[str] | None:
    """The columns of the file that are meant. Raises Unreadable."""
    if each is None or isinstance(each, str):
        return each and _column(each, columns)
    return [_column(one, columns) for one in each]


def _column(named: str, columns: Sequence[str]) -> str:
    """The column of this name, or the only one that looks like it: accents and hyphens are coded in two ways."""
    if named in columns:
        return named
    alike = [column for column in columns if _look(column) == _look(named)]
    if len(alike) != 1:
        raise Unreadable(f"The file has no column {named!r}; it has {', '.join(columns)[:300]}.")
    return alike[0]


def _look(name: str) -> str:
    return " ".join(plain(name).split())


def missing_field(mappings: Mappings) -> str | None:
    """What a list needs and no column of this one was recognised as."""
    has: Collection[str] = columns_of(mappings)
    needed = ("email",) if FULL_NAME in has else ("firstName", "lastName", "email")
    return next((field for field in needed if field not in has), None)

"""Which column is which field: as somebody said, and for the rest as the headers suggest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from shared.imports.column_matching import suggest
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
    named = {column for each in columns_of(given).values() for column in each}
    if unknown := [column for each in columns_of(given).values() for column in each if column not in columns]:
        raise Unreadable(f"The file has no column {unknown[0]!r}; it has {', '.join(columns)[:300]}.")
    suggested = suggest([column for column in columns if column not in named], samples, given=given)
    mappings = {**suggested, **given}
    warnings = Warnings()
    if columns_of(mappings).get(FULL_NAME):
        [column, *_] = columns_of(mappings)[FULL_NAME]
        message = (
            f"The column {column!r} holds full names. They are split: the last word is the last name, before a comma"
            " all is; in Chinese, Japanese and Korean the first word is."
        )
        warnings.add(WarningCode.NAMES_SPLIT, message, column=column)
    return MatchedColumns(
        {field: mappings[field] for field in MAPPED if field in mappings},
        frozenset(field for field, column in suggested.items() if column != field),
        warnings,
    )


def missing_field(mappings: Mappings) -> str | None:
    """What a list needs and no column of this one was recognised as."""
    has: Collection[str] = columns_of(mappings)
    needed = ("email",) if FULL_NAME in has else ("firstName", "lastName", "email")
    return next((field for field in needed if field not in has), None)

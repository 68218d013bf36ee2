"""Which columns are which: a file's own headers matched to our fields, in the words that people and programs use."""

from collections.abc import Mapping, Sequence

from shared.imports.column_persons import of_one_person
from shared.imports.column_values import can_be
from shared.imports.headers.meanings import HALVES, Meaning, meaning_of
from shared.imports.headers.persons import Person
from shared.imports.values import FULL_NAME, MAPPED, Mappings, columns_of

SEVERAL = ("phone", "email")
"""Fields that several columns may feed: the next one where those before it are empty."""


def suggest(
    columns: Sequence[str], samples: Mapping[str, str] | None = None, given: Mappings | None = None
) -> dict[str, str | list[str]]:
    """Our field → the column that means it, or several in order, as far as headers say, and a value of each column.

    Nothing is suggested for fields that are given, as a column of them or switched off.
    """
    named = {column: _chosen(field, column) for field, each in columns_of(given or {}).items() for column in each}
    found = {column: meaning for column in columns if (meaning := meaning_of(column))}
    found = {column: one for column, one in found.items() if can_be(one.kind, (samples or {}).get(column, "").strip())}
    found = of_one_person(found, named)
    chosen: dict[str, list[str]] = {}
    for column in sorted(found, key=lambda column: found[column].rank):
        chosen.setdefault(found[column].field, []).append(column)
    _settle_names(chosen, found, given or {})
    return {
        field: _several(chosen[field], found) if field in SEVERAL else chosen[field][0]
        for field in MAPPED
        if field in chosen
    }


def _chosen(field: str, column: str) -> Meaning:
    """What a column means that somebody named for a field."""
    meant = meaning_of(column)
    return Meaning("company" if field == "companyName" else field, meant.person if meant else Person.ANY)


def _settle_names(chosen: dict[str, list[str]], found: Mapping[str, Meaning], given: Mappings) -> None:
    """First and last name, or both in one column. `Name` beside one of the two is the other."""
    for field in given:
        chosen.pop(field, None)
    full, has = chosen.pop(FULL_NAME, []), columns_of(given)
    missing = [field for field in HALVES if field not in chosen and field not in has]
    alone = [column for column in full if found[column].kind == "name"]
    whole = [column for column in full if found[column].kind == FULL_NAME]
    if len(missing) == 1 and alone and not whole and missing[0] not in given:
        chosen[missing[0]] = alone
    elif FULL_NAME in has or (missing and full and has.keys().isdisjoint(HALVES)):
        if FULL_NAME not in has:
            chosen[FULL_NAME] = full
        for field in HALVES:
            chosen.pop(field, None)


def _several(columns: Sequence[str], found: Mapping[str, Meaning]) -> str | list[str]:
    """All columns of a field, or the best alone if it is only similar to a word we know."""
    exact = [column for column in columns if found[column].exact]
    return exact if len(exact) > 1 else columns[0]

"""Which columns are which: a file's own headers matched to our fields, in the words that people and programs use."""

import re
from collections.abc import Collection, Mapping, Sequence

from shared.imports.headers.meanings import Meaning, Person, meaning_of
from shared.imports.values import FULL_NAME, MAPPED

SEVERAL = ("phone", "email")
"""Fields that several columns may feed: the next one where those before it are empty."""

YES = ("yes", "y", "true", "1", "x", "ja", "oui", "si", "sí", "sim", "tak", "ano", "evet", "да", "はい", "是")
NO = ("no", "n", "false", "0", "nein", "non", "não", "nao", "nej", "nie", "ne", "hayır", "нет", "いいえ", "否")
SALUTATIONS = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|sir|madam|herr|frau|hr|fr|monsieur|madame|mme|m|mlle|sr|sra|dipl|ing|mag|med|phil)"
    r"(?:[\s.,-]+(?:mr|mrs|ms|dr|prof|dipl|ing|mag|med|phil|h\.?\s?c))*\.?",
    re.IGNORECASE,
)
OUR_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def suggest(
    columns: Sequence[str], samples: Mapping[str, str] | None = None, given: Collection[str] = ()
) -> dict[str, str | list[str]]:
    """Our field → the column that means it, or several in order, as far as headers say, and a value of each column.

    Nothing is suggested for fields that are given.
    """
    found = {column: meaning for column in columns if (meaning := meaning_of(column))}
    found = {column: one for column, one in found.items() if _can_be(one, (samples or {}).get(column, "").strip())}
    ranked = sorted(found, key=lambda column: found[column].rank)
    chosen: dict[str, list[str]] = {}
    for column in ranked:
        chosen.setdefault(found[column].field, []).append(column)
    _settle_names(chosen, found, given)
    _leave_out_who_pays(chosen, found)
    return {
        field: _of_one_person(chosen[field], found) if field in SEVERAL else chosen[field][0]
        for field in MAPPED
        if field in chosen and field not in given
    }


def _settle_names(chosen: dict[str, list[str]], found: Mapping[str, Meaning], given: Collection[str]) -> None:
    """First and last name, or both in one column. `Name` beside one of the two is the other."""
    full = chosen.pop(FULL_NAME, [])
    missing = [field for field in ("firstName", "lastName") if field not in chosen and field not in given]
    alone = [column for column in full if found[column].kind == "name"]
    whole = [column for column in full if found[column].kind == "fullName"]
    if len(missing) == 1 and alone and not whole:
        chosen[missing[0]] = alone
    elif FULL_NAME in given or (missing and full and not {"firstName", "lastName"} & set(given)):
        if FULL_NAME not in given:
            chosen[FULL_NAME] = full
        for field in ("firstName", "lastName"):
            chosen.pop(field, None)


def _leave_out_who_pays(chosen: dict[str, list[str]], found: Mapping[str, Meaning]) -> None:
    """The phone and position of who only pays are not those of who comes."""
    name = next((chosen[field][0] for field in ("firstName", FULL_NAME) if field in chosen), None)
    if name and found[name].person is not Person.BUYER:
        for field in ("phone", "position"):
            if field in chosen and found[chosen[field][0]].person is Person.BUYER:
                del chosen[field]


def _of_one_person(columns: Sequence[str], found: Mapping[str, Meaning]) -> str | list[str]:
    """All columns of the person whose is the best, or that one alone if it is only similar to a word we know."""
    buys = found[columns[0]].person is Person.BUYER
    mine = [column for column in columns if (found[column].person is Person.BUYER) is buys and found[column].exact]
    return mine if len(mine) > 1 else columns[0]


def _can_be(meaning: Meaning, cell: str) -> bool:
    """Whether a cell can be what its header means: yes and no are no companies, Dr. is no position."""
    if not cell:
        return True
    match meaning.kind:
        case "company" | "organisation" | "customer":
            return cell.casefold() not in YES + NO
        case "title":
            return not SALUTATIONS.fullmatch(cell)
        case "fullName" | "name" | "displayName":
            return "@" not in cell and re.search(r"[^\W\d_]", cell) is not None
        case "customerId":
            return OUR_ID.fullmatch(cell) is not None
    return True

"""In which order a column of full names has them, as far as its header says."""

import re
from collections.abc import Iterator, Sequence

from shared.imports.headers.persons import without_persons
from shared.imports.headers.table import kind_of
from shared.imports.headers.words import MOST, word_set, words_of

FAMILY_FIRST = """фио фамилияимяотчество піб прізвищеім'япобатькові név teljesnév tênđầyđủ nachundvorname
    familienundvorname"""
"""Headers of full names that name no part of them, or only one, and mean: family name first."""
AND = "and und et y e i a en och og ja és ve in un ir и та і và și si of"
TWO_FAMILY_NAMES = "apellidos cognoms"
"""Words for family names of which a person has two."""
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def family_names_first(header: str) -> int:
    """How many family names stand first in the full names below a header: none, unless it says so or is East Asian."""
    words = without_persons([word for word in words_of(header) if not word.isdecimal()])
    if EAST_ASIAN.search(header) or "".join(words) in _family_first():
        return 1
    if any(first == "last" for first, _ in _halves(words)):
        return 2 if set(words) & word_set(TWO_FAMILY_NAMES) else 1
    return 0


def holds_both_names(words: Sequence[str]) -> bool:
    """Whether the words name a first and a last name, whatever stands between them."""
    return any(True for _ in _halves(words))


def _halves(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Which half of a name stands first, and which second, for each place between words where two halves meet."""
    for cut in range(1, len(words) if len(words) <= MOST else 0):
        if before := kind_of(words[:cut]):
            behind = words[cut + 1 :] if words[cut] in word_set(AND) else words[cut:]
            yield from _order(before, kind_of(behind))


def _order(one: str, other: str | None) -> Iterator[tuple[str, str]]:
    """`name` is the half that the other is not."""
    match one, other:
        case ("lastName" | "last", "firstName" | "first" | "name") | ("name", "firstName"):
            yield "last", "first"
        case ("firstName" | "first", "lastName" | "last" | "name") | ("name", "lastName"):
            yield "first", "last"


def _family_first() -> frozenset[str]:
    return frozenset("".join(words_of(words)) for words in FAMILY_FIRST.split())

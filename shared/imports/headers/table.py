"""The one table of words, by kind: looked up as they stand, in any order, or where the hand slipped."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from shared.imports.headers import eastern, latin, programs, scripts
from shared.imports.headers.words import words_of

NONE = "none"
"""The kind of known headers that are none of our fields."""
SURE_ENOUGH = 86.0
"""Similarity (0 to 100) from which a header that stands in no table is taken to be meant."""


def kind_of(words: Sequence[str]) -> str | None:
    """What the table has these words for."""
    return _table().get("".join(words)) or _table().get(_sorted(words)) if words else None


def similar_kind(words: Sequence[str]) -> str | None:
    """What the table has for words that a slip of the hand may have made these of."""
    from rapidfuzz import fuzz, process

    name = " ".join(words)
    if len(name) < 4:
        return None
    found = process.extractOne(name, _spelt().keys(), scorer=fuzz.ratio, score_cutoff=SURE_ENOUGH)
    return _spelt()[found[0]] if found and _is_a_slip(name, found[0]) else None


def entries() -> Iterator[tuple[str, list[str]]]:
    """Each kind and its words, language after language."""
    each = [latin.TABLE, programs.TABLE, eastern.TABLE, scripts.TABLE]
    for text in (text for table in each for text in table.values()):
        for kind, words in entries_of(text):
            yield kind, words_of(words)


def entries_of(text: str) -> Iterator[tuple[str, str]]:
    """The kinds and words that a text of the table has: `kind: words, words`, going on in deeper lines."""
    for line in re.sub(r",\n\s+", ", ", text).split("\n"):
        kind, _, words = line.strip().partition(": ")
        for each in words.split(", ") if words else ():
            yield kind, each


def _is_a_slip(name: str, meant: str) -> bool:
    """Whether letters were only left out, doubled or swapped; another letter makes another word, as list of last."""
    one, other = Counter(name.replace(" ", "")), Counter(meant.replace(" ", ""))
    return not (one - other and other - one)


def _sorted(words: Sequence[str]) -> str:
    return " ".join(sorted(words))


@cache
def _table() -> Mapping[str, str]:
    """Words → kind: as they stand without spaces, and in any order. The first language that has them decides."""
    table: dict[str, str] = {}
    for kind, words in entries():
        table.setdefault("".join(words), kind)
        table.setdefault(_sorted(words), kind)
    return table


@cache
def _spelt() -> Mapping[str, str]:
    return {" ".join(words): kind for kind, words in reversed(list(entries())) if len("".join(words)) > 3}

"""The words of a header, whatever its spelling, and the words that only decorate it."""

import re
from functools import cache

from shared.kernel.text import sort_key

LONGEST = 400
"""Characters of a header that are looked at."""
MOST = 12
"""Words that a header with a meaning has at most."""
DECORATION = """required mandatory optional pflichtfeld pflicht obligatoire obligatorio obbligatorio verplicht
    erforderlich obligatoriskt wymagane povinné обязательно 必須 必填 필수 任意"""
BOTH_FORMS = re.compile(r"/-?(?:in|innen)\b")
"""The female form of a German word behind the male one."""
WITH_CODE = re.compile(r"\W(?:incl\w*|with)\W+(?:\w+\W+){0,2}code\b", re.IGNORECASE)
"""How a number is to be written."""
PERSONS_NAME = re.compile(
    r"\b(teilnehmer|besteller|käufer|gast|ticketinhaber|kontakt)(?=(?:vor|nach)?name\b)", re.IGNORECASE
)
"""A person and what is told of it in one German word."""


def words_of(header: str) -> list[str]:
    """The words of a header: `firstName`, `first_name`, `First-Name *` and `First name (required)` have the same."""
    text = PERSONS_NAME.sub(r"\1 ", WITH_CODE.sub(" ", BOTH_FORMS.sub("", header[:LONGEST])))
    apart = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)", " ", text)
    found = re.findall(r"[^\W_]+", sort_key(apart))
    plain = [word for word in found if word not in word_set(DECORATION)]
    return plain or found


@cache
def word_set(words: str) -> frozenset[str]:
    """The words of a text as `words_of` has them."""
    return frozenset(one for word in words.split() for one in re.findall(r"[^\W_]+", sort_key(word)))

"""Texts as words: small letters without accents, and the marks that part sentences."""

import re
import unicodedata
from functools import lru_cache

LONGEST = 20_000
"""Letters that are looked at; what is longer says in its beginning what it is about."""
NOT = re.compile(r"(?<=\w)n['’]t\b")
WORD = re.compile(r"[^\W_]+")
SENTENCE = re.compile(r"[.!?…。！？\n;]+")
OTHERS = str.maketrans({"ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "’": "'"})
TITLE = r"(?:Mr|Mrs|Ms|Dr|Prof|Herrn?|Frau|Familie|Hotel|Monsieur|Madame|Mme|M|Señora?|Sra?)"
NAMED = re.compile(rf"\b{TITLE}\.? (?:und |and |et |y )?[^\W\d_a-z]\w+(?:[ -][^\W\d_a-z]\w+)?")
"""Names that follow a title: Frau Sauer is not sour."""
INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u00ad]")


@lru_cache(4096)
def folded(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().translate(OTHERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def sentences(text: str) -> list[tuple[tuple[str, ...], str]]:
    """The sentences' words, each with the marks that end it."""
    plain = NAMED.sub(" ", NOT.sub(" not", INVISIBLE.sub("", text[:LONGEST])))
    found, place = [], 0
    for end in SENTENCE.finditer(plain):
        found.append((plain[place : end.start()], end[0]))
        place = end.end()
    found.append((plain[place:], ""))
    return [(tuple(WORD.findall(folded(part))), marks) for part, marks in found if not part.isspace()]

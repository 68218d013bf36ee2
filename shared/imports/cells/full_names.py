"""A full name in one cell, cut into first and last name."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from shared.imports.cells.cleaned import NotUnderstood

HONORIFICS = re.compile(
    r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|herr|frau|hr|fr|monsieur|madame|mme|m|mlle|sr|sra|señor|señora|dott|"
    r"ing|mag|dipl|dipl-ing|med|phil|h\.c|pan|pani)\.?",
    re.IGNORECASE,
)
BEHIND = re.compile(r"(?:jr|sr|ii|iii|iv|phd|ph\.d|md|m\.d|mba|msc|bsc|ma|esq|mbe|obe)\.?", re.IGNORECASE)
BEFORE_LAST_NAMES = """von vom zu zum zur van de der den del della di da dos das do du des la le les el al bin ibn ben
    ten ter af av vander vande o' mac st. san"""
PARTICLES = frozenset(BEFORE_LAST_NAMES.split())
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


MORE_THAN_A_NAME = re.compile(r"[/\n;|(\uff08]")
PERSONS = re.compile(r"\s*[/\n;|]\s*")
IN_BRACKETS = re.compile(r"(?P<name>.*\S)\s*[(\uff08](?P<remark>[^()\uff08\uff09]*)[)\uff09]", re.DOTALL)


class SplitName(NamedTuple):
    """First and last name, and what else the cell has."""

    first: str
    last: str
    left_out: str = ""


def split_name(cell: str, first: str = "", last: str = "", *, family_names_first: int = 0) -> SplitName:
    """First and last name: `Berg, Ina`, `Ina Berg` and `Dr. Ina von Berg` have both. Raises NotUnderstood.

    One of them may be known. The last word is the last name, with the particles before it; or else the first words
    are, as many as family names stand first. Words in capitals are the last name wherever they stand; of Chinese,
    Japanese and Korean names the first word is.
    """
    text, left_out = _one_person(cell)
    words = text.split()
    if rest := _without(words, first or last):
        return SplitName(first or rest, last or rest, left_out)
    both = _split(" ".join(words), family_names_first)
    return SplitName(first or both[0], last or both[1], left_out)


def _one_person(cell: str) -> tuple[str, str]:
    """The first of several full names, without a remark in brackets behind it; and what that leaves out."""
    if not MORE_THAN_A_NAME.search(cell):
        return cell, ""
    text, *others = PERSONS.split(cell.strip())
    if any(len(one.split()) < 2 for one in (text, *others)):  # a name with a slash in it
        text, others = cell, []
    if with_remark := IN_BRACKETS.fullmatch(text.strip()):
        text, others = with_remark["name"], [with_remark["remark"], *others]
    return text, ", ".join(others)


def _without(words: Sequence[str], known: str) -> str:
    """What a full name has beside a part of it that is known; nothing if that does not stand at one end."""
    folded, part = [word.casefold().strip(",") for word in words], known.casefold().split()
    count = len(part)
    if not part or count >= len(words):
        return ""
    rest = words[count:] if folded[:count] == part else words[:-count] if folded[-count:] == part else ()
    return " ".join(rest).strip(" ,")


def _split(text: str, family_names_first: int) -> tuple[str, str]:
    if "," in text:
        last, _, rest = text.partition(",")
        given = [word for word in rest.split() if not HONORIFICS.fullmatch(word)]
        if given and not all(BEHIND.fullmatch(word) for word in rest.replace(",", " ").split()):
            return _both(" ".join(given), last.strip())
        text = last
    words = text.split(" ")
    while words and HONORIFICS.fullmatch(words[0]):
        words = words[1:]
    while len(words) > 2 and BEHIND.fullmatch(words[-1]):
        words = words[:-1]
    if len(words) < 2:
        raise NotUnderstood
    at_end = _in_capitals(words[::-1])
    family = 1 if EAST_ASIAN.search(text) else _in_capitals(words)
    if family := family or (0 if at_end else _first_families(words, family_names_first)):
        return _both(" ".join(words[family:]), " ".join(words[:family]))
    cut = len(words) - (at_end or 1)
    while cut > 1 and words[cut - 1].casefold() in PARTICLES:
        cut -= 1
    return _both(" ".join(words[:cut]), " ".join(words[cut:]))


def _in_capitals(words: Sequence[str]) -> int:
    """How many words at the beginning are in capitals, if the others are not: `LE GOFF Maëlle`, but no initials."""
    if not _is_capital(words[0]):
        return 0
    count = sum(1 for _ in takewhile(_is_capital, words))
    mixed = count < len(words) and not any(map(_is_capital, words[count:]))
    return count if mixed and any(len(word) > 2 for word in words[:count]) else 0


def _is_capital(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _first_families(words: Sequence[str], names: int) -> int:
    """How many words the family names at the beginning have, with the particles before them."""
    if not names:
        return 0
    particles = sum(1 for _ in takewhile(lambda word: word.casefold() in PARTICLES, words[:-2]))
    return min(particles + names, len(words) - 1)


def _both(first: str, last: str) -> tuple[str, str]:
    if not first or not last:
        raise NotUnderstood
    return first, last

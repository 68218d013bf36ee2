"""A full name in one cell, cut into first and last name."""

import re

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


def split_name(cell: str) -> tuple[str, str]:
    """First and last name: `Berg, Ina`, `Ina Berg` and `Dr. Ina von Berg` have both. Raises NotUnderstood.

    The last word is the last name, with the particles before it. In Chinese, Japanese and Korean the first word is.
    """
    text = " ".join(cell.split())
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
    if EAST_ASIAN.search(text):
        return _both(" ".join(words[1:]), words[0])
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].casefold() in PARTICLES:
        cut -= 1
    return _both(" ".join(words[:cut]), " ".join(words[cut:]))


def _both(first: str, last: str) -> tuple[str, str]:
    if not first or not last:
        raise NotUnderstood
    return first, last

"""Words as they are searched: accents and marks dropped; of scripts without spaces every part is findable.

Nobody knows where a word begins in such a script without a dictionary. So the index gets, from each letter on, the next
few letters as a word: a search by beginnings then finds any part. These words are spelt in ASCII, as databases disagree
about where a word of such a script ends.
"""

import re
import unicodedata

from shared.kernel.text import sort_key

SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3005\u3006\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7ff"
    "\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Letters of Thai, Lao, Burmese, Khmer, Korean, Japanese and Chinese."""
PART = "0cj"
"""Begins a word that stands for letters of such a script; no word that is looked for begins so."""
LONGEST_PART = 8
"""Letters of a part; what is longer is looked for by several."""


def plain_words(text: str) -> list[str]:
    """The words of a text, without marks, order kept. A Korean syllable is one letter."""
    plain = sort_key(text)
    if not plain.isascii():
        composed = unicodedata.normalize("NFC", plain)
        plain = "".join(letter for letter in composed if not unicodedata.category(letter).startswith("M"))
    return re.findall(r"[^\W_]+", plain)


def indexed_words(text: str) -> list[str]:
    """What a text is found by."""
    return [term for word in plain_words(text) for term in (word, *_parts(word))]


def _parts(word: str) -> list[str]:
    if word.isascii() or not SPACELESS.search(word):
        return []
    found = [part for part in SPACELESS.split(word) if part and part != word]
    for run in SPACELESS.findall(word):
        found += [_spelt(run[start : start + LONGEST_PART]) for start in range(len(run))]
    return list(dict.fromkeys(found))


def ways_of_script(word: str) -> list[list[str]] | None:
    """The ways in which a word of such a script is looked for; None for other words."""
    if word.isascii() or not SPACELESS.search(word):
        return None
    wanted = [part for part in SPACELESS.split(word) if part]
    for run in SPACELESS.findall(word):
        starts = [*range(0, max(len(run) - LONGEST_PART, 0), LONGEST_PART), max(len(run) - LONGEST_PART, 0)]
        wanted += [_spelt(run[start : start + LONGEST_PART]) for start in dict.fromkeys(starts)]
    return [wanted, [word]]  # as a whole where it was indexed so before


def _spelt(letters: str) -> str:
    return PART + letters.encode("utf-16-be").hex()

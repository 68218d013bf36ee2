"""What looks like a word: to tell letters from what stands in their place in another encoding."""

import re
import unicodedata
from functools import cache, lru_cache

from shared.imports.reading.alphabets import ALPHABETS, LEVELS
from shared.imports.values import TextEncoding as E

BEFORE = "‘’“”„´`«»‹›\xa0¡¿№（.,:;('\"–—"
AFTER = "‘’“”„´`«»‹›\xa0…°™®©　、。）.,:;!?)'\"–—"
"""What stands before and behind words, without a space between."""
ALONE = frozenset(BEFORE + AFTER + "§€£&")
"""What stands between words, or with a number."""
PUNCTUATION = frozenset("’–ªº·´&・ー々〆")
"""What stands within them."""
THAI = re.compile(r"(?:[\u0e40-\u0e44]?[ก-ฮ][\u0e30-\u0e3a\u0e45-\u0e4e]*)+")
"""Syllables: a vowel may stand before its consonant, or behind, above and below."""
OF_NAMES = frozenset("髙﨑栁濵德瀨邉邊齋齊澤濱廣櫻惠眞國瀧嶋彌凜")
"""Characters of Japanese names that are frequent in nothing else."""
KANA = frozenset({"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
EAST = KANA | {"CJK", "HANGUL", "FULLWIDTH"}


def is_word(word: str) -> bool:
    """Whether a word is of one script, has no capital among small letters but at its beginning, and no mark there."""
    if not any(map(str.isalpha, word)):
        return all(letter.isascii() or letter in ALONE or letter in PUNCTUATION for letter in word)
    plain = word.lstrip(BEFORE).rstrip(AFTER)
    scripts, after_letter, is_small = set[str](), False, not word.isupper()
    for letter in plain:
        if letter.isascii():
            if letter.isalpha():
                scripts.add("LATIN")
        elif letter not in PUNCTUATION:
            if not letter.isalpha() and (not scripts or unicodedata.category(letter)[0] != "M"):
                return False
            if letter.isupper() and after_letter and is_small:
                return False
            scripts.add(script_of(letter))
        after_letter = letter.isalpha()
    if "GREEK" in scripts and word[0] == "’":  # where Ά stands in another
        return False
    if "THAI" in scripts and not THAI.fullmatch(plain):
        return False
    return len(scripts - {"COMBINING"}) < 2


@lru_cache(4096)
def script_of(letter: str) -> str:
    """The script of a letter; those of the East are one, since a word has several."""
    name = unicodedata.name(letter, "?").partition(" ")[0]
    return "EAST" if name in EAST else name


@lru_cache(4096)
def is_frequent(letter: str, encoding: E) -> bool:
    """Whether a character is among the frequent ones of an encoding of the East."""
    if letter in OF_NAMES and encoding in (E.SHIFT_JIS, E.EUC_JP):
        return True
    name = unicodedata.name(letter, "?").partition(" ")[0]
    if name not in EAST or (name in KANA and encoding not in (E.SHIFT_JIS, E.EUC_JP)):
        return False
    level = LEVELS[encoding]
    there = letter.encode(level.standard, "ignore")
    return len(there) == 2 and 0xA1 <= there[0] <= level.last


def letters_of(cell: str) -> set[str]:
    """The small letters of a cell that are not ASCII."""
    return {letter for letter in cell.lower() if not letter.isascii()}.difference(PUNCTUATION, ALONE)


@cache
def alphabets_of(encoding: E) -> list[frozenset[str]]:
    """The alphabets of the languages that an encoding is for."""
    return [frozenset(alphabet) for alphabet in ALPHABETS[encoding].split(" ")]

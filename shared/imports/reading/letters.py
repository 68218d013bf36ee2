"""Which encodings a text may have that says nothing of it: by the letters it has in each.

A byte that is a letter in one encoding is another in the next: what is Peña in windows-1252 is Peńa in windows-1250. A
reading counts if its words are words: of one script, of letters that one language has. What is left is weighed by the
frequencies that chardet knows of languages. Where that does not decide, nobody guesses.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from operator import ne
from typing import NamedTuple

from shared.imports.values import TextEncoding as E

WESTERN = "äöüßé àâæçéèêëîïôœùûüÿ áéíñóúü áâãàçéêíóôõúü àèéìíîòóù æøåéäöü åäöéü éèëïóöüáíä áðéíóúýþæö àçèéíïòóúü"
CENTRAL = "ąćęłńóśźż áčďéěíňóřšťúůýžöü áäčďéíľňóôšťúýžěřö áéíóöőúüűä ăâîşţșț čćđšžé äöüßé ëç"
BALTIC = "ąčęėįšųūžģ āčēģīķļņšūžōŗ äöõüšž"
TURKISH = "çğıöşüâîû\u0307"
ALPHABETS: Mapping[E, str] = {
    E.WINDOWS_1252: WESTERN,
    E.MAC_ROMAN: WESTERN,
    E.CP850: WESTERN,
    E.WINDOWS_1250: CENTRAL,
    E.ISO_8859_2: CENTRAL,
    E.CP852: CENTRAL,
    E.WINDOWS_1257: BALTIC,
    E.WINDOWS_1254: TURKISH,
}
"""What languages have beside a to z."""


class Level(NamedTuple):
    """The frequent characters of a standard: how many they are, and the first byte of the last."""

    standard: str
    last: int
    size: int


LEVELS: Mapping[E, Level] = {
    E.EUC_KR: Level("euc_kr", 0xC8, 2350),
    E.SHIFT_JIS: Level("euc_jp", 0xCF, 2965),
    E.EUC_JP: Level("euc_jp", 0xCF, 2965),
    E.GB18030: Level("gb2312", 0xD7, 3755),
    E.BIG5: Level("big5", 0xC6, 5401),
}
CODECS = {E.SHIFT_JIS: "cp932", E.EUC_KR: "cp949", E.BIG5: "cp950"}
"""Where the codec of the name knows less than what programs write."""
NAMES = {E.SHIFT_JIS: "cp932", E.EUC_KR: "cp949"}
"""What chardet calls them, where it has a name of its own."""
AROUND = "‘’“”„–—…´`°§«»‹›€£™®©&\xa0¡¿№　、。（）.,:;!?()'\""
"""What stands around words."""
PUNCTUATION = frozenset("’–ªº·´&・ー々〆")
"""What stands within them."""
KANA = frozenset({"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA"})
EAST = KANA | {"CJK", "HANGUL", "FULLWIDTH"}
SLACK = 0.05
"""How much larger than the least a share of odd cells may be."""
ODD = 0.2
"""The share of odd cells from which a reading is none."""
SURE, SURE_OF_FEW, FEW = 0.7, 0.45, 5
"""The next best reading weighs no more than this share of the best, or nothing is decided; of few cells, even less."""
FEW_LANGUAGES = 2
"""A list in more languages is not told by what is frequent in one."""
STRANGE = 0.01


class Reading(NamedTuple):
    """What a text says in an encoding."""

    encoding: E
    cells: tuple[str, ...]
    odd: float
    """The share of cells that are no words."""


def readings(cells: Sequence[bytes]) -> list[Reading]:
    """The readings that cells may have, the likely first; one if there is no doubt."""
    found = [_read(cells, encoding) for encoding in E if encoding not in (E.UTF_8, E.UTF_16)]
    least = min(one.odd for one in found)
    plausible = [one for one in found if one.odd <= min(least + SLACK, ODD)]
    weights = _weights(cells, [one.encoding for one in plausible])
    different: dict[tuple[str, ...], Reading] = {}
    for one in sorted(plausible, key=lambda one: (one.encoding is not E.WINDOWS_1252, -weights[one.encoding])):
        first = different.setdefault(one.cells, one)  # of those that read alike, the most frequent speaks for all
        weights[first.encoding] = max(weights[first.encoding], weights[one.encoding])
    ranked = sorted(different.values(), key=lambda one: -weights[one.encoding] / _languages(one) ** 0.5)
    if len(ranked) < 2:
        return ranked
    eastern = sorted((one for one in ranked if one.encoding in LEVELS), key=lambda one: LEVELS[one.encoding].size)
    if len(eastern) > 1:
        return [eastern[0]] if _is_narrow(*eastern[:2]) else ranked
    first, second = (weights[one.encoding] / _languages(one) ** 0.5 for one in ranked[:2])
    sure = SURE if sum(map(ne, ranked[0].cells, ranked[1].cells)) >= FEW else SURE_OF_FEW
    return ranked[:1] if second <= sure * first and _languages(ranked[0]) <= FEW_LANGUAGES else ranked


def _is_narrow(one: Reading, other: Reading) -> bool:
    """Whether it would be strange if a text of the other had only characters that the first one has, too."""
    count = len(set().union(*map(_letters, one.cells)))
    return not one.odd and (LEVELS[one.encoding].size / LEVELS[other.encoding].size) ** count < STRANGE


def decoder(encoding: E) -> str:
    """The codec that reads an encoding."""
    return CODECS.get(encoding, encoding)


def _read(cells: Sequence[bytes], encoding: E) -> Reading:
    texts = tuple(cell.decode(decoder(encoding), "replace") for cell in cells)
    return Reading(encoding, texts, sum(_is_odd(text, encoding) for text in texts) / len(texts))


def _is_odd(cell: str, encoding: E) -> bool:
    if "\ufffd" in cell or not all(map(_is_word, cell.split())):
        return True
    letters = _letters(cell)
    if encoding in LEVELS:
        return not all(_is_frequent(letter, encoding) for letter in letters)
    return encoding in ALPHABETS and not any(letters <= alphabet for alphabet in _alphabets(encoding))


def _is_word(word: str) -> bool:
    """Whether a word is of one script, and has no capital among small letters but at its beginning."""
    scripts, after_letter, is_small = set[str](), False, not word.isupper()
    for letter in word.strip(AROUND):
        if letter.isascii():
            if letter.isalpha():
                scripts.add("LATIN")
        elif letter not in PUNCTUATION:
            if not letter.isalpha() and unicodedata.category(letter)[0] != "M":
                return False
            if letter.isupper() and after_letter and is_small:
                return False
            scripts.add(_script(letter))
        after_letter = letter.isalpha()
    return len(scripts - {"COMBINING"}) < 2


@lru_cache(4096)
def _script(letter: str) -> str:
    name = unicodedata.name(letter, "?").partition(" ")[0]
    return "EAST" if name in EAST else name


@lru_cache(4096)
def _is_frequent(letter: str, encoding: E) -> bool:
    name = unicodedata.name(letter, "?").partition(" ")[0]
    if name not in EAST or (name in KANA and encoding not in (E.SHIFT_JIS, E.EUC_JP)):
        return False
    level = LEVELS[encoding]
    there = letter.encode(level.standard, "ignore")
    return len(there) == 2 and 0xA1 <= there[0] <= level.last


def _letters(cell: str) -> set[str]:
    return {letter for letter in cell.lower() if not letter.isascii()}.difference(PUNCTUATION, AROUND)


@cache
def _alphabets(encoding: E) -> list[frozenset[str]]:
    return [frozenset(alphabet) for alphabet in ALPHABETS[encoding].split(" ")]


def _languages(one: Reading) -> int:
    """How many languages a reading needs."""
    if one.encoding not in ALPHABETS:
        return 1
    alphabets, count = _alphabets(one.encoding), 0
    left = [letters for cell in one.cells if (letters := _letters(cell))]
    while left:
        best = max(alphabets, key=lambda alphabet: sum(letters <= alphabet for letters in left))
        rest = [letters for letters in left if not letters <= best]
        if len(rest) == len(left):
            break
        left, count = rest, count + 1
    return max(count, 1)


def _weights(cells: Sequence[bytes], encodings: Iterable[E]) -> dict[E, float]:
    """How well the cells' letters follow each other as in a language, in each encoding."""
    import chardet

    names = {NAMES.get(encoding, encoding): encoding for encoding in encodings}
    weights = dict.fromkeys(names.values(), 0.0)
    if len(names) < 2:
        return weights
    found = chardet.detect_all(
        b"\n".join(cells), ignore_threshold=True, include_encodings=[*names], no_match_encoding=next(iter(names))
    )
    known = {name.lower(): encoding for name, encoding in names.items()}
    for one in found:
        if encoding := known.get((one["encoding"] or "").lower()):
            weights[encoding] = one["confidence"]
    return weights

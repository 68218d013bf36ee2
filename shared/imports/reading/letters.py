"""Which encodings a text may have that says nothing of it: by the letters it has in each.

A byte that is a letter in one encoding is another in the next: what is Peña in windows-1252 is Peńa in windows-1250. A
reading counts if its words are words: of one script, of letters that one language has. What is left is weighed by the
frequencies that chardet knows of languages. Where that does not decide, nobody guesses.
"""

import re
from collections.abc import Iterable, Sequence
from operator import ne
from typing import NamedTuple

from shared.imports.encoding_names import encoding_called
from shared.imports.headers.meanings import meaning_of
from shared.imports.reading.alphabets import ALPHABETS, LEVELS, RARE, SELDOM, UNICODE
from shared.imports.reading.words import alphabets_of, is_frequent, is_word, letters_of, script_of
from shared.imports.values import TextEncoding as E

CODECS = {E.SHIFT_JIS: "cp932", E.EUC_KR: "cp949", E.BIG5: "cp950"}
"""Where the codec of the name knows less than what programs write."""
NAMES = {E.SHIFT_JIS: "cp932", E.EUC_KR: "cp949"}
"""What chardet calls them, where it has a name of its own."""
SLACK = 0.05
"""How much larger than the least a share of odd cells may be."""
ODD = 0.2
"""The share of odd cells from which a reading is none."""
SURE: Sequence[tuple[int, float]] = ((5, 0.7), (2, 0.45), (0, 0.4))
"""From so many cells that differ: the next best reading weighs no more than this share of the best, or nothing is
decided."""
FEW_LANGUAGES = 2
"""A list in more languages is not told by what is frequent in one."""
HEADERS = 20
"""The header is among so many cells."""
STRANGE = 0.01


class Reading(NamedTuple):
    """What a text says in an encoding."""

    encoding: E
    cells: tuple[str, ...]
    odd: float
    """The share of cells that are no words."""


def readings(cells: Sequence[bytes]) -> list[Reading]:
    """The readings that cells may have, the likely first; one if there is no doubt."""
    found = [_read(cells, encoding) for encoding in E if encoding not in UNICODE]
    least = min(one.odd for one in found)
    plausible = [one for one in found if one.odd <= min(least + SLACK, ODD)]
    plausible = _by_headers(plausible)
    weights = _weights(cells, [one.encoding for one in plausible])
    different: dict[tuple[str, ...], Reading] = {}
    for one in sorted(plausible, key=lambda one: (one.encoding is not E.WINDOWS_1252, -weights[one.encoding])):
        first = different.setdefault(one.cells, one)  # of those that read alike, the most frequent speaks for all
        weights[first.encoding] = max(weights[first.encoding], weights[one.encoding])
    ranked = sorted(different.values(), key=lambda one: -weights[one.encoding] / _languages(one))
    if len(ranked) < 2:
        return ranked
    eastern = sorted((one for one in ranked if one.encoding in LEVELS), key=lambda one: LEVELS[one.encoding].size)
    if len(eastern) > 1:
        return [eastern[0]] if _is_narrow(*eastern[:2]) else ranked
    best, next_best = (weights[one.encoding] / _languages(one) for one in ranked[:2])
    differing = sum(map(ne, ranked[0].cells, ranked[1].cells))
    sure = next(share for count, share in SURE if differing >= count)
    return ranked[:1] if next_best <= sure * best and _languages(ranked[0]) <= FEW_LANGUAGES else ranked


def against_utf8(cells: Sequence[bytes], others: Sequence[Reading]) -> list[Reading]:
    """What a text is that is UTF-8, if that may be an accident, and could be one of the others; empty if it is UTF-8.

    An accident shows by what is no word, by letters of several scripts, or by words of one letter.
    """
    utf8 = _read(cells, E.UTF_8)
    if utf8.odd or not others:
        return list(others)
    words = [word for cell in utf8.cells for word in re.findall(r"\w+", cell) if not word.isascii()]
    scripts = {script_of(letter) for word in words for letter in word if not letter.isascii()}
    return [utf8, *others] if len(scripts) > 1 or all(len(word) == 1 for word in words) else []


def _by_headers(plausible: list[Reading]) -> list[Reading]:
    """The readings in which most cells are headers that are known; a single letter may be one by accident."""
    known = [sum(map(_is_header, one.cells[:HEADERS])) for one in plausible]
    return [one for one, count in zip(plausible, known, strict=True) if count == max(known)]


def _is_header(cell: str) -> bool:
    meaning = meaning_of(cell) if len(cell) > 1 else None
    return meaning is not None and meaning.exact


def _is_narrow(one: Reading, other: Reading) -> bool:
    """Whether it would be strange if a text of the other had only characters that the first one has, too."""
    count = len(set().union(*map(letters_of, one.cells)))
    return not one.odd and (LEVELS[one.encoding].size / LEVELS[other.encoding].size) ** count < STRANGE


def decoder(encoding: E) -> str:
    """The codec that reads an encoding."""
    return CODECS.get(encoding, encoding)


def _read(cells: Sequence[bytes], encoding: E) -> Reading:
    texts = tuple(cell.decode(decoder(encoding), "replace") for cell in cells)
    return Reading(encoding, texts, sum(_is_odd(text, encoding) for text in texts) / len(texts))


def _is_odd(cell: str, encoding: E) -> bool:
    if "\ufffd" in cell or not all(map(is_word, cell.split())):
        return True
    letters = letters_of(cell)
    if encoding in LEVELS:
        return not all(is_frequent(letter, encoding) for letter in letters)
    return encoding in ALPHABETS and not any(letters <= alphabet for alphabet in alphabets_of(encoding))


def _languages(one: Reading) -> int:
    """How many languages a reading needs."""
    if one.encoding not in ALPHABETS:
        return 1
    alphabets, count = alphabets_of(one.encoding), 0
    left = [letters for cell in one.cells if (letters := letters_of(cell))]
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
    for one in found:
        encoding = encoding_called(one["encoding"] or "")
        if encoding in weights:
            weight = one["confidence"] * (SELDOM if encoding in RARE else 1)
            weights[encoding] = max(weights[encoding], weight)
    return weights

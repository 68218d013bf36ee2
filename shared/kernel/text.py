"""How text is compared: by folded keys, never by a database's collation."""

import re
import unicodedata
from collections.abc import Iterable

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""Control characters (tab and line breaks aside) and lone surrogates: no name holds them, few stores survive them."""

PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart, as people type them who lack the key."""


def fold(text: str) -> str:
    """The comparison form of an identifier such as an e-mail address: NFKC, trimmed, case-folded."""
    if text.isascii():  # most is, and needs no tables
        return text.strip().lower()
    return unicodedata.normalize("NFKC", text).strip().casefold()


def sort_key(text: str) -> str:
    """The comparison form of a name: as `fold`, without accents and with single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", fold(text)).translate(PLAIN_LETTERS)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(bare.split())


def words(text: str) -> list[str]:
    """The words of a text as they are searched: accents and case folded, punctuation dropped, order kept."""
    return re.findall(r"[^\W_]+", sort_key(text))


def each_once(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts, each once in whatever case; the first spelling stays."""
    seen: dict[str, str] = {}
    for text in texts:
        seen.setdefault(fold(text), text)
    return tuple(seen.values())

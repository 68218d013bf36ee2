"""How text is compared: by folded keys, never by a database's collation."""

import re
import unicodedata
from collections.abc import Iterable

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters (tab and line breaks aside), overrides of the writing direction, which make a name show as
another, and lone surrogates: no name holds them, few stores survive them."""
SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half a letter of UTF-16, or a byte that was no UTF-8: no text that can be stored."""

PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart, as people type them who lack the key."""


def fold(text: str) -> str:
    """The comparison form of an identifier such as an e-mail address: NFKC, trimmed, case-folded."""
    if text.isascii():  # most is, and needs no tables
        return text.strip().lower()
    return unicodedata.normalize("NFKC", text).strip().casefold()


def units(text: str) -> int:
    """How long a text is where it is stored: in UTF-16 units, as Azure SQL counts and every limit of ours does."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(text: str, most: int) -> str:
    """As much of a text as fits into a column of so many units; no letter is cut in half."""
    if units(text) <= most:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")


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

"""How text is compared: by folded keys, never by a database's collation."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import unescape

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters (tab and line breaks aside), overrides of the writing direction, which make a name show as
another, and lone surrogates: no name holds them, few stores survive them."""
SURROGATE = re.compile(r"[\ud800-\udfff]")
"""Half a letter of UTF-16, or a byte that was no UTF-8: no text that can be stored."""

INVISIBLE = re.compile(r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""Marks within a text that nobody sees: of width zero, of the writing direction, of where a word may be broken."""
ENTITY = re.compile(r"&(?:[a-z][a-z0-9]{1,30}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
"""A letter as HTML writes it, closed by its semicolon."""
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that look like nothing."""

PLAIN_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
"""Letters that Unicode does not take apart, as people type them who lack the key."""


def fold(text: str) -> str:
    """The comparison form of an identifier such as an e-mail address: NFKC, trimmed, case-folded."""
    if text.isascii():  # most is, and needs no tables
        return text.strip().lower()
    return unicodedata.normalize("NFKC", text).strip().casefold()


def without_entities(text: str) -> str:
    """The text with the letters that its HTML entities stand for."""
    return ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def is_visible(text: str) -> bool:
    """Whether anything of a text can be seen."""
    if text.isascii():
        return not text.isspace() and any(map(str.isprintable, text))
    return any(
        letter not in BLANK_LETTERS and unicodedata.category(letter)[0] not in "CZM" and not letter.isspace()
        for letter in text
    )


@lru_cache(16_384)
def email_key(address: str) -> str:
    """The comparison form of an e-mail address: as `fold`, its domain in letters, never in their punycode."""
    key = fold(address)
    name, at, domain = key.rpartition("@")
    if "xn--" not in domain:
        return key
    import idna  # its tables take a while to load

    try:
        return fold(f"{name}{at}{idna.decode(domain)}")
    except idna.IDNAError:
        return key


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

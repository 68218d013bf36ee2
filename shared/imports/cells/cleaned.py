"""What cleaning a cell comes to, and what all cleaning begins with."""

import re
import unicodedata
from typing import NamedTuple

from shared.kernel.text import INVISIBLE


class Cleaned(NamedTuple):
    """What a cell holds: None if nothing."""

    value: str | None
    left_out: str = ""
    """A part of the cell that would have been of use to somebody."""


class NotUnderstood(ValueError):
    """The cell does not hold what it should."""


SAYING_NOTHING = """- -- --- – — . .. ? ?? / // \\ x xx xxx * # n/a n.a. n.a na #n/a #na none null nil nan nothing no
    unknown tbd tba undefined k.a. k.a ka keine keines unbekannt entfällt fehlt leer aucun inconnu
    ninguno desconocido nessuno geen onbekend ukendt okänd saknas puuttuu brak neznámé yok нет なし 无 無 없음
    (none) (leer) (empty) [none] 0"""
NOTHING = frozenset(SAYING_NOTHING.split())
"""What people write where they have nothing to write."""
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
DATE = re.compile(
    rf"(?<!\d)(?:(?:19|20)\d\d([-./]){DAY}\1{DAY}|{DAY}([-./]){DAY}\2(?:19|20)\d\d|{DAY}/{DAY}/\d\d)(?!\d)", re.ASCII
)
"""A date in figures, whichever of them is the month."""
SEVERAL = re.compile(r"\s*(?:[;,|\n]|:::|\b(?:or|and|oder|und|ou|et|o|y|e)\b)\s*")


def plain(cell: str) -> str:
    """The cell without marks that nobody sees, its signs as a keyboard has them."""
    if cell.isascii():
        return cell.strip()
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", cell))
    return DASHES.sub("-", text).strip()


def is_nothing(cell: str) -> bool:
    """Whether it says that there is nothing, as in n/a, a dash or zeros."""
    return cell.casefold().strip("() ") in NOTHING or not cell.strip("0 ")


DASHES = re.compile(r"[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d\u30fc\u00ac]")
"""All that a typesetter takes for a hyphen."""

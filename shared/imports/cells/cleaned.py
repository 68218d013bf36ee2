"""What cleaning a cell comes to, and what all cleaning begins with."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from shared.kernel.text import INVISIBLE


class Cleaned(NamedTuple):
    """What a cell holds: None if nothing."""

    value: str | None
    left_out: str = ""
    """A part of the cell that would have been of use to somebody."""


class NotUnderstood(ValueError):
    """The cell does not hold what it should."""


SAYING_NOTHING = """- -- --- – — . .. ... … ? ?? ??? / // \\ * ** # () (-) n/a n.a. n.a #n/a #na none null nil
    unknown tbd tba undefined k.a. k.a keine keines keiner unbekannt entfällt aucun aucune inconnu ninguno desconocido
    nessuno sconosciuto geen onbekend ukendt okänd saknas puuttuu brak neznámé neuvedeno yok нет なし 无 無 없음
    (none) (leer) (empty) [none] 0 #ref! #value! #name? #null! #num! #div/0! #error! no_value not_available"""
PHRASES = """not available, not provided, not given, not specified, not known, not set, not applicable, no data,
    no answer, keine angabe, keine angaben, nicht bekannt, nicht angegeben, nicht vorhanden, ohne angabe, non renseigné,
    non disponible, non communiqué, no disponible, sin datos, non disponibile, niet bekend, niet beschikbaar,
    brak danych, nie dotyczy, não informado, не указан, не указано, нет данных"""
SHORT = """x, xx, xxx, na, ka, nan, no, nothing, fehlt, leer, false, true, no phone, no number, no mobile, no telephone,
    kein telefon, keine nummer, keine telefonnummer, kein handy, pas de téléphone, sin teléfono, nessun telefono,
    geen telefoon, no email, no e-mail, keine e-mail, keine email"""


def _set(phrases: str) -> frozenset[str]:
    return frozenset(" ".join(one.split()) for one in phrases.split(","))


NO_NAME = frozenset(SAYING_NOTHING.split()) | _set(PHRASES)
"""What people and programs write where they have nothing to write, and nobody is called."""
NOTHING = NO_NAME | _set(SHORT)
"""The same, and words that are a name elsewhere: X, Leer, Nothing."""
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
DATE = re.compile(
    rf"(?<!\d)(?:(?:19|20)\d\d([-./]){DAY}\1{DAY}|{DAY}([-./]){DAY}\2(?:19|20)\d\d|{DAY}/{DAY}/\d\d)(?!\d)", re.ASCII
)
"""A date in figures, whichever of them is the month."""
ABBREVIATED = re.compile(r"(?<=\.)\s+(?=\w)")
ZEROS = "0 .,()-/+"


def plain(cell: str) -> str:
    """The cell without marks that nobody sees, its signs as a keyboard has them."""
    if cell.isascii():
        return cell.strip()
    text = unicodedata.normalize("NFKC", INVISIBLE.sub("", cell))
    return DASHES.sub("-", text).strip()


def is_nothing(cell: str) -> bool:
    """Whether it says that there is nothing, as in n/a, a dash or zeros."""
    return _said(cell) in NOTHING or not cell.strip(ZEROS)


@lru_cache(4_096)
def is_no_name(name: str) -> bool:
    """Whether it says that there is nobody, as in n/a or a dash, in words that nobody has for a name."""
    return _said(name) in NO_NAME


def _said(cell: str) -> str:
    said = ABBREVIATED.sub("", " ".join(cell.casefold().split()))
    return said if said in NOTHING else said.strip("()[]<> ")


DASHES = re.compile(r"[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d\u30fc\u00ac]")
"""All that a typesetter takes for a hyphen."""

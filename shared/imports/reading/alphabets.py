"""What is known of encodings: which languages they are for, and which characters are frequent in those of the East."""

from collections.abc import Mapping
from typing import NamedTuple

from shared.imports.values import TextEncoding as E

WESTERN = "äöüßé àâæçéèêëîïôœùûüÿ áéíñóúü áâãàçéêíóôõúü àèéìíîòóù æøåéäöü åäöéü éèëïóöüáíä áðéíóúýþæö àçèéíïòóúü äöõüšž"
CENTRAL = "ąćęłńóśźż áčďéěíňóřšťúůýžöü áäčďéíľňóôšťúýžěřö áéíóöőúüűä ăâîşţșț čćđšžé äöüßé ëç"
BALTIC = "ąčęėįšųūžģ āčēģīķļņšūžōŗ äöõüšž"
TURKISH = "çğıöşüâîû\u0307"
ALPHABETS: Mapping[E, str] = {
    E.WINDOWS_1252: WESTERN,
    E.MAC_ROMAN: WESTERN,
    E.CP850: WESTERN,
    E.CP860: WESTERN,
    E.WINDOWS_1250: CENTRAL,
    E.ISO_8859_2: CENTRAL,
    E.CP852: CENTRAL,
    E.MAC_LATIN2: CENTRAL,
    E.WINDOWS_1257: BALTIC,
    E.CP775: BALTIC,
    E.WINDOWS_1254: TURKISH,
    E.CP857: TURKISH,
}
"""What languages have beside a to z."""
UNICODE = (E.UTF_8, E.UTF_16, E.UTF_32)


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
SELDOM = 0.5
RARE = frozenset((E.MAC_GREEK, E.MAC_CYRILLIC, E.MAC_LATIN2, E.CP737, E.CP775, E.CP860, E.CP862, E.CP1125)) | {
    E.ISO_8859_5,
    E.ISO_8859_6,
}
"""Encodings that hardly any program writes by itself, and what a reading in one weighs of what it would."""

"""What people and programs call an encoding, and what it is called here."""

import codecs
from collections.abc import Mapping
from functools import cache

from shared.imports.values import TextEncoding as E

SAME: Mapping[str, E] = {
    "ascii": E.UTF_8,
    "utf-8-sig": E.UTF_8,
    "utf-16-le": E.UTF_16,
    "utf-16-be": E.UTF_16,
    "utf-32-le": E.UTF_32,
    "utf-32-be": E.UTF_32,
    "iso8859-1": E.WINDOWS_1252,
    "iso8859-9": E.WINDOWS_1254,
    "iso8859-11": E.CP874,
    "tis-620": E.CP874,
    "cp932": E.SHIFT_JIS,
    "gbk": E.GB18030,
    "gb2312": E.GB18030,
    "euc_jis_2004": E.EUC_JP,
    "cp949": E.EUC_KR,
    "cp950": E.BIG5,
}
"""Codecs whose letters another has, too, as the WHATWG's standard of encodings reads them."""
PREFIXES = (("", ""), ("x-", ""), ("cs", ""), ("dos-", "cp"), ("windows-", "cp"))
"""What names have in front, and what codecs have instead."""


def encoding_called(name: str) -> E | None:
    """The encoding that somebody calls so, in whatever spelling; None if it is none that is read."""
    plain = name.strip().lower()
    for prefix, instead in PREFIXES:
        try:
            codec = codecs.lookup(instead + plain.removeprefix(prefix)).name
        except (LookupError, ValueError):  # a NUL is no name at all
            continue
        if codec in _codecs():
            return _codecs()[codec]
    return None


@cache
def _codecs() -> Mapping[str, E]:
    return {codecs.lookup(encoding).name: encoding for encoding in E} | dict(SAME)

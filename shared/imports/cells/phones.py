"""A phone number out of a cell: of two the first, whatever stands around it."""

import re
import unicodedata
from decimal import Decimal
from urllib.parse import unquote

from shared.imports.cells.cleaned import DATE, SEVERAL, Cleaned, NotUnderstood, is_nothing, plain
from shared.platform.web.contact_validation import apart, valid_phone

LONGEST = 300
"""Characters of a cell that are looked at."""
SCHEME = re.compile(r"(?:tel|callto|sms|phone|whatsapp)\s*:\s*(?://)?", re.IGNORECASE)
LABEL_BEFORE = re.compile(r"\(?[^\W\d_][^\d+(]{0,30}?[:.)\s]\s*(?=[+\d(])")
LABEL_BEHIND = re.compile(r"\s*[\s(\[,-]\s*[^\W\d_][^\d+]{0,30}$")
ANOTHER = re.compile(r"\s+(?=\+)|\s{2,}(?=0)")
EXTENSION = re.compile(
    r"[,;\s]*(?:ext(?:ension|n)?\b\.?|x|#|durchwahl|dw\b\.?|nst\b\.?|;ext=)\s*[:.]?\s*(\d{1,6})$", re.I
)
FLOAT = re.compile(r"(\+?\d{5,})[.,]0+")
EXPONENT = re.compile(r"(\d)[.,]?(\d*)e\+?(\d{1,2})", re.IGNORECASE)


def phone_in(cell: str) -> Cleaned:
    """The phone number of a cell. Raises NotUnderstood."""
    if DATE.fullmatch(cell):  # it has as many digits as a number
        raise NotUnderstood
    if cell.isascii() and "/" not in cell and (kept := valid_phone(cell)) and not FLOAT.fullmatch(cell):
        return Cleaned(kept)
    text = _bare(plain(cell[:LONGEST]))
    if is_nothing(text):
        return Cleaned(None)
    first, rest = _first(text)
    kept = valid_phone(_number(first))
    if kept is None:
        raise NotUnderstood
    return Cleaned(kept, rest)


def _bare(text: str) -> str:
    """Without apostrophes and the scheme of a link, in plain digits."""
    text = text.lstrip("'`´‘’\"").rstrip("'\"").strip()
    if link := SCHEME.match(text):
        text = unquote(text[link.end() :]).replace(";ext=", " x")
    if not text.isascii():
        text = "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)
    return text


def _number(text: str) -> str:
    """One number as it would be typed."""
    text = text.strip(" .,;:")
    if whole := FLOAT.fullmatch(text):  # as a program writes it that takes it for an amount
        return whole[1]
    if amount := EXPONENT.fullmatch(text):
        if len(amount[2]) < int(amount[3]):  # its last digits are gone
            raise NotUnderstood
        return str(int(Decimal(text.replace(",", "."))))
    text = EXTENSION.sub(r" x\1", text)
    return LABEL_BEFORE.sub("", text, count=1)


def _first(text: str) -> tuple[str, str]:
    """The first of several numbers, and what else there is."""
    if valid_phone(_number(text)):
        return text, ""
    parts = [one for part in SEVERAL.split(text) for one in ANOTHER.split(part) if one.strip()]
    parts = [one for part in parts for one in apart(part)]
    for place, part in enumerate(parts):
        for found in (part, LABEL_BEHIND.sub("", part)):
            if valid_phone(_number(found)):
                return found, ", ".join(one.strip() for one in parts[:place] + parts[place + 1 :])
    return text, ""

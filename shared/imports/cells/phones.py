"""A phone number out of a cell: of two the first, whatever stands around it.

A number is a run of digits and what is written between them. Words never join two runs, and none of them is lost:
what is neither the number nor its extension nor a label is left out, and said to be.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import unquote

from shared.imports.cells.cleaned import DATE, Cleaned, NotUnderstood, is_nothing, plain
from shared.platform.web.contact_validation import apart, valid_phone

LONGEST = 300
"""Characters of a cell that are looked at."""
SCHEME = re.compile(r"(?:tel|callto|sms|phone|whatsapp)\s*:\s*(?://)?", re.IGNORECASE)
AREA = r"\(\s*\+?\d[\d ]*\)"
RUN = re.compile(rf"(?:\++ ?)?(?:{AREA}(?=[\s./-]*\d)|\d++)(?:[ \t./-]*+(?:{AREA}(?=[\s./-]*\d)|\d++))*")
TYPED = str.maketrans({"[": "(", "{": "(", "]": ")", "}": ")", **dict.fromkeys("·'’´`_*\\", " ")})
"""Signs that stand within numbers, as a keyboard for phones has them."""
SOFT = re.compile(r"\s*[\n\r|•]\s*")
"""Stands between two numbers, or within one that is written in several lines."""
COUNTRY_IN_BRACKETS = re.compile(r"\(\s*(\+\d+)\s*\)\s*")
ENUMERATED = re.compile(r"\s*\(?\d{1,2}[.)]\s+(?=[+(0])")
NUMBERED_LABEL = re.compile(r"([^\W\d_]\.?) ?[1-9](?=[ :.)]+[+(0])")
"""As in `Tel. 2: 030 …`: the digit is none of the number."""
ALWAYS = re.compile(r"\s24\s?/\s?7\b")
EXTENSION = re.compile(
    r"[,;\s(-]*(?:ext(?:ensi[oó]n|n)?\b\.?|x|#|;ext=|durchwahl|dw\b\.?|nst\b\.?|int(?:ern|erno|erne)?\b\.?|app(?:arat)?\b"
    r"\.?|poste|anexo|ramal|interno|toestel|tst\b\.?|anknytning|klapka|linka|mellék|dahili|wew(?:n)?\b\.?|доб(?:авочный)?"
    r"\b\.?|вн(?:утр)?\b\.?|内線|内线|分机|转|轉|転|내선)\s*[:.]?\s*(\d{1,6})(?!\s?\d|\w)\)?",
    re.IGNORECASE,
)
FLOAT = re.compile(r"(\+?\d{5,})[.,]0+")
EXPONENT = re.compile(r"(\d)[.,]?(\d*)e\+?(\d{1,2})", re.IGNORECASE)
SECOND = re.compile(r"\s+(?=[0(])")
LABEL_NUMBER = re.compile(r"[.\s]*[1-9]?$")
SIGN = re.compile(r"[\W_]+")
WORD = re.compile(r"[^\W\d_]+")
LOOKS_LIKE_A_DIGIT = re.compile(r"(?![pw]\d)[^\W\d_]+\d", re.IGNORECASE)
"""Behind a number: a letter within it, and no pause of a dialler."""
KINDS_OF_PHONE = """t tel telefon telefonnummer telephone téléphone teléfono telefono telefoon telefone phone ph fon m
    mob mobil mobile mobiltelefon handy cell cellphone celular móvil portable gsm p priv privat private b büro buero
    office work w h home zuhause zentrale dienstlich geschäftlich direkt direct main festnetz landline whatsapp nr no
    number nummer тел телефон моб 携帯 電話 电话 手机 전화"""
LABELS = frozenset(KINDS_OF_PHONE.split())
"""Words beside a number that say no more than that it is one."""
JOINS = re.compile(r"(?:or|and|oder|und|ou|et|o|y|e|u|bzw|br)\b[\s.>]*", re.IGNORECASE)
"""What stands between two numbers."""
AROUND = " \t\r\n.,;:|/\\()<>[]-&•~'\"="


def phone_in(cell: str) -> Cleaned:
    """The phone number of a cell. Raises NotUnderstood."""
    if DATE.fullmatch(cell):  # it has as many digits as a number
        raise NotUnderstood
    if _is_one_run(cell) and (kept := valid_phone(cell)):
        return Cleaned(kept)
    text = _bare(plain(cell[:LONGEST]))
    if _says_nothing(text):
        return Cleaned(None)
    if whole := _as_an_amount(text):
        return Cleaned(whole)
    for start, end, kept in _numbers(text):
        rest = _rest(text[:start], text[end:])
        if sum(map(str.isdigit, kept)) > 5 or not WORD.search(rest):  # five may be a post code
            return Cleaned(kept, rest)
    raise NotUnderstood


def _is_one_run(cell: str) -> bool:
    """Whether nothing stands around a number, as in most cells."""
    whole = cell.isascii() and "/" not in cell and RUN.fullmatch(cell) is not None
    return whole and not FLOAT.fullmatch(cell) and not ENUMERATED.match(cell)


def _bare(text: str) -> str:
    """Without apostrophes and the scheme of a link, in plain digits."""
    text = text.lstrip("'`´‘’\"").rstrip("'\"").strip()
    if link := SCHEME.match(text):
        text = unquote(text[link.end() :])
    if not text.isascii():
        text = "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)
    return text


def _says_nothing(text: str) -> bool:
    """Whether there is no number in it, and no wish to tell one: also behind a label, and a country alone."""
    label, _, behind = text.partition(":")
    text = behind if label.strip(" .").casefold() in LABELS else text
    return is_nothing(text) or re.fullmatch(r"[\s()\[\]+.]*|\+\s?\d{1,3}", text) is not None


def _as_an_amount(text: str) -> str | None:
    """The number that a program took for an amount. Raises NotUnderstood if its last digits are gone."""
    if whole := FLOAT.fullmatch(text):
        return valid_phone(whole[1])
    if amount := EXPONENT.fullmatch(text):
        if len(amount[2]) < int(amount[3]):
            raise NotUnderstood
        return valid_phone(str(int(Decimal(text.replace(",", ".")))))
    return None


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Each number in a text: where it stands, and how it is kept. Raises NotUnderstood where one would be cut."""
    same = NUMBERED_LABEL.sub(lambda found: found[1] + " " * (len(found[0]) - len(found[1])), text.translate(TYPED))
    same = ALWAYS.sub(lambda found: "·" * len(found[0]), same)
    numbered = ENUMERATED.match(same)
    runs = list(RUN.finditer(same, numbered.end() if numbered else 0))
    place = 0
    while place < len(runs):
        start, end = runs[place].span()
        place += 1
        while place < len(runs) and _goes_on(same[start:end], same[end : runs[place].start()]):
            end = runs[place].end()
            place += 1
        if found := _number(same, start, end):
            _reject_part(same, start, found[0])
            yield start, *found


def _goes_on(number: str, between: str) -> bool:
    """Whether a number is only the beginning of one that goes on in the next line."""
    return (
        number.startswith(("+", "0", "(")) and SOFT.fullmatch(between) is not None and not valid_phone(_typed(number))
    )


def _number(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where the number of a run ends, and how it is kept: with its extension, if it has one that fits."""
    run = text[start:end]
    if (extension := EXTENSION.match(text, end)) and (kept := valid_phone(f"{_typed(run)}x{extension[1]}")):
        return extension.end(), kept
    if kept := valid_phone(_typed(run)):
        return end, kept
    if len(parts := apart(run)) > 1 and (kept := valid_phone(_typed(parts[0]))):
        return start + run.index(parts[0]) + len(parts[0]), kept
    for place in SECOND.finditer(run):
        first, second = valid_phone(_typed(run[: place.start()])), valid_phone(_typed(run[place.end() :]))
        if first and second:
            return start + place.start(), first
    return None


def _typed(run: str) -> str:
    """A run as it would be typed."""
    return re.sub(r"\+{2,}", "+", COUNTRY_IN_BRACKETS.sub(r"\1 ", SOFT.sub(" ", run), count=1)).strip()


def _reject_part(text: str, start: int, end: int) -> None:
    """Rejects what is only a part of a number, as in `O30 1234567`: a letter stands where a digit should."""
    before = re.search(r"[^\W\d_]+$", text[:start])
    if (before and before[0].casefold() not in LABELS) or LOOKS_LIKE_A_DIGIT.match(text, end):
        raise NotUnderstood


def _rest(*around: str) -> str:
    """What there is beside a number, without labels and what only joins."""
    parts = list[str]()
    for text in around:
        bare = text.strip(AROUND).rstrip("+")
        if join := JOINS.match(bare):
            bare = bare[join.end() :]
        bare = bare.strip(AROUND)
        words = LABEL_NUMBER.sub("", bare).casefold()
        if bare and not set(SIGN.split(words)) <= LABELS:
            parts.append(bare)
    return ", ".join(parts)

"""What can be told by its form: dates, money, addresses, phones, numbers of orders. And all of that blotted out."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from typing import NamedTuple

from shared.adapters.ai.local_text.tokens import LONGEST, folded

MONTHS = (
    "jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]v(?:rier)?|märz?|mar(?:ch|s)|(?-i:Mar|May)|apr(?:il)?|avril?|mai"
    "|jun[ei]?|juin"
    "|jul[iy]?|juillet|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre|iembre)?|o[ck]t(?:ober|obre|ubre)?"
    "|nov(?:ember|embre|iembre)?|de[cz](?:ember)?|d[ée]cembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|jänner"
)
UPPER = "[^\\W\\d_a-zà-öø-ÿ]"
MOST = 50


WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*(?:['’][^\W\d_]+)*")
EVERYDAY = frozenset(
    WORD.findall(
        "the and of for und der die das fur von et de la le les des du y el los las del gmbh ag kg ltd llc inc co corp"
        " sa sas sarl sl eg ev mbh plc company group events event services service team hotel club international"
    )
)
"""Words of companies' names that name nobody."""


class Found(NamedTuple):
    """Something that was recognised."""

    text: str
    category: str
    offset: int


NUMBER = r"\d{1,12}(?:[.,'’ ]\d{3})*(?:[.,]\d{1,2})?"
CURRENCY = r"€|\$|£|(?:EUR|USD|GBP|CHF|[Ee]uros?|Franken|francs?|d[oó]lares|dollars|pounds)\b"
THING = (
    "order|booking|invoice|ticket|event|ref(?:erence)?|bestellung|buchung|rechnung|vorgang|auftrag|veranstaltung"
    "|commande|facture|r[ée]servation|[ée]v[ée]nement|pedido|reserva|factura|evento|expediente|dossier"
)
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Email", re.compile(r"[\w.+-]{1,64}(?:@| ?[(\[](?:at|@)[)\]] ?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")),
    ("URL", re.compile(r"https?://[^\s<>\"]{1,300}|www\.[^\s<>\"]{1,300}", re.I)),
    (
        "IBAN",
        re.compile(
            r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b|\b[a-z]{2}\d{2}[a-z0-9]{11,30}\b"
        ),
    ),
    ("Quantity.Currency", re.compile(rf"(?:[€$£]|\b(?:EUR|USD|GBP|CHF)) ?{NUMBER}\b|\b{NUMBER} ?(?:{CURRENCY})")),
    (
        "DateTime",
        re.compile(
            r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2})?\b"
            r"|(?<![\d./])\d{1,2}[./] ?\d{1,2}[./] ?(?:\d{4}|\d{2})\b(?![./]\d)"
            r"|\b\d{1,2}:\d{2}(?: ?[ap]\.?m\b\.?| Uhr| h\b)?|\b\d{1,2}(?: ?[ap]\.?m\b\.?| Uhr\b| ?h(?:\d{2})?\b)"
            rf"|\b\d{{1,2}}(?:\.|st|nd|rd|th|er)? (?:de |of )?(?:{MONTHS})\b\.?(?:,? (?:de )?\d{{4}})?"
            rf"|\b(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?\b",
            re.I,
        ),
    ),
    (
        "Reference",
        re.compile(
            r"\b(?:CUST|CMP|INV|ORD|EVT|RE|PO|BK|TK)-?\d{3,12}(?:-\d{1,12}){0,3}\b"
            rf"|\b(?:{THING})(?: ?(?:no|nr|number|nummer|n[°ºo])\.?)? ?#?:? ?(?:[A-Z]?\d[\w/-]{{2,19}})\b"
            r"|(?<!\w)#\d{3,12}\b",
            re.I,
        ),
    ),
    ("Number.Account", re.compile(r"(?<![\w.,-])(?:\d{4}[ .-]?){3}\d{1,7}(?!\w)|(?<![\w.,-])(?:\d[ -]?){12,19}(?!\w)")),
    (
        "PhoneNumber",
        re.compile(
            r"(?<![\w.,])(?:\+|00|\(?0)\d[\d ()/.-]{5,18}\d(?!\w)"
            r"|(?<![\w.,])(?:\(\d{2,4}\) ?|\d{3}[ .-])\d{3}[ .-]\d{3,4}(?!\w)"
        ),
    ),
    (
        "Address",
        re.compile(
            rf"\b\d{{1,4}}[a-z]?,? (?:{UPPER}[\w'’-]{{1,30}} ){{1,3}}"
            r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Square|Court|Way)\b"
            rf"|\b{UPPER}[\w-]{{1,40}}(?:stra(?:ß|ss)e|str\.|weg|gasse|allee|platz|ring|damm) \d{{1,4}}(?: ?[a-z])?\b"
            rf"|\b{UPPER}[\w-]{{1,40}}(?:er|-) (?:Stra(?:ß|ss)e|Str\.|Weg|Allee|Platz|Ring) \d{{1,4}}(?: ?[a-z])?\b"
            r"|\b\d{1,4}(?: ?bis)?,? (?:rue|avenue|boulevard|place|chemin|quai|impasse|all[ée]e)"
            r" [\w'’ -]{2,40}(?=[,.;\n]|$)"
            r"|\b(?:[Cc]alle|[Aa]venida|[Aa]vda\.|[Pp]laza|[Pp]aseo|C/) ?[\w'’ .-]{2,40},? (?:n[°º.]+ ?)?\d{1,4}\b"
        ),
    ),
)
"""By the name that Azure AI Language has for it; `Reference`, a number of ours, is of this twin alone."""
PERSONAL = frozenset({"Email", "URL", "IBAN", "PhoneNumber", "Number.Account", "Address"})
"""What names or reaches a person."""


def entities(text: str) -> list[Found]:
    """What was recognised, in order; where two claim a place, the one that is listed first."""
    return [found for _, found in zip(range(MOST), _found(text[:LONGEST]), strict=False)]


def _found(text: str) -> list[Found]:
    taken = bytearray(len(text))
    found = list[Found]()
    for category, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Found(match[0], category, start))
    return sorted(found, key=lambda one: one.offset)


def redacted(text: str, names: Iterable[str] = ()) -> str:
    """The beginning of a text without what names or reaches a person: its own forms, and the words of these names."""
    text, parts, place = text[:LONGEST], list[str](), 0
    called = {word for name in names for word in map(_plain, WORD.findall(name)) if len(word) > 1} - EVERYDAY
    for one in _found(text):
        if one.category in PERSONAL:
            parts += [_unnamed(text[place : one.offset], called), f"[{one.category}]"]
            place = one.offset + len(one.text)
    return "".join([*parts, _unnamed(text[place:], called)])


def _unnamed(text: str, called: Collection[str]) -> str:
    return WORD.sub(lambda word: "[Person]" if _is_one(_plain(word[0]), called) else word[0], text) if called else text


def _is_one(word: str, called: Collection[str]) -> bool:
    """Also in the genitive: Ada's, Adas."""
    return word in called or (word.endswith("s") and word[:-1].rstrip("'") in called)


def _plain(word: str) -> str:
    return folded(unicodedata.normalize("NFC", word))

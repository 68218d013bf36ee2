"""What can be told by its form: dates, money, addresses, phones, numbers of orders. And all of that blotted out."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from shared.adapters.ai.local_text.tokens import LONGEST

MONTHS = (
    "jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[ée]v(?:rier)?|m[aä]r(?:ch|z|s)?|apr(?:il)?|avril?|ma[iy]|jun[ei]?|juin"
    "|jul[iy]?|juillet|aug(?:ust)?|ao[uû]t|sept?(?:ember|embre|iembre)?|o[ck]t(?:ober|obre|ubre)?"
    "|nov(?:ember|embre|iembre)?|de[cz](?:ember)?|d[ée]cembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|jänner"
)
MOST = 50


class Found(NamedTuple):
    """Something that was recognised."""

    text: str
    category: str
    offset: int


NUMBER = r"\d{1,12}(?:[.,' ]\d{3})*(?:[.,]\d{1,2})?"
CURRENCY = r"€|\$|£|(?:EUR|USD|GBP|CHF|[Ee]uros?|Franken|francs?|d[oó]lares|dollars|pounds)\b"
THING = (
    "order|booking|invoice|ticket|ref(?:erence)?|bestellung|buchung|rechnung|vorgang|auftrag|commande|facture"
    "|r[ée]servation|pedido|reserva|factura|expediente|dossier"
)
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Email", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")),
    ("URL", re.compile(r"https?://[^\s<>\"]{1,300}|www\.[^\s<>\"]{1,300}", re.I)),
    ("IBAN", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")),
    ("Quantity.Currency", re.compile(rf"(?:[€$£]|\b(?:EUR|USD|GBP|CHF)) ?{NUMBER}\b|\b{NUMBER} ?(?:{CURRENCY})")),
    (
        "DateTime",
        re.compile(
            r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2})?\b|\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})\b"
            r"|\b\d{1,2}:\d{2}(?: ?[ap]\.?m\b\.?| Uhr| h\b)?"
            rf"|\b\d{{1,2}}(?:\.|st|nd|rd|th|er)? (?:de |of )?(?:{MONTHS})\b\.?(?:,? (?:de )?\d{{4}})?"
            rf"|\b(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?\b",
            re.I,
        ),
    ),
    (
        "Reference",
        re.compile(
            r"\b(?:CUST|CMP|INV|ORD|EVT|RE|PO|BK|TK)-?\d{3,12}\b"
            rf"|\b(?:{THING})(?: ?(?:no|nr|number|nummer|n[°ºo])\.?)? ?#?:? ?(?:\d[\w/-]{{2,19}})\b"
            r"|(?<!\w)#\d{3,12}\b",
            re.I,
        ),
    ),
    ("PhoneNumber", re.compile(r"(?<![\w.,])(?:\+|00|\(?0)\d[\d ()/.-]{5,18}\d(?!\w)")),
    ("Number.Account", re.compile(r"(?<![\w.,-])(?:\d[ -]?){12,19}(?![\w])")),
)
"""By the name that Azure AI Language has for it; `Reference`, a number of ours, is of this twin alone."""
PERSONAL = frozenset({"Email", "URL", "IBAN", "PhoneNumber", "Number.Account"})
"""What names or reaches a person."""


def entities(text: str) -> list[Found]:
    """What was recognised, in order; where two claim a place, the one that is listed first."""
    found, taken = list[Found](), list[tuple[int, int]]()
    for one, start, end in _matches(text[:LONGEST]):
        if all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
            found.append(one)
        if len(found) == MOST:
            break
    return sorted(found, key=lambda one: one.offset)


def _matches(text: str) -> Iterator[tuple[Found, int, int]]:
    for category, pattern in PATTERNS:
        for match in pattern.finditer(text):
            yield Found(match[0].strip(), category, match.start()), match.start(), match.end()


def redacted(text: str, names: tuple[str, ...] = ()) -> str:
    """The text without what names or reaches a person: its own forms, and these names as whole words."""
    for category, pattern in PATTERNS:
        if category in PERSONAL:
            text = pattern.sub(f"[{category}]", text)
    for name in names:
        if len(name) > 1:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "[Person]", text, flags=re.I)
    return text

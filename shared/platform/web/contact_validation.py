"""Addresses and numbers people are reached by: what is one, and how it is kept."""

import re
import unicodedata
from functools import cache

from shared.kernel.text import BLANK_LETTERS, INVISIBLE, fold

MAX_PHONE = 20
MAX_LOCAL_PART = 64
"""Bytes before the @ that a mail server must take (RFC 5321)."""
PLAIN_EMAIL = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,20}")
"""Addresses the library would keep as they are; most are like this, and a list has many."""
PHONE = re.compile(
    r"(?P<number>\+?[\d \t()./-]{3,}?)(?:[ \t]*(?:x|ext\.?)[ \t]*(?P<extension>\d{1,6}))?", re.ASCII | re.IGNORECASE
)
E164 = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
NOTHING = re.compile(r"(?!)")


def valid_email(text: str) -> str | None:
    """The address as it is kept, or None if it is none. Its domain is spelt in letters, never in their punycode."""
    if len(text) <= 254 and "xn--" not in text and PLAIN_EMAIL.fullmatch(text) and text.index("@") <= MAX_LOCAL_PART:
        return text
    from email_validator import EmailNotValidError, validate_email  # its tables take a while to load

    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        if INVISIBLE.search(text) or not BLANK_LETTERS.isdisjoint(text):
            return None
    try:
        parsed = validate_email(text, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return None
    fits = len(parsed.local_part.encode()) <= MAX_LOCAL_PART and len(fold(parsed.normalized)) <= 254
    return parsed.normalized if fits and "." in parsed.domain else None


def valid_phone(text: str) -> str | None:
    """The number as it is kept, or None if it is none.

    E.164 (and `x` with the extension, if any) when it names its country, else as given, closed up if it is long.
    Two numbers with a slash between them are none.
    """
    if _is_e164(text):
        return text
    if "/" in text and len(apart(text)) > 1:
        return None
    given = PHONE.fullmatch(text)
    if given is None or not 5 <= _digits(given["number"]) <= 15 or not re.search("[1-9]", given["number"]):
        return None
    if given["number"].startswith("+"):
        kept = _international(given["number"])
    else:
        kept = given["number"] if len(text) <= MAX_PHONE else re.sub(r"\D", "", given["number"])
    if kept is None:
        return None
    kept = f"{kept}x{given['extension']}" if given["extension"] else kept
    return kept if len(kept) <= MAX_PHONE else None


def apart(text: str) -> tuple[str, ...]:
    """The two numbers of a text with a slash between them: `030 1234567/8`, and not `030/1234567`."""
    slashed = text.split("/")
    if len(slashed) > 1 and any(_digits(part) > 4 for part in slashed):
        for place in range(1, len(slashed)):
            head, tail = "/".join(slashed[:place]).strip(), "/".join(slashed[place:]).strip()
            if _are_two(head, tail):
                return head, tail
    return (text,)


def _are_two(head: str, tail: str) -> bool:
    before, behind = _digits(head), _digits(tail)
    if before < 6 or not behind:
        return False
    if behind <= 2 or before + behind > 15 or (behind > 5 and tail[:1] in ("+", "0")):
        return True
    abroad = head.startswith(("+", "00"))
    if len(re.findall(r"\d+", head.replace("(0)", " "))) < (3 if abroad else 2):  # its area only
        return False
    return not head.startswith("+") or _exists(head) or not _exists(head + tail)


def _digits(text: str) -> int:
    return sum(letter.isdigit() for letter in text)


def _exists(number: str) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


def _international(number: str) -> str | None:
    import phonenumbers  # its metadata takes a while to load

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _is_e164(number: str) -> bool:
    """Whether the library would keep the number as it is: it has a country, and no national prefix behind it.

    Says so of most numbers that are; lists have many, and the library takes its time over each.
    """
    if not E164.fullmatch(number):
        return False
    for length in (1, 2, 3):
        if prefix := _national_prefix(int(number[1 : 1 + length])):
            return prefix.match(number, 1 + length) is None
    return False


@cache
def _national_prefix(country_code: int) -> re.Pattern[str] | None:
    """What may stand before a country's own numbers at home; None if there is no such country."""
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(country_code)
    if region == phonenumbers.UNKNOWN_REGION:
        return None
    known = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(country_code, region)
    prefix = known and known.national_prefix_for_parsing
    return re.compile(prefix) if prefix else NOTHING

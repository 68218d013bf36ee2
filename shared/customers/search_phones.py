"""Phone numbers as they are searched: however a number was typed, in the base or in the query."""

import re
from functools import cache
from typing import NamedTuple

from shared.kernel.text import words

EXTENSION = re.compile(
    r"(\d(?:[\s().\-/]*\d){4,}[\s().\-/]*)[;,]?\s*(?:ext(?:ension|n)?|x|#|durchwahl|dw)[\s.:=]*(\d{1,7})(?!\w)", re.I
)
"""A number and its extension."""
LINK = re.compile(r"\btel:(?=\s*[+\d(])", re.I)
ABROAD = re.compile(r"00(?=[1-9]\d{4})")
"""What stands for the plus in most countries."""


class Country(NamedTuple):
    """How a country's numbers are written at home."""

    prefix: str
    rewrites: bool
    """Whether a number has other digits at home, so that the library is to be asked."""


def phone_forms(phone: str) -> list[str]:
    """The digit strings a number is found by, its extension behind: international, at home with and without prefix."""
    number, _, extension = phone.partition("x")
    digits = re.sub(r"\D", "", number)
    forms = [digits]
    international = digits if number.startswith("+") else _without_abroad(digits)
    if international:
        forms += [international, *at_home(international)]
    return [form + extension for form in dict.fromkeys(forms)]


def with_extensions(query: str) -> tuple[list[list[list[str]]], str]:
    """The ways in which numbers with an extension are looked for, and the query without them."""
    query = LINK.sub(" ", query)
    found = [
        [words(match[0]), *([number] for number in joined_numbers([*words(match[1]), match[2]]))]
        for match in EXTENSION.finditer(query)
    ]
    return found, EXTENSION.sub(" ", query)


def joined_numbers(groups: list[str]) -> list[str]:
    """What groups of digits are as one number: with and without a zero in brackets, 00 for the plus or not."""
    joined = ["".join(groups), "".join(group for group in groups if group != "0")]
    return list(dict.fromkeys([*joined, *filter(None, map(_without_abroad, joined))]))


def _without_abroad(digits: str) -> str | None:
    found = ABROAD.match(digits)
    return digits[found.end() :] if found else None


def at_home(international: str) -> list[str]:
    """An international number without its plus as it is at home, with and without the prefix for other places."""
    for length in (1, 2, 3):
        if (code := international[:length]) and (country := _country(int(code))):
            rest = international[length:]
            return [_rewritten(international) if country.rewrites else country.prefix + rest, rest]
    return []


def _rewritten(international: str) -> str:
    import phonenumbers

    try:
        number = phonenumbers.parse(f"+{international}")
    except phonenumbers.NumberParseException:
        return international
    return re.sub(r"\D", "", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))


@cache
def _country(code: int) -> Country | None:
    import phonenumbers  # its metadata takes a while to load

    region = phonenumbers.region_code_for_country_code(code)
    if region == phonenumbers.UNKNOWN_REGION:
        return None
    known = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    if known is None:
        return None
    prefix = known.national_prefix or ""
    rules = (one.national_prefix_formatting_rule or "" for one in known.number_format)
    added = {re.sub(r"\\\d|\D", "", rule) for rule in rules}
    return Country(prefix, bool(known.national_prefix_transform_rule or added - {"", prefix}))

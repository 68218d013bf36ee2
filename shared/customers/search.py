"""Finding customers by what people remember of them: the beginnings of words, in any order, accents aside."""

import re
from itertools import count, groupby
from typing import TYPE_CHECKING

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    TextClause,
    and_,
    case,
    literal_column,
    or_,
    select,
    text,
)

from shared.customers.tables import customer_search
from shared.kernel.text import fold, sort_key, words
from shared.platform.persistence.aliases import AnySelect, RowValues

if TYPE_CHECKING:
    from shared.customers.model import Customer

INDEX = "CustomerSearchIndex"
"""SQLite's full-text index over CustomerSearch; on Azure SQL the full-text index belongs to the table itself."""

POSTGRESQL_TEXT = """"CustomerSearch"."Words" || ' ' || "CustomerSearch"."ContactWords\""""
"""As the index of the migration spells it."""

NUMBER_DIGITS = 6
"""A customer number has at least so many."""


def search_row(customer: "Customer") -> RowValues:
    """The columns of the customer's search row."""
    info = customer.contact_info
    texts = [customer.profile.company_name, customer.customer_number, info.primary_email, info.secondary_email or ""]
    phone_terms = [form for phone in (info.primary_phone, info.secondary_phone) if phone for form in phone_forms(phone)]
    return {
        "SortName": sort_key(customer.profile.company_name)[:400],
        "EmailKey": fold(info.primary_email),
        "Type": customer.profile.type,
        "Segment": customer.profile.segment,
        "Status": customer.status,
        "Words": " ".join([word for part in texts for word in words(part)] + phone_terms),
    }


def phone_forms(phone: str) -> list[str]:
    """The digit strings a phone number is looked for by: international, and national with and without its prefix."""
    digits = re.sub(r"\D", "", phone)
    if not phone.startswith("+"):
        return [digits]
    import phonenumbers  # its metadata takes a while to load

    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return [digits]
    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return list(dict.fromkeys([digits, re.sub(r"\D", "", national), str(number.national_number)]))


type Wanted = list[list[list[str]]]
"""What a query asks for: all of several things, each in one of several ways, each way all of some words."""


def wanted_words(query: str) -> Wanted:
    """The words to look for, as beginnings of words.

    Digits in a row may be words of a name or parts of one phone number; a short number may be a customer's.
    """
    wanted: Wanted = []
    for digits, run in groupby(words(query), key=str.isdecimal):
        found = list(run)
        if not digits:
            wanted += [_ways_of(word) for word in found]
        elif len(found) > 1 and len("".join(found)) >= 5:
            wanted.append([found, ["".join(found)]])
        else:
            wanted += [
                [[word], [word.zfill(NUMBER_DIGITS)]] if len(word) < NUMBER_DIGITS else [[word]] for word in found
            ]
    return wanted


def _ways_of(word: str) -> list[list[str]]:
    number = re.fullmatch(r"cust(\d{1,15})", word)  # as people write it who leave the hyphen out
    return [[word], ["cust", number[1].zfill(NUMBER_DIGITS)]] if number else [[word]]


def matches(wanted: Wanted, dialect: str) -> ColumnExpressionArgument[bool]:
    """The condition that a search row has what is wanted.

    Words hold letters and digits only, so they cannot break out of the quotes of any of the query languages.
    """
    if dialect == "mssql":
        names = count()
        return and_(*(or_(*(and_(*(_contains(word, next(names)) for word in way)) for way in ways)) for ways in wanted))
    if dialect == "postgresql":
        every = _spelt(wanted, "{}:*", " & ", " | ")
        return _asked(f"to_tsvector('simple', {POSTGRESQL_TEXT}) @@ to_tsquery('simple', :every)", every=every)
    every = _spelt(wanted, '"{}"*', " AND ", " OR ")
    hits: AnySelect = (
        select(literal_column("rowid")).select_from(text(INDEX)).where(_asked(f"{INDEX} MATCH :every", every=every))
    )
    return customer_search.c.Number.in_(hits.scalar_subquery())


def _spelt(wanted: Wanted, word: str, both: str, either: str) -> str:
    return both.join(
        "(" + either.join("(" + both.join(word.format(one) for one in way) + ")" for way in ways) + ")"
        for ways in wanted
    )


def _contains(word: str, place: int) -> TextClause:
    columns = "([CustomerSearch].[Words], [CustomerSearch].[ContactWords])"
    return _asked(f"CONTAINS({columns}, :w{place})", **{f"w{place}": f'"{word}*"'})


def _asked(condition: str, **values: str) -> TextClause:
    return text(condition).bindparams(**values)


def rank(query: str) -> ColumnElement[int]:
    """0 for exactly this name, e-mail or number, 1 for names that begin so, 2 for the rest."""
    asked, s = sort_key(query), customer_search.c
    number = re.fullmatch(r"(?:cust-?)?0*(\d{1,15})", asked)
    exact = [s.SortName == asked, s.EmailKey == fold(query)]
    if number:
        exact.append(s.Number == int(number[1]))
    return case(*((condition, 0) for condition in exact), (s.SortName.startswith(asked, autoescape=True), 1), else_=2)

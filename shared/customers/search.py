"""Finding customers by what people remember of them: the beginnings of words, in any order, accents aside."""

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Select,
    TextClause,
    and_,
    case,
    literal_column,
    select,
    text,
)

from shared.customers.tables import customer_search
from shared.kernel.text import fold, sort_key, words

if TYPE_CHECKING:
    from shared.customers.model import Customer

INDEX = "CustomerSearchIndex"
"""SQLite's full-text index over CustomerSearch; on Azure SQL the full-text index belongs to the table itself."""

POSTGRESQL_TEXT = """"CustomerSearch"."Words" || ' ' || "CustomerSearch"."ContactWords\""""
"""As the index of the migration spells it."""

MAX_WORDS = 10


def search_row(customer: "Customer") -> dict[str, Any]:
    """The columns of the customer's search row."""
    info = customer.contact_info
    spoken = [customer.profile.company_name, customer.customer_number, info.primary_email, info.secondary_email or ""]
    dialled = [form for phone in (info.primary_phone, info.secondary_phone) if phone for form in phone_forms(phone)]
    return {
        "SortName": sort_key(customer.profile.company_name)[:400],
        "EmailKey": fold(info.primary_email),
        "Type": customer.profile.type,
        "Segment": customer.profile.segment,
        "Status": customer.status,
        "Words": " ".join([word for part in spoken for word in words(part)] + dialled),
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


def search_words(query: str) -> list[str]:
    """The words to look for; what looks like a phone number counts as one word of digits."""
    if re.fullmatch(r"\+?[\d\s()./-]{5,}", query.strip()) and len(digits := re.sub(r"\D", "", query)) >= 5:
        return [digits]
    return words(query)[:MAX_WORDS]


def matches(wanted: list[str], dialect: str) -> ColumnExpressionArgument[bool]:
    """The condition that a search row has every word, each as the beginning of one of its own.

    Words hold letters and digits only, so they cannot break out of the quotes of any of the query languages.
    """
    if dialect == "mssql":
        return and_(
            *(
                _asked(
                    f"CONTAINS(([CustomerSearch].[Words], [CustomerSearch].[ContactWords]), :w{n})",
                    **{f"w{n}": f'"{w}*"'},
                )
                for n, w in enumerate(wanted)
            )
        )
    if dialect == "postgresql":
        every = " & ".join(f"{word}:*" for word in wanted)
        return _asked(f"to_tsvector('simple', {POSTGRESQL_TEXT}) @@ to_tsquery('simple', :every)", every=every)
    every = " AND ".join(f'"{word}"*' for word in wanted)
    hits: Select[Any] = (
        select(literal_column("rowid")).select_from(text(INDEX)).where(_asked(f"{INDEX} MATCH :every", every=every))
    )
    return customer_search.c.Number.in_(hits.scalar_subquery())


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

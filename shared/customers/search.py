"""Finding customers by what people remember of them: the beginnings of words, in any order, accents aside."""

import re
from functools import lru_cache
from itertools import count, groupby
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import (
    ColumnElement,
    Integer,
    TextClause,
    Unicode,
    and_,
    bindparam,
    case,
    column,
    or_,
    select,
    table,
    text,
)

from shared.customers.search_phones import at_home, joined_numbers, phone_forms, with_extensions
from shared.customers.search_words import indexed_words, plain_words, ways_of_script
from shared.customers.tables import customer_search
from shared.kernel.text import email_key, fitting, sort_key, words
from shared.platform.persistence.aliases import AnySelect, RowValues

if TYPE_CHECKING:
    from shared.customers.values import ContactInfo, CustomerStatus, Profile

INDEX = "CustomerSearchIndex"
"""SQLite's full-text index over CustomerSearch; on Azure SQL the full-text index belongs to the table itself."""
INDEX_ROWS = table(INDEX, column("rowid", Integer))
LONGEST_TERM, LONGEST_EMAIL = 1000, 255

POSTGRESQL_TEXT = """"CustomerSearch"."Words" || ' ' || "CustomerSearch"."ContactWords\""""
"""As the index of the migration spells it."""

LONGEST_NAME = 400
MOST_WORDS = 20
"""A query is cut after so many words."""
DOMAIN = "0at"
"""Begins the term that stands for an address's domain; no word that is looked for begins so."""
ADDRESS = re.compile(r"\S*@\S*|[^\s@,;]+\.[^\W\d_]{2,}")
"""What in a query is an e-mail address, the beginning of one, or a domain."""

NUMBER_DIGITS = 6
"""A customer number has at least so many."""
WHOLE_PHONE = 8
"""Digits of a number with its country, at least."""
INTERNATIONAL = re.compile(r"(?<!\w)(?:\+|00)[ (]?[1-9]")
"""Begins a number with its country: who was noted without it is meant, too."""
SHORTEST_PHONE = 5
"""Groups of so many digits may be one phone number."""


class Findable(Protocol):
    """What a customer is found by."""

    @property
    def profile(self) -> "Profile": ...
    @property
    def contact_info(self) -> "ContactInfo": ...
    @property
    def customer_number(self) -> str: ...
    @property
    def status(self) -> "CustomerStatus": ...


def search_row(customer: Findable) -> RowValues:
    """The columns of the customer's search row."""
    info = customer.contact_info
    names = [customer.profile.company_name, customer.customer_number]
    found = [word for name in names for word in indexed_words(name)]
    found += [term for email in (info.primary_email, info.secondary_email) if email for term in email_terms(email)]
    found += [form for phone in (info.primary_phone, info.secondary_phone) if phone for form in phone_forms(phone)]
    return {
        "SortName": fitting(sort_key(customer.profile.company_name), LONGEST_NAME),
        "EmailKey": email_key(info.primary_email),
        "Type": customer.profile.type,
        "Segment": customer.profile.segment,
        "Status": customer.status,
        "Words": " ".join(found),
    }


SHOWN = frozenset(
    {
        *("profile.companyName", "profile.type", "profile.segment", "status"),
        *("contactInfo.primaryEmail", "contactInfo.secondaryEmail"),
        *("contactInfo.primaryPhone", "contactInfo.secondaryPhone"),
    }
)
"""The fields that the search row is made of; a change of any other leaves it as it is."""


def email_terms(email: str) -> list[str]:
    """What an e-mail address is found by: the words before the @, the whole, and its domain as a whole.

    Not by the words of its domain: half of all addresses have `com` in them, and many `gmail`.
    """
    name, _, domain = email_key(email).partition("@")
    joined = _joined_domain(domain)
    return [*indexed_words(name), _joined(name) + joined, DOMAIN + joined]


def _joined(text: str) -> str:
    return "".join(words(text))


_joined_domain = lru_cache(16_384)(_joined)
"""Many addresses share their domain."""


type Wanted = list[list[list[str]]]
"""What a query asks for: all of several things, each in one of several ways, each way all of some words."""


def wanted_words(query: str) -> Wanted:
    """The words to look for, as beginnings of words.

    Digits in a row may be words of a name or parts of one phone number; a short number may be a customer's.
    """
    wanted, query = with_extensions(query)
    is_international = INTERNATIONAL.search(query) is not None
    wanted += [ways for address in ADDRESS.findall(query) if (ways := _ways_of_address(address))]
    for digits, run in groupby(plain_words(ADDRESS.sub(" ", query))[:MOST_WORDS], key=str.isdecimal):
        found = list(run)
        if not digits:
            wanted += [ways_of_script(word) or _ways_of(word) for word in found]
        elif len("".join(found)) >= (SHORTEST_PHONE if len(found) > 1 else NUMBER_DIGITS):
            numbers = joined_numbers(found)
            abroad = is_international and len(numbers[-1]) >= WHOLE_PHONE
            more = at_home(numbers[-1]) if abroad else _shortened(found)
            wanted.append([found, *([number] for number in dict.fromkeys([*numbers, *more]) if [number] != found)])
        else:
            wanted += [[[word], [word.zfill(NUMBER_DIGITS)]] for word in found]
    return wanted[:MOST_WORDS]


def _shortened(found: list[str]) -> list[str]:
    """A customer's number that has more zeros than ours."""
    plain = found[0].lstrip("0").zfill(NUMBER_DIGITS)
    return [plain] if len(found) == 1 and len(plain) < len(found[0]) else []


def _ways_of_address(text: str) -> list[list[str]]:
    text = email_key(text)
    name, at, domain = text.partition("@")
    if not _joined(text):
        return []
    if not at:  # a domain, or a name with a dot in it
        return [words(text)[:MOST_WORDS], [DOMAIN + _joined(text)]]
    return [[_joined(text)]] if words(name) else [[DOMAIN + _joined(domain)]]


def _ways_of(word: str) -> list[list[str]]:
    number = re.fullmatch(r"cust(\d{1,15})", word)  # as people write it who leave the hyphen out
    return [[word], ["cust", number[1].zfill(NUMBER_DIGITS)]] if number else [[word]]


def hits(wanted: Wanted, dialect: str, *columns: ColumnElement[Any]) -> AnySelect:
    """These columns of the search rows that have what is wanted, for more conditions.

    Words hold letters and digits only, so they cannot break out of the quotes of any of the query languages.
    """
    rows = select(*columns)
    if dialect == "mssql":
        places = count()
        each = (or_(*(and_(*(_contains(word, next(places)) for word in way)) for way in ways)) for ways in wanted)
        return rows.where(*each)
    if dialect == "postgresql":
        every = _spelt(wanted, "{}:*", " & ", " | ")
        asked = f"to_tsvector('simple', {POSTGRESQL_TEXT}) @@ to_tsquery('simple', :every)"
        return rows.where(text(asked).bindparams(every=every))
    every = _spelt(wanted, '"{}"*', " AND ", " OR ")
    joined = INDEX_ROWS.join(customer_search, INDEX_ROWS.c.rowid == customer_search.c.Number)
    return rows.select_from(joined).where(text(f"{INDEX} MATCH :every").bindparams(every=every))


def number_of_hit(dialect: str) -> ColumnElement[int]:
    """A hit's number, as the index gives hits in the order of it."""
    return INDEX_ROWS.c.rowid if dialect == "sqlite" else customer_search.c.Number


def _spelt(wanted: Wanted, word: str, both: str, either: str) -> str:
    return both.join(
        "(" + either.join("(" + both.join(word.format(one) for one in way) + ")" for way in ways) + ")"
        for ways in wanted
    )


def _contains(word: str, place: int) -> TextClause:
    """SQL Server takes no text without a length here; none is as long as this."""
    name, columns = f"w{place}", "([CustomerSearch].[Words], [CustomerSearch].[ContactWords])"
    return text(f"CONTAINS({columns}, :{name})").bindparams(bindparam(name, f'"{word}*"', Unicode(LONGEST_TERM)))


def name_is(query: str) -> ColumnElement[bool]:
    """Whether a customer has exactly this name or number."""
    s, number = customer_search.c, re.fullmatch(r"(?:cust-?)?0*(\d{1,15})", sort_key(query))
    called = s.SortName == _asked(query)
    return or_(called, s.Number == int(number[1])) if number else called


def names_from(query: str, dialect: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether a customer's name begins so, as a range of an index."""
    name, asked = customer_search.c.SortName, _asked(query)
    last = "\uffff" if dialect == "mssql" else "\U0010ffff"  # the last letter there is, as the database compares
    return name >= asked, name < asked + last


def begins_with(query: str) -> ColumnElement[bool]:
    """Whether a customer's name begins so."""
    plain = re.sub(r"([/%_\[])", r"/\1", _asked(query))  # T-SQL also knows [a-z]
    return customer_search.c.SortName.like(f"{plain}%", escape="/")


def rank(query: str) -> ColumnElement[int]:
    """0 for exactly this name, e-mail or number, 1 for names that begin so, 2 for the rest."""
    is_mail = customer_search.c.EmailKey == fitting(email_key(query), LONGEST_EMAIL)
    exactly = or_(name_is(query), is_mail) if "@" in query else name_is(query)
    return case((exactly, 0), (begins_with(query), 1), else_=2)


def _asked(query: str) -> str:
    return fitting(sort_key(query), LONGEST_NAME)

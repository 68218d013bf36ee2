"""What a header means: looked up in one table, whatever its spelling, order of words, number or decoration."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from shared.imports.headers import eastern, latin, programs, scripts
from shared.kernel.text import sort_key

KINDS: Mapping[str, tuple[str, int]] = {
    "firstName": ("firstName", 0),
    "lastName": ("lastName", 0),
    "fullName": ("fullName", 0),
    "name": ("fullName", 1),
    "displayName": ("fullName", 2),
    "email": ("email", 0),
    "workEmail": ("email", 1),
    "homeEmail": ("email", 2),
    "otherEmail": ("email", 3),
    "mobile": ("phone", 0),
    "workPhone": ("phone", 1),
    "phone": ("phone", 2),
    "homePhone": ("phone", 3),
    "otherPhone": ("phone", 4),
    "position": ("position", 0),
    "profession": ("position", 1),
    "title": ("position", 2),
    "tags": ("tags", 0),
    "categories": ("tags", 1),
    "keywords": ("tags", 2),
    "customerId": ("customerId", 0),
    "customerNumber": ("customerNumber", 0),
    "company": ("companyName", 0),
    "organisation": ("companyName", 1),
    "customer": ("companyName", 2),
}
"""Each kind of word in the table: our field, and how near it comes to what the field means (0 is nearest)."""
NONE = "none"
"""The kind of known headers that are none of our fields."""
SURE_ENOUGH = 86.0
"""Similarity (0 to 100) from which a header that stands in no table is taken to be meant."""


class Person(IntEnum):
    """Who a column is about, where a list names several persons a row; who comes rather than who pays."""

    ATTENDEE = 0
    ANY = 1
    BUYER = 2


ATTENDEES = """attendee ticket participant guest registrant delegate visitor teilnehmer teilnehmers teilnehmerin gast
    besucher participante asistente deelnemer deltagare uczestnik uczestnika"""
BUYERS = """buyer purchaser payer order billing invoice registration käufer käufers besteller bestellers rechnung
    rechnungsadresse rechnungsempfänger acheteur comprador acquirente koper köpare"""
THEMSELVES = """contact contacts person lead member user customer kontakt mitglied the of des der die das de du del
    della do da dos le la les el den your ihr ihre please enter bitte"""
"""Words that may stand beside what a header means, and say no more than that it is about the person."""
OTHERS = """shipping lieferadresse versand lieferung emergency notfall assistant asst assistent spouse manager owner
    parent referrer sales supervisor created modified fax telefax faxnummer phonetic yomi kana furigana フリガナ かな"""
"""Whose is not wanted, or what nothing is to be guessed from."""
DECORATION = """required mandatory optional pflichtfeld pflicht obligatoire obligatorio obbligatorio verplicht
    erforderlich obligatoriskt wymagane povinné обязательно 必須 必填 필수 任意"""


@dataclass(frozen=True)
class Meaning:
    """What a header means: our field, and how good a column for it this is (the least is the best)."""

    kind: str
    person: Person = Person.ANY
    number: int = 0
    """Which of several of a kind: E-Mail 2 is the second."""
    exact: bool = True

    @property
    def field(self) -> str:
        return KINDS[self.kind][0]

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        return not self.exact, self.person, KINDS[self.kind][1], self.number


def meaning_of(header: str) -> Meaning | None:
    """What a header means, None if it is none of our fields."""
    found = words_of(header)
    digits = [int(word) for word in found if word.isdecimal() and len(word) < 3]
    plain = [word for word in found if not word.isdecimal()]
    for person, words in _readings(plain):
        kind = _table().get("".join(words)) or _table().get(_sorted(words))
        if kind:
            return None if kind == NONE else Meaning(kind, person, digits[0] if digits else 0)
    if not set(plain).isdisjoint(_set(OTHERS)):
        return None
    kind = _similar(" ".join(plain))
    return Meaning(kind, number=digits[0] if digits else 0, exact=False) if kind and kind != NONE else None


def _readings(words: Sequence[str]) -> Iterator[tuple[Person, Sequence[str]]]:
    """The words, and then the same without those that only say whose they are."""
    yield Person.ANY, words
    attendees, buyers = _set(ATTENDEES), _set(BUYERS)
    person = Person.ANY if attendees.isdisjoint(words) else Person.ATTENDEE
    person = person if buyers.isdisjoint(words) else Person.BUYER
    yield person, [word for word in words if word not in attendees | buyers | _set(THEMSELVES)]


def words_of(header: str) -> list[str]:
    """The words of a header: `firstName`, `first_name`, `First-Name *` and `First name (required)` have the same."""
    apart = re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)", " ", header[:400])
    found = re.findall(r"[^\W_]+", sort_key(apart))
    plain = [word for word in found if word not in _set(DECORATION)]
    return plain or found


@cache
def _set(words: str) -> frozenset[str]:
    return frozenset(one for word in words.split() for one in re.findall(r"[^\W_]+", sort_key(word)))


def _sorted(words: Sequence[str]) -> str:
    return " ".join(sorted(words))


@cache
def _table() -> Mapping[str, str]:
    """Words → kind: as they stand without spaces, and in any order. The first language that has them decides."""
    table: dict[str, str] = {}
    for kind, words in _entries():
        table.setdefault("".join(words), kind)
        table.setdefault(_sorted(words), kind)
    return table


def _entries() -> Iterator[tuple[str, list[str]]]:
    each = [latin.TABLE, programs.TABLE, eastern.TABLE, scripts.TABLE]
    for text in (text for table in each for text in table.values()):
        for kind, words in entries_of(text):
            yield kind, words_of(words)


def entries_of(text: str) -> Iterator[tuple[str, str]]:
    """The kinds and words that a text of the table has: `kind: words, words`, going on in deeper lines."""
    for line in re.sub(r",\n\s+", ", ", text).split("\n"):
        kind, _, words = line.strip().partition(": ")
        for each in words.split(", ") if words else ():
            yield kind, each


@cache
def _spelt() -> Mapping[str, str]:
    return {" ".join(words): kind for kind, words in reversed(list(_entries())) if len("".join(words)) > 3}


def _similar(name: str) -> str | None:
    from rapidfuzz import fuzz, process

    if len(name) < 4:
        return None
    found = process.extractOne(name, _spelt().keys(), scorer=fuzz.ratio, score_cutoff=SURE_ENOUGH)
    return _spelt()[found[0]] if found else None

"""What a header means: looked up in one table, whatever its spelling, order of words, number or decoration."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shared.imports.headers.name_order import holds_both_names
from shared.imports.headers.persons import Person, is_of_others, person_of, without_persons
from shared.imports.headers.qualifiers import qualified
from shared.imports.headers.table import NONE, kind_of, similar_kind
from shared.imports.headers.words import LONGEST, MOST, words_of

KINDS: Mapping[str, tuple[str, int]] = {
    "firstName": ("firstName", 0),
    "first": ("firstName", 1),
    "lastName": ("lastName", 0),
    "last": ("lastName", 1),
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
    "perhapsPhone": ("phone", 5),
    "position": ("position", 0),
    "role": ("position", 1),
    "profession": ("position", 2),
    "title": ("position", 3),
    "tags": ("tags", 0),
    "categories": ("tags", 1),
    "keywords": ("tags", 2),
    "customerId": ("customerId", 0),
    "customerNumber": ("customerNumber", 0),
    "company": ("companyName", 0),
    "organisation": ("companyName", 1),
    "customer": ("companyName", 2),
    "account": ("companyName", 3),
}
"""Each kind of word in the table: our field, and how near it comes to what the field means (0 is nearest)."""
ONLY_ALONE = ("first", "last")
"""Kinds of words that mean a name only where nothing stands beside them: a last contact is no last name."""
HALVES = ("firstName", "lastName")
IN_BRACKETS = re.compile(r"([^()\uff08\uff09]+)[(\uff08]([^()\uff08\uff09]+)[)\uff09]\W*")

EITHER = re.compile(r"[/|\uff0f]|\s(?:or|oder|ou)\s", re.IGNORECASE)
HINT = re.compile(
    r"\s*[(\[](?:[^()\[\]]*(?:@|\+\d)|\s*(?:e\.? ?g|z\.? ?b|p\. ?ej|par ex|ex|i\.? ?e|as|like|wie|comme|como|if|falls"
    r"|si|incl|inkl|with|mit|avec|con|for|für|pour|para|please|bitte|format|max|min|without|ohne|in|en|no|keine|only"
    r"|nur)\b)"
    r"[^()\[\]]*[)\]]",
    re.IGNORECASE,
)
"""What forms write beside a field's name for who fills it in: an example, or how it is wanted."""


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
    header = header[:LONGEST]
    words, number = _words_and_number(header)
    if not words or len(words) > MOST:
        return None
    if known := _known(header, words, number) or (None if is_of_others(words) else _either(header)):
        return None if known.kind == NONE else known
    if (plain := HINT.sub("", header)) != header and not is_of_others(words) and person_of(words) is Person.ANY:
        return meaning_of(plain)
    kind = None if is_of_others(words) else similar_kind(words)
    return Meaning(kind, number=number, exact=False) if kind and kind != NONE else None


def _words_and_number(header: str) -> tuple[list[str], int]:
    words = words_of(header)
    number = next((int(word) for word in words if word.isdecimal() and len(word) < 3), 0)
    return [word for word in words if not word.isdecimal()], number


def _known(header: str, words: Sequence[str], number: int) -> Meaning | None:
    return next((Meaning(kind, person, number) for person, kind in _readings(header, words)), None)


def _readings(header: str, words: Sequence[str]) -> Iterator[tuple[Person, str]]:
    """What the table has for a header as it stands, and then without what only qualifies it."""
    person, bare = person_of(words), without_persons(words)
    if half := _half_of_a_name(header):
        yield person, half
    if kind := kind_of(words):
        yield Person.ANY, kind
    if (kind := kind_of(bare)) and kind not in ONLY_ALONE:
        yield person, kind
    if kind := qualified(bare):
        yield person, kind
    if holds_both_names(bare):
        yield person, "fullName"


def _half_of_a_name(header: str) -> str | None:
    """First or last name, where the name as a whole stands before it: `Attendee name: Given name`, `お名前（姓）`."""
    if ":" in header.strip(" :*"):
        kind = kind_of(without_persons(words_of(header.strip(" :*").rpartition(":")[2])))
        return kind if kind in HALVES else None
    if parts := IN_BRACKETS.fullmatch(header):
        whole, half = (kind_of(words_of(part)) for part in parts.groups())
        return half if whole in ("name", "fullName") and half in HALVES else None
    return None


def _either(header: str) -> Meaning | None:
    """What several words mean that say the same, or the two halves of a name, with a slash between them."""
    parts = [part for part in EITHER.split(header) if part.strip()]
    if not 1 < len(parts) < 4:
        return None
    known = [one for part in parts if (one := _known(part, *_words_and_number(part))) and one.kind != NONE]
    if len(known) < len(parts):
        return None
    best = min(known, key=lambda one: one.rank)
    if len({one.field for one in known}) == 1:
        return best
    both = {one.kind for one in known} <= {*HALVES, "name"} and len(known) == 2
    return Meaning("fullName", best.person) if both else None

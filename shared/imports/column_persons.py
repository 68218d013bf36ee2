"""Whose columns count, where a list names several persons a row: never one's name with another's address."""

from collections.abc import Collection, Mapping

from shared.imports.headers.meanings import Meaning
from shared.imports.headers.persons import Person

NAMES = frozenset({"firstName", "lastName", "fullName"})
ATTENDEE, ANY, GUEST, BILLED, BUYER = Person
PAIRS = (
    *((ATTENDEE, ATTENDEE), (ANY, ANY), (GUEST, GUEST), (ATTENDEE, ANY), (ANY, ATTENDEE), (GUEST, ANY), (ANY, GUEST)),
    *((BILLED, BILLED), (BUYER, BUYER), (BILLED, ANY), (BUYER, ANY), (ANY, BILLED), (ANY, BUYER)),
    *((BILLED, BUYER), (BUYER, BILLED)),
)
"""Whose name and whose address go together, the best first. Where a header names nobody, it may be anybody."""


def of_one_person(found: Mapping[str, Meaning], named: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """The columns that are of one person, or of nobody in particular; `named` are columns that somebody chose."""
    given = {meaning.field for meaning in named.values()}
    free = {column: one for column, one in found.items() if not _is(one, given)}
    every = [*named.values(), *free.values()]
    names = {one.person for one in every if one.field in NAMES}
    addresses = {one.person for one in every if one.field == "email"}
    pair = next((pair for pair in PAIRS if pair[0] in names and pair[1] in addresses), None)
    if pair is None:  # one of them is missing, or they are two persons': the address is not guessed
        pair = (min(names, default=min(addresses, default=ANY)),) * 2
    number = min((one.number for one in every if one.field in NAMES and one.person is pair[0]), default=0)
    strangers = pair[0] is not ANY is not pair[1] and ANY in names | addresses
    return {column: one for column, one in found.items() if _is_of(one, pair, number, strangers)}


def _is(one: Meaning, given: Collection[str]) -> bool:
    return one.field in given or (one.field in NAMES and not NAMES.isdisjoint(given))


def _is_of(one: Meaning, pair: tuple[Person, Person], number: int, strangers: bool) -> bool:
    person, address = pair
    if one.field in NAMES:
        return one.person is person and (person is ANY or one.number == number)
    if one.field == "email":
        return one.person is address and (address is ANY or not number or one.number in (0, number))
    if one.field == "phone":
        return one.person in _same(person) and not (strangers and one.person is ANY)
    return one.field != "position" or one.person in _same(person)


def _same(person: Person) -> Collection[Person]:
    """Whose phone may be this person's as well: the bill goes to whom the list is about, or to who pays."""
    match person:
        case Person.ANY | Person.BILLED | Person.BUYER:
            return {person, ANY, BILLED}
    return {person, ANY}

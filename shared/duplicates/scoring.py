"""How probably two customers are one: a sum of weights in bits, as Fellegi and Sunter have it ("A theory for record
linkage", 1969).

A weight is log2(m / u): m is how often the field agrees where two are one, u how often where they are not. What is
rarer weighs more; a word of a name weighs by how many of our own customers have it. Two fields that have nothing to do
with each other must agree: of one alone nothing is concluded.
"""

import math
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

import jellyfish
from rapidfuzz.distance import OSA, JaroWinkler

from shared.duplicates.normalising import Place

WEIGHTS: Mapping[str, float] = {
    "email": 15.0,  # m 0.5, u 1 in 65,000: an address is shared by hardly anybody but oneself
    "contacts": 9.0,  # one person that both know; u grows with agencies that work for many
    "phone": 11.0,  # switchboards are shared
    "domain": 9.0,  # of mail or website, free providers left out; groups of companies share one
    "address": 8.0,  # one house; office buildings are shared
    "postalCode": 2.0,
}
"""By field, what an agreement weighs, in bits."""
MOST_OF_NAME, MOST_OF_TOKEN = 16.0, 10.0
"""Bits that a whole name, and one word of it, weigh at most: more would let a rare name alone decide."""
OTHER_NAME = -8.0
"""Names that have nothing in common speak against it."""
ANOTHER_PLACE = -1.0
"""People move: another address says little."""
FEWEST_CUSTOMERS = 4_096
"""The rarity of words is reckoned as if there were at least so many customers: a small base knows too little of it."""
THRESHOLD = 17.0
"""From here on two count as one: odds of about 8 to 1 that they are, if one in 16,000 pairs compared is."""
ALIKE = 0.92
"""Words so far alike (Jaro-Winkler) are one word mistyped, if they sound alike, or are long and differ little."""
MISTYPED = 0.8
"""What a mistyped word weighs of one that is the same."""


@dataclass(frozen=True)
class Portrait:
    """A customer as far as it is compared."""

    id: UUID
    name: tuple[str, ...]
    emails: Set[str] = field(default=frozenset())
    phones: Set[str] = field(default=frozenset())
    domains: Set[str] = field(default=frozenset())
    places: tuple[Place, ...] = ()
    people: Set[str] = field(default=frozenset())
    """The e-mail addresses of its contacts."""


type Rarity = Callable[[str], float]
"""How many bits a word of a name weighs."""


def rarity(total: int, customers_with: Callable[[str], int]) -> Rarity:
    """By how many of so many customers have it."""
    base = max(total, FEWEST_CUSTOMERS)

    def bits(word: str) -> float:
        return min(MOST_OF_TOKEN, math.log2(base / max(1, customers_with(word))))

    return bits


def reasons(one: Portrait, other: Portrait, bits: Rarity) -> dict[str, float]:
    """By field, what speaks for it, and against it, in bits."""
    found: dict[str, float] = {}
    mine, theirs = one.emails | one.people, other.emails | other.people
    if one.emails & other.emails or one.emails & other.people or one.people & other.emails:
        found["email"] = WEIGHTS["email"]
    elif mine & theirs:
        found["contacts"] = WEIGHTS["contacts"]
    elif one.domains & other.domains:
        found["domain"] = WEIGHTS["domain"]
    if one.phones & other.phones:
        found["phone"] = WEIGHTS["phone"]
    where = _place_weight(one.places, other.places)
    if not found and where < WEIGHTS["address"]:
        return {}  # of a name alone nothing is concluded
    found["name"] = name_weight(one.name, other.name, bits)
    if where:
        found["postalCode" if where == WEIGHTS["postalCode"] else "address"] = where
    return {what: round(weight, 1) for what, weight in found.items() if weight}


def is_duplicate(found: Mapping[str, float]) -> bool:
    """Whether these reasons are enough: in all, and of two kinds."""
    return sum(found.values()) >= THRESHOLD and sum(weight >= 3 for weight in found.values()) >= 2


def score(found: Mapping[str, float]) -> float:
    """All that speaks for it, less what speaks against it."""
    return round(sum(found.values()), 1)


def name_weight(mine: tuple[str, ...], theirs: tuple[str, ...], bits: Rarity) -> float:
    """Words that both have weigh by their rarity; words that only one has take away what they would have given."""
    if not mine or not theirs:
        return 0.0
    if mine == theirs:
        return min(MOST_OF_NAME, sum(map(bits, mine)))
    if "".join(mine) == "".join(theirs):
        return min(MOST_OF_NAME, max(sum(map(bits, mine)), sum(map(bits, theirs))))
    left, agreed, differing = list(theirs), 0.0, 0.0
    for word in mine:
        if word in left:
            left.remove(word)
            agreed += bits(word)
        elif same := next((other for other in left if mistyped(word, other)), None):
            left.remove(same)
            agreed += MISTYPED * max(bits(word), bits(same))
        else:
            differing += bits(word)
    differing += sum(map(bits, left))
    if agreed <= differing / 2:
        return OTHER_NAME
    return max(OTHER_NAME, min(MOST_OF_NAME, agreed - 0.5 * differing))


@lru_cache(50_000)
def mistyped(one: str, other: str) -> bool:
    """Whether two words are probably one: nearly the same letters, and one slip, or the same sound."""
    if len(one) < 4 or len(other) < 4 or one.isdigit() or other.isdigit():
        return False
    slips, shortest = OSA.distance(one, other, score_cutoff=2), min(len(one), len(other))
    if slips <= 1:
        return shortest >= 5
    alike = JaroWinkler.similarity(one, other) >= ALIKE
    return alike and ((slips == 2 and shortest >= 8) or sound(one) == sound(other))


@lru_cache(50_000)
def sound(word: str) -> str:
    """What a word sounds like (Metaphone); of a word that is not in Latin letters, itself."""
    return (jellyfish.metaphone(word) if word.isascii() else "") or word


def _place_weight(mine: tuple[Place, ...], theirs: tuple[Place, ...]) -> float:
    pairs = [(one, other) for one in mine for other in theirs]
    if not pairs:
        return 0.0
    if any(_one_house(one, other) for one, other in pairs):
        return WEIGHTS["address"]
    if any(one.zip_code and one.zip_code == other.zip_code for one, other in pairs):
        return WEIGHTS["postalCode"]
    return ANOTHER_PLACE


def _one_house(one: Place, other: Place) -> bool:
    if one.number != other.number or not one.street or not other.street:
        return False
    near = one.zip_code == other.zip_code if one.zip_code and other.zip_code else one.city == other.city
    return near and (one.street == other.street or OSA.distance(one.street, other.street, score_cutoff=2) <= 2)

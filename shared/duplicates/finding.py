"""Finding a customer's duplicates: those that share a key with it are compared, a bounded number for each key."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import batched
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Integer, bindparam, literal, select, union_all
from sqlalchemy.orm import Session

from shared.contacts.queries import reached_at
from shared.customers.queries import Described, described
from shared.customers.values import ContactInfo, Profile
from shared.duplicates.normalising import Place, domain_of, name_tokens, phone_key, place_of
from shared.duplicates.scoring import Portrait, Rarity, is_duplicate, rarity, reasons, score, sound
from shared.duplicates.tables import common_words, match_keys
from shared.kernel.text import email_key
from shared.platform.persistence.aliases import AnySelect
from shared.platform.persistence.bulk import in_values

LARGEST_BLOCK = 50
"""Customers that share a key are compared if they are no more than this: what more share says nothing."""
RARE = 4
"""How many customers have a word that is not among the common ones, as far as it is reckoned."""
TOTAL = 0
"""Among the common words: how many customers there are."""
KEYS_AT_ONCE = 20
UNKNOWN = {""}
NOBODY = UUID(int=0)
"""The id of who has none yet."""

k, m = match_keys.c, common_words.c


class Found(NamedTuple):
    """A customer that is probably the same as another."""

    customer_id: UUID
    score: float
    reasons: Mapping[str, float]


def key_of(kind: str, value: str) -> int:
    """A key as it is stored: 63 bits of a digest, above zero."""
    digest = hashlib.blake2b(f"{kind} {value}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 1) or 1


@lru_cache(100_000)
def word_key(word: str) -> int:
    """What a word of a name is counted by: words that sound alike are one."""
    return key_of("word", sound(word))


def keys_of(one: Portrait) -> set[int]:
    """What a customer shares with whoever may be the same.

    Its name is none: of two with one name nothing is concluded, so whoever is the same shares something else, too.
    """
    found = {key_of("mail", email) for email in (*one.emails, *one.people)}
    named = sound(max(one.name, key=len)) if one.name else ""
    for kind, value in (
        *(("phone", phone) for phone in one.phones),
        *(("domain", domain) for domain in one.domains),
        *(("place", place) for place in map(_spot, one.places) if place),
    ):
        found |= {key_of(kind, value), key_of(kind, f"{value} {named}")}  # the second where too many have the first
    return found


def _spot(place: Place) -> str:
    """Where a house is, so far as its street may be spelt otherwise; empty if that is not known."""
    return f"{place.zip_code or place.city} {place.number}" if place.number and place.is_known else ""


def portraits(session: Session, ids: Sequence[UUID]) -> dict[UUID, Portrait]:
    """These customers as they are compared, without those that are archived or gone."""
    people: dict[UUID, list[tuple[str, str | None]]] = {}
    for customer_id, email, phone in reached_at(session, ids):
        people.setdefault(customer_id, []).append((email, phone))
    return {one.id: portrait(one, people.get(one.id, ())) for one in described(session, ids)}


def portrait(one: Described, people: Iterable[tuple[str, str | None]] = ()) -> Portrait:
    """A customer as it is compared; `people` are its contacts' addresses in comparison form, and their numbers."""
    known = list(people)
    emails, theirs = [email_key(email) for email in one.emails if email], [email for email, _ in known]
    phones = {phone_key(phone) for phone in (*one.phones, *[phone for _, phone in known])}
    domains = {domain_of(site) for site in (*emails, *theirs, one.website)}
    places = {place: None for place in map(place_of, one.addresses) if place.is_known}
    return Portrait(
        one.id,
        name_tokens(one.name),
        frozenset(emails),
        phones - UNKNOWN,
        domains - UNKNOWN,
        tuple(places),
        frozenset(theirs),
    )


def portrait_of_new(profile: Profile, contact_info: ContactInfo) -> Portrait:
    """A customer that is not registered yet."""
    info = contact_info
    made = Described(
        NOBODY,
        profile.company_name,
        (info.primary_email, info.secondary_email),
        (info.primary_phone, info.secondary_phone),
        info.website,
        (info.billing_address, info.shipping_address),
    )
    return portrait(made)


def sharing(session: Session, keys: Collection[int]) -> set[UUID]:
    """The customers that have one of these keys; of a key that too many have, none."""
    found = set[UUID]()
    for some in batched(sorted(keys), KEYS_AT_ONCE, strict=False):
        blocks: dict[int, list[UUID]] = {}
        given = {f"key{place}": key for place, key in enumerate(some)}
        for row in session.connection().execute(_blocks(len(some)), given):
            place, customer_id = row.Place, row.CustomerId
            blocks.setdefault(place, []).append(customer_id)
        found |= {id for block in blocks.values() if len(block) <= LARGEST_BLOCK for id in block}
    return found


@cache
def _blocks(count: int) -> AnySelect:
    """Who has each of so many keys: of each no more than tell that they are too many."""
    limited = [
        select(literal(place, Integer).label("Place"), k.CustomerId)
        .where(k.Key == bindparam(f"key{place}"))
        .limit(LARGEST_BLOCK + 1)
        .subquery()
        for place in range(count)
    ]
    return union_all(*(select(one) for one in limited)).subquery().select()


def rarity_in(session: Session, words: Collection[str]) -> Rarity:
    """How rare these words are in our own data."""
    wanted = {"words": list({TOTAL, *map(word_key, words)})}
    return rarity_by(dict(session.execute(select(m.Word, m.Customers).where(in_values(m.Word, "words")), wanted).all()))


def rarity_by(common: Mapping[int, int]) -> Rarity:
    """How rare words are, by how many customers have the common ones."""
    return rarity(common.get(TOTAL, 0), lambda word: common.get(word_key(word), RARE))


def duplicates_of(session: Session, one: Portrait, *, besides: Collection[UUID] = ()) -> list[Found]:
    """Whoever is probably the same, the most probable first."""
    ids = sharing(session, keys_of(one)) - {one.id, *besides}
    others = portraits(session, list(ids)) if ids else {}
    if not others:
        return []
    bits = rarity_in(session, {word for known in (one, *others.values()) for word in known.name})
    found = ((other.id, reasons(one, other, bits)) for other in others.values())
    probable = [Found(id, score(why), why) for id, why in found if is_duplicate(why)]
    return sorted(probable, key=lambda known: (-known.score, known.customer_id))

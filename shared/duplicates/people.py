"""Contacts of one customer that are probably one person: few enough to compare each with each."""

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple
from uuid import UUID

from shared.contacts.responses import ContactResponse
from shared.duplicates.normalising import FREE_MAIL, phone_key
from shared.duplicates.scoring import mistyped, sound
from shared.kernel.text import email_key, sort_key, words

PHONE, NAME, NAME_ALIKE, FIRST_NAME, MAILBOX, MAILBOX_NAMED, ANOTHER_NAME = 8.0, 8.0, 6.0, 2.0, 6.0, 4.0, -8.0
"""What an agreement weighs, in bits; within one customer few share a name, and offices share a phone."""
THRESHOLD = 12.0


class SamePerson(NamedTuple):
    """Two contacts, and what speaks for their being one."""

    first: UUID
    second: UUID
    reasons: dict[str, float]

    @property
    def score(self) -> float:
        """All of it, in bits."""
        return round(sum(self.reasons.values()), 1)


def same_people(contacts: Sequence[ContactResponse]) -> list[SamePerson]:
    """The pairs that are probably one person, the most probable first."""
    pairs = (SamePerson(one.id, other.id, _reasons(one, other)) for one, other in combinations(contacts, 2))
    found = [
        pair for pair in pairs if pair.score >= THRESHOLD and sum(weight >= 2 for weight in pair.reasons.values()) > 1
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.first, pair.second))


def _reasons(one: ContactResponse, other: ContactResponse) -> dict[str, float]:
    mine, theirs = phone_key(one.phone), phone_key(other.phone)
    weights = {
        "name": _name(one, other),
        "phone": PHONE if mine and mine == theirs else 0.0,
        "email": _mailboxes(one, other),
    }
    return {what: weight for what, weight in weights.items() if weight}


def _name(one: ContactResponse, other: ContactResponse) -> float:
    mine, theirs = (sorted(words(f"{each.first_name} {each.last_name}")) for each in (one, other))
    if mine == theirs:
        return NAME
    if len(mine) == len(theirs) and all(a == b or mistyped(a, b) for a, b in zip(mine, theirs, strict=True)):
        return NAME_ALIKE
    last = sound(sort_key(one.last_name)) == sound(sort_key(other.last_name))
    if last and one.first_name[:1].casefold() == other.first_name[:1].casefold():
        return FIRST_NAME + 2.0 if 1 in (len(one.first_name.rstrip(".")), len(other.first_name.rstrip("."))) else 0.0
    return 0.0 if last else ANOTHER_NAME


def _mailboxes(one: ContactResponse, other: ContactResponse) -> float:
    """Whether the part before the @ is the same, or one is at a free provider and named as the other."""
    (mine, at), (theirs, there) = (email_key(each.email).split("@", 1) for each in (one, other))
    if mine == theirs:
        return MAILBOX
    letters = ["".join(filter(str.isalpha, box)) for box in (mine, theirs)]
    if letters[0] and sorted(letters[0]) == sorted(letters[1]):
        return MAILBOX_NAMED
    return 1.0 if {at, there} & FREE_MAIL else 0.0

"""A base with planted duplicates, whose truth is known: two halves of different seeds and words, one to tune, one to
measure.

Names are of seven languages, with the legal forms and trades of their countries. One in eleven customers is planted a
second time, as people enter the same one twice: another legal form or none, a slip of the pen, another word for "and",
accents lost, a mail address of the same domain or at a free provider, a phone spelt otherwise, moved. One in eight
shares with another: a switchboard, a group's domain, an office building, all but a letter of its name.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from shared.kernel.text import sort_key

SYLLABLES = {
    "tune": ("ba", "kor", "lin", "mar", "tes", "vol", "den", "hav", "sol", "mi", "ra", "nor", "gel", "pan", "fri"),
    "measure": (
        "al",
        "ber",
        "cas",
        "dor",
        "el",
        "fen",
        "gar",
        "hol",
        "is",
        "jun",
        "ka",
        "lor",
        "man",
        "ost",
        "pe",
        "rin",
    ),
}
FIRST = {
    "tune": ("Müller", "Schmidt", "Durand", "García", "Rossi", "Nowak", "Jensen", "Smith", "Østergaard", "Núñez"),
    "measure": (
        "Weber",
        "Köhler",
        "Lefèvre",
        "Sánchez",
        "Bianchi",
        "Kowalski",
        "Larsen",
        "Jones",
        "Åkesson",
        "Özdemir",
    ),
}
TRADES = (
    *("Events", "Eventtechnik", "Festival", "Messebau", "Catering", "Konzertagentur", "Congress", "Spectacles"),
    *("Producciones", "Eventi", "Traiteur", "Evenementen", "Arrangement", "Studios", "Media", "Partners"),
)
CITIES = {
    "tune": ("Berlin", "München", "Lyon", "Madrid", "Roma", "Warszawa", "Oslo", "Leeds", "Gent", "Wien"),
    "measure": ("Hamburg", "Köln", "Paris", "Sevilla", "Milano", "Kraków", "Århus", "Bristol", "Utrecht", "Zürich"),
}
FORMS = ("GmbH", "AG", "Ltd", "Limited", "S.A.", "SARL", "S.r.l.", "Sp. z o.o.", "AB", "A/S", "B.V.", "Inc.", "", "")
SAME_FORM = {"GmbH": "mbH", "Ltd": "Limited", "Limited": "Ltd.", "S.A.": "SA", "SARL": "S.A.R.L.", "S.r.l.": "SRL"}
STREETS = (
    "Hafenstraße",
    "Lindenweg",
    "High Street",
    "Rue de la Gare",
    "Calle Mayor",
    "Via Roma",
    "Storgatan",
    "Ringlaan",
)
FREE = ("gmail.com", "outlook.com", "web.de", "orange.fr", "libero.it")


@dataclass(frozen=True)
class Lookalike:
    """A customer as it was entered."""

    id: UUID
    name: str
    email: str
    phone: str | None
    website: str | None
    street: str | None
    zip_code: str | None
    city: str | None


class Base:
    """Customers, and which of them are one."""

    def __init__(self, half: str, size: int) -> None:
        """`half` is `tune` or `measure`."""
        self._half, self._chance = half, random.Random(f"{half} {size}")
        self._number = 0
        self.truth: set[tuple[UUID, UUID]] = set()
        originals = size * 10 // 11
        self._cores = [self._core() for _ in range(max(50, originals * 2 // 3))]
        made = list[Lookalike]()
        for _ in range(originals):
            made.append(self._neighbour(self._original(), made))
        planted = self._chance.sample(made, size - originals)
        self.customers: Sequence[Lookalike] = [*made, *map(self._again, planted)]

    def _id(self) -> UUID:
        self._number += 1
        return UUID(int=self._chance.getrandbits(64) << 64 | 0x8 << 60 | self._number)

    def _core(self) -> str:
        """The word that a name is known by: a family's, or made up; few are shared by many."""
        if self._chance.random() < 0.15:
            return self._chance.choice(FIRST[self._half])
        return "".join(self._chance.choice(SYLLABLES[self._half]) for _ in range(self._chance.randint(2, 4))).title()

    def _original(self) -> Lookalike:
        chance = self._chance
        core, trade, city = chance.choice(self._cores), chance.choice(TRADES), chance.choice(CITIES[self._half])
        shape = chance.random()
        name = f"{core} {trade}" if shape < 0.5 else f"{core} & {chance.choice(self._cores)} {trade}"
        if shape > 0.85:
            name = f"{trade} {city}" if shape > 0.95 else f"{core} {city}"
        domain = f"{_slug(core)}-{_slug(trade)}.example.{chance.choice(('de', 'com', 'fr', 'es'))}"
        free = chance.random() < 0.25
        number = chance.randrange(10**6, 10**9)
        return Lookalike(
            self._id(),
            f"{name} {chance.choice(FORMS)}".strip(),
            f"{_slug(core)}{self._number}@{chance.choice(FREE)}"
            if free
            else f"info{self._number}@{self._number}.{domain}",
            f"+49{number}" if chance.random() < 0.85 else None,
            None if free or chance.random() < 0.4 else f"https://www.{self._number}.{domain}",
            *self._place(),
        )

    def _neighbour(self, one: Lookalike, made: Sequence[Lookalike]) -> Lookalike:
        """Some share something with another that they are not: a switchboard, a group's domain, an office building."""
        if not made or self._chance.random() > 0.12:
            return one
        other, what = self._chance.choice(made[-200:]), self._chance.randrange(4)
        if what == 0:
            return replace(one, phone=other.phone)
        if what == 1 and other.email.partition("@")[2] not in FREE:
            return replace(one, email=f"sales{self._number}@{other.email.partition('@')[2]}")
        if what == 2:
            return replace(one, street=other.street, zip_code=other.zip_code, city=other.city)
        first, *rest = other.name.split()
        return replace(one, name=" ".join((_slip(first, self._chance) if len(first) < 6 else first, *rest)))

    def _place(self) -> tuple[str | None, str | None, str | None]:
        chance = self._chance
        if chance.random() < 0.25:
            return None, None, None
        street = f"{chance.choice(STREETS)} {chance.randint(1, 180)}"
        return street, f"{chance.randrange(10_000, 99_999)}", chance.choice(CITIES[self._half])

    def _again(self, one: Lookalike) -> Lookalike:
        """The same customer, entered once more."""
        chance = self._chance
        again = replace(one, id=self._id(), name=self._respelt(one.name))
        domain = one.email.partition("@")[2]
        contact = chance.random()
        if contact < 0.45:
            again = replace(again, email=f"office{self._number}@{domain}" if domain not in FREE else self._free(one))
        elif contact < 0.75:
            again = replace(again, email=self._free(one), phone=_spelt(one.phone, chance))
        else:
            again = replace(again, email=self._free(one), website=one.website)
        if chance.random() < 0.5 and again.phone == one.phone:
            again = replace(again, phone=_spelt(one.phone, chance))
        if chance.random() < 0.3:
            street, zip_code, city = self._place()
            again = replace(again, street=street, zip_code=zip_code, city=city)
        first, second = sorted((one.id, again.id))
        self.truth.add((first, second))
        return again

    def _free(self, one: Lookalike) -> str:
        return f"{_slug(one.name)[:20]}{self._number}@{self._chance.choice(FREE)}"

    def _respelt(self, name: str) -> str:
        chance, words = self._chance, name.split()
        if words[-1] in SAME_FORM and chance.random() < 0.5:
            words[-1] = SAME_FORM[words[-1]]
        elif words[-1] in FORMS and chance.random() < 0.6:
            words = words[:-1]
        what = chance.random()
        if what < 0.35:
            longest = max(range(len(words)), key=lambda place: len(words[place]))
            words[longest] = _slip(words[longest], chance)
        elif what < 0.45 and "&" in words:
            words[words.index("&")] = chance.choice(("und", "and", "et", "+"))
        elif what < 0.55:
            words = [sort_key(word).title() for word in words]
        return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    """One letter left out, doubled, or two swapped."""
    place = chance.randrange(1, max(2, len(word) - 1))
    kind = chance.randrange(3)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place] + word[place:]
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]


def _spelt(phone: str | None, chance: random.Random) -> str | None:
    if phone is None:
        return None
    return chance.choice((phone, f"00{phone[1:]}", f"{phone[:5]} {phone[5:]}"))


def _slug(text: str) -> str:
    return "".join(letter for letter in sort_key(text) if letter.isalnum())

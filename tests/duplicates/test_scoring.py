"""How probably two customers are one, by what they have in common."""

from pytest import approx, mark

from shared.customers.values import Address
from shared.duplicates.normalising import domain_of, name_tokens, phone_key, place_of
from shared.duplicates.scoring import Portrait, Rarity, is_duplicate, name_weight, rarity, reasons, score
from shared.kernel.ids import new_id

COMMON = {"events": 60_000, "catering": 30_000, "berlin": 20_000, "bern": 4_000, "smith": 2_000, "sons": 1_000}


def bits(word: str) -> float:
    return rarity(100_000, lambda one: COMMON.get(one, 2))(word)


def known(name: str, **more: object) -> Portrait:
    return Portrait(new_id(), name_tokens(name), **more)  # type: ignore[arg-type]


@mark.parametrize(
    ("name", "tokens"),
    [
        ("Müller Events GmbH", ("muller", "events")),
        ("S.A.R.L. Dupont & Fils", ("dupont", "fils")),
        ("Smith & Sons Ltd", ("smith", "sons")),
        ("Smith and Sons Limited", ("smith", "sons")),
        ("Rossi S.r.l.", ("rossi",)),
        ("Nowak sp. z o.o.", ("nowak",)),
        ("Nowak Sp. z o. o.", ("nowak",)),
        ("Muster GmbH & Co. KG", ("muster",)),
        ("Nordisk A/S", ("nordisk",)),
        ("Åkesson AB", ("akesson",)),
        ("株式会社トヨタ", ("トヨタ",)),
        ("O'Brien's Events", ("o", "briens", "events")),
        ("The Limited", ("limited",)),
        ("", ()),
        ("🎉", ()),
    ],
)
def test_a_name_is_known_by_its_words_without_legal_forms(name: str, tokens: tuple[str, ...]) -> None:
    assert name_tokens(name) == tokens


@mark.parametrize(
    ("phone", "key"),
    [
        ("+49301234567", "301234567"),
        ("0049 30 1234567", "301234567"),
        ("030/123 45 67", "301234567"),
        ("12345", ""),
        (None, ""),
        ("call me", ""),
    ],
)
def test_a_phone_is_known_by_its_last_digits(phone: str | None, key: str) -> None:
    assert phone_key(phone) == key


@mark.parametrize(
    ("address", "domain"),
    [
        ("ada@aurora.example.com", "aurora.example.com"),
        ("https://www.Aurora.example.com/en?x=1", "aurora.example.com"),
        ("aurora.example.com:8080", "aurora.example.com"),
        ("ada@gmail.com", ""),
        ("localhost", ""),
        (None, ""),
    ],
)
def test_a_domain_says_something_unless_anybody_has_it(address: str | None, domain: str) -> None:
    assert domain_of(address) == domain


def test_a_house_is_one_however_its_street_is_spelt() -> None:
    one = place_of(Address("Hafenstraße 12", "Hamburg", None, "20 359"))
    other = place_of(Address("Hafenstr. 12", "HAMBURG", None, "20359"))

    assert (one.zip_code, one.number, one.street, one.city) == ("20359", "12", "hafenstr", "hamburg")
    assert one == other


def test_the_rarer_a_word_is_the_more_it_weighs() -> None:
    assert bits("events") == approx(0.74, abs=0.01)
    assert bits("berlin") == approx(2.32, abs=0.01)
    assert bits("aurora") == 10.0


@mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Smith & Sons Ltd", "Smith and Sons Limited", 12.0, 12.5),
        ("Berlin Events GmbH", "Bern Events GmbH", -8.0, -8.0),
        ("Aurora Events", "Aurora Catering", 8.0, 9.0),
        ("Auorra Events", "Aurora Events GmbH", 8.0, 9.0),
        ("Aurora Borealis Events", "Aurora Events", 5.0, 6.0),
        ("AuroraEvents", "Aurora Events", 10.0, 11.0),
        ("Aurora", "Borealis", -8.0, -8.0),
        ("", "Aurora", 0.0, 0.0),
    ],
)
def test_names_weigh_by_the_words_they_share(one: str, other: str, least: float, most: float) -> None:
    assert least <= name_weight(name_tokens(one), name_tokens(other), bits) <= most
    assert name_weight(name_tokens(other), name_tokens(one), bits) == approx(
        name_weight(name_tokens(one), name_tokens(other), bits)
    )


PHONE, MAIL, DOMAIN = frozenset({"301234567"}), frozenset({"ada@x.example"}), frozenset({"x.example"})
HOUSE = (place_of(Address("Hafenstraße 12", "Hamburg", None, "20359")),)
MOVED = (place_of(Address("Ringweg 1", "Kiel", None, "24103")),)
SAME: list[tuple[str, Portrait, Portrait, bool]] = [
    ("a rare name and a phone", known("Aurora Events", phones=PHONE), known("Aurora Events Ltd", phones=PHONE), True),
    ("a rare name alone", known("Aurora Borealis"), known("Aurora Borealis"), False),
    ("a phone alone", known("Aurora", phones=PHONE), known("Borealis", phones=PHONE), False),
    ("a mail address alone", known("Aurora", emails=MAIL), known("Borealis", emails=MAIL), False),
    ("a switchboard and common words", known("Berlin Events", phones=PHONE), known("Events", phones=PHONE), False),
    ("a group's domain", known("Aurora Berlin", domains=DOMAIN), known("Borealis Bern", domains=DOMAIN), False),
    ("a name and a domain", known("Aurora", domains=DOMAIN), known("Aurora GmbH", domains=DOMAIN), True),
    ("a name and a house", known("Aurora", places=HOUSE), known("Aurora", places=HOUSE), True),
    ("an office building", known("Aurora", places=HOUSE), known("Borealis", places=HOUSE), False),
    (
        "a name and a phone, moved",
        known("Aurora", phones=PHONE, places=HOUSE),
        known("Aurora", phones=PHONE, places=MOVED),
        True,
    ),
    ("a person whom both know", known("Aurora", people=MAIL), known("Aurora", people=MAIL), True),
    ("a person who works for both", known("Aurora", people=MAIL), known("Borealis", people=MAIL), False),
    ("its address as a contact's", known("Aurora", emails=MAIL), known("Aurora", people=MAIL), True),
    ("a phone and a house", known("", phones=PHONE, places=HOUSE), known("", phones=PHONE, places=HOUSE), True),
]


@mark.parametrize(("one", "other", "same"), [case[1:] for case in SAME], ids=[case[0] for case in SAME])
def test_two_are_one_if_two_things_agree_that_have_nothing_to_do_with_each_other(
    one: Portrait, other: Portrait, same: bool
) -> None:
    weigh: Rarity = bits

    assert is_duplicate(reasons(one, other, weigh)) is same
    assert is_duplicate(reasons(other, one, weigh)) is same


def test_each_reason_is_shown_with_its_weight() -> None:
    found = reasons(known("Aurora", phones=PHONE, places=HOUSE), known("Aurora GmbH", phones=PHONE, places=MOVED), bits)

    assert found == {"phone": 11.0, "name": 10.0, "address": -1.0}
    assert score(found) == 20.0

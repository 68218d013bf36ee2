"""Finding customers by a phone number, however it is written."""

import re
from uuid import UUID

import phonenumbers
from pytest import mark

from shared.contacts.commands import AddContact, RemoveContact, UpdateContact
from shared.contacts.services import index_contacts_of
from shared.contacts.values import ContactDetails
from shared.customers.search_phones import _country, phone_forms
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from tests.support.world import World

BERLIN = ["+49 30 9876543", "0049 30 9876543", "004930-9876543", "+49 (0)30 9876543", "0049 (0) 30 98 76 543"]
BERLIN += [
    "030 9876543",
    "030/98 76 543",
    "(030) 9876-543",
    "30 9876543",
    "49309876543",
    "tel:+49-30-9876543",
]
BOSTON = ["+14155552671x89", "+1 (415) 555-2671 ext. 89", "001 415 555 2671 x 89", "415-555-2671 extension 89"]
BOSTON += ["(415) 555-2671 #89", "+1.415.555.2671;ext=89", "+1 415 555 2671"]


@mark.parametrize("query", BERLIN)
def test_a_number_is_found_in_any_spelling(world: World, query: str) -> None:
    world.has_customer("Berlin", primary_phone="+49309876543")
    world.has_customer("Else", primary_phone="+49309876544", secondary_phone="+443098765440")

    assert world.found(query) == ["Berlin"]


@mark.parametrize("query", BOSTON)
def test_a_number_with_an_extension_is_found_in_any_spelling(world: World, query: str) -> None:
    world.has_customer("Boston", primary_phone="+14155552671x89")
    world.has_customer("Else", primary_phone="+14155552672x89")

    assert world.found(query) == ["Boston"]


def test_another_extension_is_another_number(world: World) -> None:
    world.has_customer("Boston", primary_phone="+14155552671x89")

    assert world.found("+14155552671x7") == []


@mark.parametrize("query", BERLIN)
def test_a_number_kept_with_00_is_found_as_if_it_had_a_plus(world: World, query: str) -> None:
    world.has_customer("Berlin", primary_phone="0049 30 9876543")

    assert world.found(query) == ["Berlin"]


@mark.parametrize(
    ("kept", "query"),
    [
        ("030 9876543", "+49 30 9876543"),
        ("030 9876543", "0049 (30) 9876543"),
        ("612 345 678", "+34 612345678"),
        ("(415) 555-2671", "+1 415 555 2671"),
    ],
)
def test_a_number_kept_without_its_country_is_found_with_it(world: World, kept: str, query: str) -> None:
    world.has_customer("Home", primary_phone=kept)
    world.has_customer("Else", primary_phone="+4930987654")

    assert world.found(query) == ["Home"]


@mark.parametrize("query", ["CUST-0000001", "cust 00000001", "0000001"])
def test_a_customers_number_may_have_more_zeros(world: World, query: str) -> None:
    world.has_customer("First")
    world.has_customer("Second")

    assert world.found(query) == ["First"]


@mark.parametrize("query", ["10000x20", "10000x2", "10000 x 20"])
def test_a_name_that_looks_like_a_number_with_an_extension_is_found(world: World, query: str) -> None:
    world.has_customer("Cable 10000x20" if " " not in query else "Cable 10000 x 20")

    assert len(world.found(query)) == 1


def test_the_number_of_a_customer_finds_no_phone_abroad(world: World) -> None:
    world.has_customer("Phone", primary_phone="+1234567890")

    assert world.found("001234") == []


@mark.parametrize(
    ("phone", "forms"),
    [
        ("+442079460999", ["442079460999", "02079460999", "2079460999"]),
        ("+14155552671x89", ["1415555267189", "415555267189"]),
        ("+390612345678", ["390612345678", "0612345678"]),
        ("+5491123456789", ["5491123456789", "0111523456789", "91123456789"]),
        ("+375152450911", ["375152450911", "80152450911", "152450911"]),
        ("0049 30 9876543", ["0049309876543", "49309876543", "0309876543", "309876543"]),
        ("030 9876543", ["0309876543"]),
        ("+9991234567", ["9991234567"]),
    ],
)
def test_a_number_is_indexed_as_people_of_its_country_write_it(phone: str, forms: list[str]) -> None:
    assert phone_forms(phone) == forms


def test_every_number_is_found_as_its_country_writes_it() -> None:
    for region in phonenumbers.SUPPORTED_REGIONS:
        for kind in phonenumbers.PhoneNumberType.values():
            if number := phonenumbers.example_number_for_type(region, kind):
                at_home = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
                kept = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
                assert re.sub(r"\D", "", at_home) in phone_forms(kept), (region, at_home)


def test_the_slow_library_is_asked_only_about_countries_whose_numbers_change_at_home() -> None:
    asked = {code for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE if (known := _country(code)) and known.rewrites}

    assert asked == {54, 55, 81, 241, 261, 375, 378, 672}


def kai(phone: str | None) -> ContactDetails:
    return ContactDetails("Kai", "Tel", "kai@phones.example.com", phone=phone)


def test_a_customer_is_found_by_its_contacts_phones_while_they_have_them(world: World) -> None:
    customer = world.has_customer("London")
    contact = world.send(AddContact(customer, kai("+442079460999"))).id

    for query in ("020 7946 0999", "+44 20 7946 0999", "0044 (0)20 7946 0999"):
        assert world.found(query) == ["London"], query
    world.send(UpdateContact(customer, contact, provided={"phone": "+442079460111"}))
    assert (world.found("020 7946 0999"), world.found("020 7946 0111")) == ([], ["London"])
    world.send(RemoveContact(customer, contact, reason="left"))
    assert world.found("020 7946 0111") == []


class IndexedAnew(Command[None]):
    def __init__(self, *customers: UUID) -> None:
        self.customers = customers

    def handle(self, uow: UnitOfWork) -> None:
        index_contacts_of(uow, self.customers)


def test_phones_of_many_customers_contacts_are_indexed_alike(world: World) -> None:
    customer = world.has_customer("London")
    world.send(AddContact(customer, kai("+442079460999")))
    world.send(AddContact(customer, ContactDetails("No", "Phone", "no@phones.example.com")))

    world.send(IndexedAnew(customer))

    assert world.found("020 7946 0999") == world.found("no phone") == ["London"]

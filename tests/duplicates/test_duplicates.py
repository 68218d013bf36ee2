"""Duplicates are found when customers change, by a scan, and when somebody asks; a pair is dismissed for good."""

from typing import Any
from uuid import UUID, uuid4

from pytest import mark, raises
from sqlalchemy import select

from shared.contacts.commands import AddContact
from shared.contacts.queries import load_contacts
from shared.contacts.values import ContactDetails
from shared.customers.commands import UpdateContactInfo, UpdateProfile
from shared.customers.errors import CustomerArchived, CustomerNotFound
from shared.customers.values import Address, ContactInfo, CustomerType, Profile
from shared.duplicates.commands import DismissDuplicate, FindDuplicates
from shared.duplicates.errors import NoDuplicates
from shared.duplicates.finding import LARGEST_BLOCK, portrait_of_new
from shared.duplicates.names import SCAN
from shared.duplicates.people import same_people
from shared.duplicates.queries import across_customers, lookalikes, of_customer, pairs_with
from shared.duplicates.requests import DuplicateQuery
from shared.duplicates.scan import SUBJECT
from shared.duplicates.scan_commands import CUSTOMERS_AT_ONCE
from shared.duplicates.tables import duplicate_pairs, match_keys
from shared.imports.queries import customers_brought
from shared.imports.values import UnknownCustomer
from shared.platform.jobs.commands import StartJob
from tests.support.erasing import erased
from tests.support.importing import Importer
from tests.support.lookalikes import Base, Lookalike
from tests.support.merging import merges
from tests.support.world import World

PHONE = "+49301234567"


def scans(world: World) -> None:
    """As every night."""
    world.send(StartJob(SCAN, SUBJECT))
    world.works()


def compares(world: World, *customers: UUID) -> None:
    """As when they change."""
    for customer in customers:
        world.send(FindDuplicates(customer))


def listed(world: World, **filters: Any) -> list[set[UUID]]:
    asked = DuplicateQuery.model_validate(filters, strict=False)
    with world.app.database.reading() as session:
        page = across_customers(session, asked, asked.within(world.app.settings.business, of="d"))
    return [{pair.first.customer_id, pair.second.customer_id} for pair in page.items]


def shown(world: World, customer: UUID) -> list[UUID]:
    with world.app.database.reading() as session:
        return [one.customer_id for one in of_customer(session, customer).duplicates]


def twins(world: World) -> tuple[UUID, UUID]:
    one = world.has_customer("Aurora Events GmbH", primary_phone=PHONE)
    return one, world.has_customer("Aurora Events", primary_phone=PHONE)


@mark.parametrize("finds", [scans, lambda world: None], ids=["by a scan", "as they change"])
def test_two_that_are_probably_one_are_found(world: World, finds: Any) -> None:
    one, other = twins(world)
    stranger = world.has_customer("Borealis", primary_phone=PHONE)
    finds(world)
    compares(world, one, other, stranger)

    assert listed(world) == [{one, other}]
    assert (shown(world, one), shown(world, other), shown(world, stranger)) == ([other], [one], [])


def test_a_pair_says_who_it_is_and_why(world: World) -> None:
    twins(world)
    scans(world)

    with world.app.database.reading() as session:
        asked = DuplicateQuery()
        [pair] = across_customers(session, asked, asked.within(world.app.settings.business, of="d")).items

    assert {pair.first.company_name, pair.second.company_name} == {"Aurora Events GmbH", "Aurora Events"}
    assert {pair.first.customer_number, pair.second.customer_number} == {"CUST-000001", "CUST-000002"}
    assert [(why.field, why.weight) for why in pair.reasons] == [("name", 16.0), ("phone", 11.0)]
    assert pair.score == 27.0


def test_the_most_probable_come_first_and_the_less_probable_can_be_left_out(world: World) -> None:
    one, other = twins(world)
    house = Address("Hafenstraße 12", "Hamburg", None, "20359")
    third = world.has_customer("Borealis", billing_address=house)
    fourth = world.has_customer("Borealis Ltd", billing_address=house)
    scans(world)

    assert listed(world) == [{one, other}, {third, fourth}]
    assert listed(world, minScore=20) == [{one, other}]


def test_a_pair_that_is_none_any_more_goes(world: World) -> None:
    one, other = twins(world)
    compares(world, one, other)

    world.send(UpdateContactInfo(other, provided={"primary_phone": "+4940999999"}))
    compares(world, other)
    assert listed(world) == []

    world.send(UpdateContactInfo(other, provided={"primary_phone": PHONE}))
    scans(world)
    assert listed(world) == [{one, other}]
    world.days_pass(1)
    world.send(UpdateProfile(other, provided={"company_name": "Borealis"}))
    scans(world)
    assert listed(world) == []


def test_contacts_count_and_their_phones(world: World) -> None:
    one, other = world.has_customer("Aurora"), world.has_customer("Aurora Ltd")
    for customer in (one, other):
        world.send(AddContact(customer, ContactDetails("Ada", "L", "ada@agency.example.com", PHONE)))
    compares(world, one, other)

    assert shown(world, one) == [other]
    with world.app.database.reading() as session:
        [found] = of_customer(session, one).duplicates
    assert [why.field for why in found.reasons] == ["phone", "name", "contacts"]


def test_a_dismissed_pair_is_not_shown_again_whatever_finds_it(world: World) -> None:
    one, other = twins(world)
    compares(world, one, other)

    world.send(DismissDuplicate(other, one))
    compares(world, one, other)
    scans(world)

    assert (listed(world), shown(world, one), shown(world, other)) == ([], [], [])
    world.send(DismissDuplicate(one, other))  # again


def test_a_pair_may_be_dismissed_before_anything_noted_it(world: World) -> None:
    one, other = twins(world)
    scans(world)
    with world.app.database.transaction() as session:
        session.execute(duplicate_pairs.delete())
        session.commit()

    world.send(DismissDuplicate(one, other))

    assert shown(world, one) == []


def test_what_is_no_pair_can_t_be_dismissed(world: World) -> None:
    one, archived = world.has_customer("Aurora"), world.has_customer("Archived")
    with raises(NoDuplicates):
        world.send(DismissDuplicate(one, world.has_customer("Borealis")))
    with raises(CustomerNotFound):
        world.send(DismissDuplicate(one, uuid4()))
    world.archives(archived)
    with raises(CustomerArchived):
        world.send(DismissDuplicate(one, archived))
    with raises(CustomerNotFound):
        shown(world, archived)


def test_who_is_merged_or_erased_is_nobodys_duplicate(world: World) -> None:
    one, other = twins(world)
    third = world.has_customer("Aurora Events Ltd", primary_phone=PHONE)
    scans(world)
    assert len(listed(world)) == 3

    merges(world, one, other)
    assert listed(world) == [{other, third}]
    compares(world, one, other)
    assert shown(world, other) == [third]

    erased(world, third)
    assert listed(world) == []
    with world.app.database.reading() as session:
        assert set(session.scalars(select(match_keys.c.CustomerId))) == {other}


def test_a_key_that_too_many_share_finds_nobody_but_those_of_one_name(world: World) -> None:
    crowd = [
        world.has_customer(f"Company{chr(97 + n % 26) * 3}{chr(97 + n // 26) * 3}", primary_phone=PHONE)
        for n in range(LARGEST_BLOCK + 5)
    ]
    one, other = twins(world)
    scans(world)

    assert listed(world) == [{one, other}]
    assert shown(world, crowd[0]) == []


def test_a_new_customer_is_told_apart_before_it_is_there(world: World) -> None:
    one, _ = twins(world)
    scans(world)
    profile = Profile("Aurora Events Ltd.", industry=None, type=CustomerType.ENTERPRISE)

    with world.app.database.reading() as session:
        found = lookalikes(session, portrait_of_new(profile, ContactInfo("new@example.com", primary_phone=PHONE)))
        nobody = lookalikes(session, portrait_of_new(profile, ContactInfo("new@example.com")))

    assert len(found) == 2
    assert one in {like.customer_id for like in found}
    assert "Aurora" not in found[0].model_dump_json()
    assert nobody == ()


def test_a_list_says_how_many_of_the_customers_it_brought_there_were_already(world: World) -> None:
    there = world.has_customer("Aurora Events", "info@aurora.example.com")
    importing = Importer(world)
    id = importing(
        "First name,Last name,E-mail,Company\n"
        "Ada,L,ada@aurora.example.com,Aurora Events GmbH\nBen,N,ben@b.example,Borealis\n",
        on_unknown_customer=UnknownCustomer.CREATE,
    ).import_id
    scans(world)

    with world.app.database.reading() as session:
        assert pairs_with(session, customers_brought(id)) == 1
        assert pairs_with(session, customers_brought(uuid4())) == 0
        asked = DuplicateQuery()
        window = asked.within(world.app.settings.business, of="d")
        [pair] = across_customers(session, asked, window, brought=customers_brought(id)).items
    assert there in (pair.first.customer_id, pair.second.customer_id)


type Person = tuple[str, str, str, str | None]

PEOPLE: list[tuple[str, Person, Person, bool]] = [
    ("one name and phone", ("Ada", "Lovelace", "a@x.example", PHONE), ("Ada", "Lovelace", "b@y.example", PHONE), True),
    ("one mailbox", ("Ada", "Lovelace", "ada@old.example", None), ("Ada", "Lovelace", "ada@new.example", None), True),
    ("turned round", ("Lovelace", "Ada", "ada@old.example", None), ("Ada", "Lovelace", "ada@new.example", None), True),
    ("mistyped", ("Ada", "Lovelcae", "a@x.example", PHONE), ("Ada", "Lovelace", "b@y.example", PHONE), True),
    ("an office's phone", ("Ada", "Lovelace", "a@x.example", PHONE), ("Ben", "Nguyen", "b@x.example", PHONE), False),
    ("a name alone", ("Ada", "Lovelace", "a1@x.example", None), ("Ada", "Lovelace", "b2@x.example", None), False),
    ("siblings", ("Ada", "Lovelace", "ada@x.example", PHONE), ("Ben", "Lovelace", "ben@x.example", PHONE), False),
]


@mark.parametrize(("one", "other", "same"), [case[1:] for case in PEOPLE], ids=[case[0] for case in PEOPLE])
def test_contacts_of_one_customer_may_be_one_person(world: World, one: Person, other: Person, same: bool) -> None:
    customer = world.has_customer()
    ids = {world.send(AddContact(customer, ContactDetails(*person))).id for person in (one, other)}

    with world.app.database.reading() as session:
        found = same_people(load_contacts(session, customer).response.contacts)

    assert [{pair.first, pair.second} for pair in found] == ([ids] if same else [])


@mark.system
def test_of_those_that_were_planted_nearly_all_are_found_and_hardly_another(world: World) -> None:
    base = Base("measure", 500)
    ids = {one.id: world.has_customer(one.name, one.email, **addresses(one)) for one in base.customers}

    scans(world)

    p = duplicate_pairs.c
    with world.app.database.reading() as session:
        rows = session.execute(select(p.FirstCustomerId, p.SecondCustomerId))
        found = {frozenset(row) for row in rows}
    truth = {frozenset((ids[one], ids[other])) for one, other in base.truth}
    assert len(found & truth) / len(truth) >= 0.9
    assert len(found & truth) / len(found) >= 0.95


def addresses(one: Lookalike) -> dict[str, Any]:
    place = Address(one.street, one.city, None, one.zip_code)
    return {"primary_phone": one.phone, "website": one.website, "billing_address": place}


def test_a_scan_goes_on_where_it_stopped(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr("shared.duplicates.scan_commands.CUSTOMERS_AT_ONCE", 1)
    monkeypatch.setattr("shared.duplicates.scan_commands.KEYS_AT_ONCE", 3)
    monkeypatch.setattr("shared.platform.jobs.worker.SLICE_SECONDS", 0)
    one, other = twins(world)
    world.has_customer("Borealis")

    scans(world)

    assert CUSTOMERS_AT_ONCE > 1
    assert listed(world) == [{one, other}]

"""Changing what we know about a customer."""

from uuid import uuid4

from pytest import raises

from shared.customers.commands import UpdateContactInfo, UpdatePreferences, UpdateProfile
from shared.customers.errors import CustomerNotFound, DuplicateCustomerEmail
from shared.customers.values import Address, CustomerSegment
from shared.kernel.errors import VersionConflict
from tests.support.world import World


def test_a_profile_update_replaces_the_named_fields_and_leaves_the_others(world: World) -> None:
    customer = world.has_customer("Aurora", website="aurora.example.com")

    world.send(UpdateProfile(customer, provided={"industry": "Music", "segment": CustomerSegment.VIP}), by="ben")

    shown = world.shown(customer)
    assert shown["profile"]["companyName"] == "Aurora"
    assert (shown["profile"]["industry"], shown["profile"]["segment"]) == ("Music", "VIP")
    assert shown["contactInfo"]["website"] == "aurora.example.com"
    assert (shown["lastModifiedBy"], shown["version"]) == ("ben", 2)
    assert world.events(customer)[-1] == (
        "CustomerProfileUpdated",
        {
            "customerId": str(customer),
            "changedFields": {"industry": "Music", "segment": "VIP"},
            "updatedAt": "2026-03-02T09:00:00.000000Z",
            "updatedBy": "ben",
        },
    )


def test_the_website_belongs_to_the_profile_update_and_is_kept_with_the_contact_info(world: World) -> None:
    customer = world.has_customer()

    world.send(UpdateProfile(customer, provided={"website": "https://new.example.com"}))

    assert world.shown(customer)["contactInfo"]["website"] == "https://new.example.com"
    assert world.events(customer)[-1][1]["changedFields"] == {"website": "https://new.example.com"}


def test_an_update_that_changes_nothing_leaves_no_fact_and_no_new_version(world: World) -> None:
    customer = world.has_customer("Aurora")

    world.send(UpdateProfile(customer, provided={"company_name": "Aurora"}))

    assert world.audit_trail(customer) == ["CustomerRegistered"]
    assert world.shown(customer)["version"] == 1


def test_contact_info_is_replaced_by_part_and_an_address_as_a_whole(world: World) -> None:
    customer = world.has_customer(billing_address=Address(street="1 Pier", city="Hull"), primary_phone="+441482000000")

    world.send(UpdateContactInfo(customer, provided={"billing_address": Address(city="York")}))

    info = world.shown(customer)["contactInfo"]
    assert info["billingAddress"] == {"street": None, "city": "York", "state": None, "zipCode": None, "country": None}
    assert info["primaryPhone"] == "+441482000000"


def test_a_changed_email_is_told_with_the_former_one_and_frees_it(world: World) -> None:
    customer = world.has_customer(email="old@change.example.com")

    world.send(UpdateContactInfo(customer, provided={"primary_email": "new@change.example.com"}))

    assert world.events(customer)[-1] == (
        "CustomerContactInfoUpdated",
        {
            "customerId": str(customer),
            "previousEmail": "old@change.example.com",
            "newEmail": "new@change.example.com",
            "previousPhone": None,
            "newPhone": None,
            "updatedAt": "2026-03-02T09:00:00.000000Z",
        },
    )
    world.has_customer(email="old@change.example.com")
    with raises(DuplicateCustomerEmail):
        world.has_customer(email="new@change.example.com")


def test_an_email_cannot_be_changed_to_one_that_is_taken(world: World) -> None:
    world.has_customer(email="first@taken.example.com")
    second = world.has_customer(email="second@taken.example.com")

    with raises(DuplicateCustomerEmail):
        world.send(UpdateContactInfo(second, provided={"primary_email": "FIRST@taken.example.com"}))

    assert world.shown(second)["contactInfo"]["primaryEmail"] == "second@taken.example.com"


def test_preferences_are_replaced_field_by_field_also_inside_a_group(world: World) -> None:
    customer = world.has_customer()
    world.send(UpdatePreferences(customer, provided={"consents": {"marketing": True}, "interests": ("jazz", "food")}))

    world.send(UpdatePreferences(customer, provided={"consents": {"data_processing": False}}))

    preferences = world.shown(customer)["preferences"]
    assert preferences["consents"] == {"marketing": True, "dataProcessing": False}
    assert preferences["interests"] == ["jazz", "food"]
    name, data = world.events(customer)[-1]
    assert name == "CustomerPreferencesUpdated"
    assert set(data) == {"customerId", "updatedPreferences", "updatedAt"}
    assert data["updatedPreferences"] == preferences


def test_a_change_that_expects_another_version_is_refused(world: World) -> None:
    customer = world.has_customer()

    with raises(VersionConflict):
        world.send(UpdateProfile(customer, expecting=frozenset({7}), provided={"industry": "Music"}))
    world.send(UpdateProfile(customer, expecting=frozenset({1, 7}), provided={"industry": "Music"}))

    assert world.shown(customer)["version"] == 2


def test_nobody_can_change_a_customer_that_does_not_exist(world: World) -> None:
    with raises(CustomerNotFound):
        world.send(UpdateProfile(uuid4(), provided={"industry": "Music"}))

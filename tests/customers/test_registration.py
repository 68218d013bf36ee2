"""Registering customers."""

from datetime import UTC, datetime

from pytest import mark, raises

from shared.customers.commands import RegisterCustomer
from shared.customers.errors import DuplicateCustomerEmail
from shared.customers.values import Communication, ContactInfo, CustomerType, Preferences, Profile
from tests.support.world import World


def test_a_registered_customer_is_active_and_has_left_one_fact_with_exactly_its_fields(world: World) -> None:
    customer = world.has_customer("Aurora Events", "hello@aurora.example.com", primary_phone="+442079460018")

    shown = world.shown(customer)
    assert (shown["status"], shown["version"]) == ("Active", 1)
    assert shown["createdBy"] == "amira"
    assert shown["lastModifiedAt"] is None
    [(name, data)] = world.events(customer)
    assert name == "CustomerRegistered"
    assert data == {
        "customerId": str(customer),
        "customerNumber": shown["customerNumber"],
        "companyName": "Aurora Events",
        "type": "Enterprise",
        "primaryEmail": "hello@aurora.example.com",
        "primaryPhone": "+442079460018",
        "registeredAt": "2026-03-02T09:00:00.000000Z",
        "registeredBy": "amira",
    }


def test_customer_numbers_count_up_from_one_with_at_least_six_digits(world: World) -> None:
    numbers = [world.shown(world.has_customer())["customerNumber"] for _ in range(3)]

    assert numbers == ["CUST-000001", "CUST-000002", "CUST-000003"]


@mark.parametrize("again", ["hello@zenith.example.com", " HELLO@zenith.example.com", "ｈello@Zenith.example.com"])
def test_an_email_address_is_taken_whatever_its_case_width_or_surrounding_space(world: World, again: str) -> None:
    world.has_customer(email="hello@zenith.example.com")

    with raises(DuplicateCustomerEmail):
        world.has_customer(email=again)


def test_a_refused_registration_leaves_nothing_behind(world: World) -> None:
    world.has_customer(email="taken@example.com")
    before = world.search().total_count, world.unsent()

    with raises(DuplicateCustomerEmail):
        world.has_customer(email="taken@example.com")

    assert (world.search().total_count, world.unsent()) == before


def test_channels_chosen_at_creation_switch_their_notification_on(world: World) -> None:
    chosen = Preferences(communication=Communication(channels=("SMS",)))
    command = RegisterCustomer(
        Profile("Nova", industry=None, type=CustomerType.INDIVIDUAL), ContactInfo("nova@example.com"), chosen
    )

    customer = world.send(command)

    assert world.shown(customer.id)["preferences"]["notifications"] == {"email": True, "sms": True, "push": True}


def test_moments_are_kept_to_the_microsecond_in_utc(world: World) -> None:
    world.now = datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)

    assert world.shown(world.has_customer())["createdAt"] == "2026-03-02T09:00:00.123456Z"

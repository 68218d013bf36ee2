"""The timer that notices customers who went quiet."""

from datetime import timedelta

from shared.customers.commands import DeactivateCustomer, DeactivateIfInactive, ReactivateCustomer
from shared.customers.queries import customers_inactive_since
from tests.support.world import World


def test_a_customer_without_interaction_for_the_threshold_is_deactivated(world: World) -> None:
    customer = world.has_customer()
    world.days_pass(180)

    world.send(DeactivateIfInactive(customer), by="system")

    assert world.shown(customer)["status"] == "Inactive"
    assert world.events(customer)[-1][1]["deactivatedBy"] == "system"


def test_a_day_less_is_not_enough(world: World) -> None:
    customer = world.has_customer()
    world.days_pass(179)

    world.send(DeactivateIfInactive(customer), by="system")

    assert world.audit_trail(customer) == ["CustomerRegistered"]


def test_a_reactivated_customer_gets_the_whole_time_again(world: World) -> None:
    customer = world.has_customer()
    world.send(DeactivateCustomer(customer, reason="quiet"))
    world.days_pass(170)
    world.send(ReactivateCustomer(customer))
    world.days_pass(170)

    world.send(DeactivateIfInactive(customer), by="system")

    assert world.shown(customer)["status"] == "Active"


def test_the_longest_idle_come_first_and_only_active_ones_at_all(world: World) -> None:
    back, longest, gone = (world.has_customer() for _ in range(3))
    world.days_pass(1)
    shorter = world.has_customer()
    for customer in (back, gone):
        world.send(DeactivateCustomer(customer, reason="r"))
    world.days_pass(1)
    world.send(ReactivateCustomer(back))
    world.days_pass(1)
    world.has_customer()
    with world.app.database.reading() as session:
        idle = customers_inactive_since(session, world.now - timedelta(days=1), limit=10)

    assert idle == [longest, shorter, back]

"""Deactivating, suspending and taking up business again."""

from typing import Any
from uuid import UUID

from pytest import mark, raises
from sqlalchemy import update

from shared.customers.commands import (
    DeactivateCustomer,
    ReactivateCustomer,
    SuspendCustomer,
    UpdateContactInfo,
    UpdatePreferences,
    UpdateProfile,
)
from shared.customers.errors import AlreadyDeactivated, CustomerNotFound, InvalidStatusTransition
from shared.customers.tables import customers
from shared.platform.application.commands import Command
from tests.support.world import World


def test_a_second_deactivation_is_refused_and_leaves_one_fact(world: World) -> None:
    customer = world.has_customer()
    world.send(DeactivateCustomer(customer, reason="closed its venue"), by="chloe")

    with raises(AlreadyDeactivated):
        world.send(DeactivateCustomer(customer, reason="closed its venue"))

    assert world.events(customer)[1:] == [
        (
            "CustomerDeactivated",
            {
                "customerId": str(customer),
                "reason": "closed its venue",
                "deactivatedAt": "2026-03-02T09:00:00.000000Z",
                "deactivatedBy": "chloe",
            },
        )
    ]


def test_a_customer_goes_active_inactive_active_suspended_active(world: World) -> None:
    customer = world.has_customer()

    for step in (
        DeactivateCustomer(customer, reason="quiet"),
        ReactivateCustomer(customer, reason="is back"),
        SuspendCustomer(customer, reason="unpaid"),
        ReactivateCustomer(customer),
    ):
        world.send(step)

    assert world.shown(customer)["status"] == "Active"
    assert world.audit_trail(customer) == [
        "CustomerRegistered",
        "CustomerDeactivated",
        "CustomerReactivated",
        "CustomerSuspended",
        "CustomerReactivated",
    ]


@mark.parametrize(
    ("before", "move"),
    [
        ([], ReactivateCustomer),
        ([SuspendCustomer], SuspendCustomer),
        ([SuspendCustomer], DeactivateCustomer),
        ([DeactivateCustomer], SuspendCustomer),
    ],
)
def test_other_moves_are_refused(world: World, before: list[Any], move: Any) -> None:
    customer = world.has_customer()
    for kind in before:
        world.send(kind(customer, reason="r"))

    with raises(InvalidStatusTransition):
        world.send(move(customer, reason="r"))


def archived(world: World) -> UUID:
    customer = world.has_customer()
    _set(world, customer, Status="Archived")
    return customer


def _set(world: World, customer: UUID, **values: Any) -> None:
    with world.app.database.transaction() as session:
        session.execute(update(customers).where(customers.c.Id == customer).values(values))
        session.commit()


@mark.parametrize(
    "change",
    [
        lambda id: UpdateProfile(id, provided={"industry": "Music"}),
        lambda id: UpdateContactInfo(id, provided={"website": "x.example.com"}),
        lambda id: UpdatePreferences(id, provided={"time_zone": "Asia/Tokyo"}),
        lambda id: DeactivateCustomer(id, reason="r"),
        lambda id: SuspendCustomer(id),
        lambda id: ReactivateCustomer(id),
    ],
)
def test_an_archived_customer_never_changes(world: World, change: Any) -> None:
    customer = archived(world)
    command: Command[Any] = change(customer)

    with raises(InvalidStatusTransition):
        world.send(command)

    assert world.audit_trail(customer) == ["CustomerRegistered"]


def test_an_erased_customer_is_gone_for_readers_and_writers_alike(world: World) -> None:
    customer = world.has_customer()
    _set(world, customer, IsDeleted=True)

    for ask in (world.shown, world.history, world.timeline):
        with raises(CustomerNotFound):
            ask(customer)
    with raises(CustomerNotFound):
        world.send(UpdateProfile(customer, provided={"industry": "Music"}))

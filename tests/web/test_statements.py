"""How many statements a request costs the database."""

from collections.abc import Callable

from pytest import mark

from shared.customers.commands import UpdateProfile
from tests.support.world import World

BUDGET = {"get": 1, "create": 9, "update": 8, "list": 2, "search": 2, "timeline": 3, "history": 3}


@mark.parametrize("request_", BUDGET)
def test_a_request_stays_within_its_budget_of_statements(world: World, request_: str) -> None:
    customer = world.has_customer("Budget")
    asks: dict[str, Callable[[], object]] = {
        "get": lambda: world.shown(customer),
        "create": lambda: world.has_customer(),
        "update": lambda: world.send(UpdateProfile(customer, provided={"industry": "Music"})),
        "list": lambda: world.search(),
        "search": lambda: world.search("budget"),
        "timeline": lambda: world.timeline(customer),
        "history": lambda: world.history(customer),
    }

    with world.counted_statements() as statements:
        asks[request_]()

    assert 0 < len(statements) <= BUDGET[request_], statements


def test_a_page_of_a_hundred_costs_no_more_than_a_page_of_one(world: World) -> None:
    for number in range(30):
        world.has_customer(f"Many {number}")

    with world.counted_statements() as few:
        world.search("many", pageSize=1)
    with world.counted_statements() as many:
        world.search("many", pageSize=100)

    assert len(few) == len(many)

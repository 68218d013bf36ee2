"""Many at once, on whatever database is given."""

from datetime import timedelta
from itertools import count, pairwise

from pytest import raises, skip
from sqlalchemy.exc import OperationalError

from shared.customers.commands import DeactivateCustomer, UpdateContactInfo, UpdateProfile
from shared.customers.errors import AlreadyDeactivated, DuplicateCustomerEmail
from shared.kernel.errors import VersionConflict
from shared.platform.messaging.relay import Relay
from tests.support.concurrency import at_once
from tests.support.world import World


def test_numbers_are_unique(world: World) -> None:
    assert at_once(lambda _: world.has_customer("Numbered"), 100) == {"done": 100}

    numbers = [item.customer_number for item in world.search("numbered", pageSize=100).items]
    assert len(set(numbers)) == 100


def test_one_email_goes_to_one_customer(world: World) -> None:
    assert at_once(lambda n: world.has_customer(email=("one@race.example.com", "ONE@Race.example.com")[n % 2]), 50) == {
        "done": 1,
        DuplicateCustomerEmail.__name__: 49,
    }


def test_changes_without_a_version_all_happen_one_after_another(world: World) -> None:
    customer = world.has_customer()

    assert at_once(lambda n: world.send(UpdateProfile(customer, provided={"industry": f"Industry {n}"})), 60) == {
        "done": 60
    }

    changes = [entry.changes[0] for entry in reversed(world.history(customer, pageSize=60).items)]
    assert all(earlier.new_value == later.old_value for earlier, later in pairwise(changes))


def test_time_does_not_run_backwards_however_long_a_change_waited(world: World) -> None:
    customer = world.has_customer()
    ticks = count()
    start = world.now
    world.app.mediator._clock = lambda: start + timedelta(seconds=next(ticks))

    change = [UpdateProfile(customer, provided={"industry": f"Industry {n}"}) for n in range(40)]
    assert at_once(lambda n: world.send(change[n]), 40) == {"done": 40}

    moments = [entry.changed_at for entry in world.history(customer, pageSize=100).items]
    assert len(moments) == 41
    assert moments == sorted(moments, reverse=True)


def test_of_changes_to_the_same_version_one_happens(world: World) -> None:
    customer = world.has_customer()
    change = [
        UpdateProfile(customer, expecting=frozenset({1}), provided={"industry": f"Industry {n}"}) for n in range(20)
    ]

    assert at_once(lambda n: world.send(change[n]), 20) == {"done": 1, VersionConflict.__name__: 19}


def test_a_customer_is_deactivated_once(world: World) -> None:
    customer = world.has_customer()

    assert at_once(lambda _: world.send(DeactivateCustomer(customer, reason="r")), 20) == {
        "done": 1,
        AlreadyDeactivated.__name__: 19,
    }
    assert world.audit_trail(customer).count("CustomerDeactivated") == 1


def test_swapping_addresses_ends_in_a_refusal_not_in_a_deadlock(world: World) -> None:
    one, other = world.has_customer(email="a@swap.example.com"), world.has_customer(email="b@swap.example.com")

    def swap(number: int) -> None:
        customer, email = ((one, "b@swap.example.com"), (other, "a@swap.example.com"))[number % 2]
        world.send(UpdateContactInfo(customer, provided={"primary_email": email}))

    assert at_once(swap, 20) == {DuplicateCustomerEmail.__name__: 20}


def test_relays_at_once_tell_each_event_once(world: World) -> None:
    for _ in range(150):
        world.has_customer()
    relays = [Relay(world.app.database, world.app.bus, lambda: world.now, world.app.event_types) for _ in range(4)]

    assert at_once(lambda n: relays[n].drain(), 4) == {"done": 4}

    told = [event["id"] for event in world.published()]
    assert len(told) == len(set(told)) == 150
    assert world.unsent() == 0


def test_on_sqlite_a_writer_is_one_from_its_first_moment(world: World) -> None:
    """A transaction that read before it wrote could not become a writer once another had committed."""
    if world.app.database.dialect != "sqlite":
        skip("the database given is another")
    import sqlite3

    with (
        world.app.database.transaction() as session,
        sqlite3.connect(world.app.settings.data / "customers.db") as other,
    ):
        session.connection()
        other.execute("PRAGMA busy_timeout=50")
        with raises((sqlite3.OperationalError, OperationalError), match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.close()

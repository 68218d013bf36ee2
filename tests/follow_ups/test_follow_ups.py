"""What is to be done for a customer: until when, and whether it was."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from pytest import mark, raises

from shared.customers.errors import CustomerNotFound
from shared.follow_ups.commands import (
    CancelFollowUp,
    CompleteFollowUp,
    CreateFollowUp,
    NoticeOverdue,
    UpdateFollowUp,
)
from shared.follow_ups.model import FollowUp, FollowUpClosed, FollowUpNotFound
from shared.follow_ups.queries import across_customers, due, load_follow_up, of_customer
from shared.follow_ups.requests import CustomerFollowUpQuery, FollowUpQuery
from shared.follow_ups.values import FollowUpPriority, FollowUpStatus, Task
from tests.support.concurrency import at_once
from tests.support.erasing import erased, wish
from tests.support.world import World

PENDING, OVERDUE, COMPLETED, CANCELLED = FollowUpStatus


def task(world: World, subject: str = "Call them", days: float = 1, **more: Any) -> Task:
    wanted = Task(subject, "About the hall", world.now + timedelta(days=days), FollowUpPriority.MEDIUM, "ben")
    return replace(wanted, **more)


def created(world: World, customer: UUID, subject: str = "Call them", days: float = 1, **more: Any) -> UUID:
    return world.send(CreateFollowUp(customer, task(world, subject, days, **more))).id


def shown(world: World, customer: UUID, id: UUID) -> dict[str, Any]:
    with world.app.database.reading() as session:
        return load_follow_up(session, customer, id).model_dump(mode="json", by_alias=True)


def noticed(world: World) -> list[UUID]:
    """What the timer finds due, and tells of."""
    with world.app.database.reading() as session:
        found = due(session, world.now, limit=100)
    for one in found:
        world.send(NoticeOverdue(*one), by="system")
    return [id for _, id in found]


def test_what_was_noted_is_shown_and_told(world: World) -> None:
    customer = world.has_customer()
    id = created(world, customer)

    one = shown(world, customer, id)

    assert (one["subject"], one["status"], one["priority"], one["assignedTo"]) == (
        *("Call them", "Pending", "Medium", "ben"),
    )
    assert (one["createdBy"], one["completedAt"], one["cancelledAt"], one["version"]) == ("amira", None, None, 1)
    [(kind, data)] = world.events(id)
    assert kind == "CustomerFollowUpCreated"
    assert data == {
        "followUpId": str(id),
        "customerId": str(customer),
        "subject": "Call them",
        "description": "About the hall",
        "dueDate": "2026-03-03T09:00:00.000000Z",
        "assignedTo": "ben",
        "createdAt": "2026-03-02T09:00:00.000000Z",
    }


def test_it_is_overdue_once_its_time_is_over_and_that_is_told_once(world: World) -> None:
    customer = world.has_customer()
    late, later = created(world, customer, days=1), created(world, customer, days=3)
    assert noticed(world) == []

    world.days_pass(1)

    assert noticed(world) == [late]
    assert noticed(world) == []
    assert [shown(world, customer, one)["status"] for one in (late, later)] == ["Overdue", "Pending"]
    assert [kind for kind, _ in world.events(late)] == ["CustomerFollowUpCreated", "FollowUpOverdue"]
    world.send(NoticeOverdue(customer, late))  # a second timer comes late
    assert len(world.events(late)) == 2


def test_many_timers_tell_of_it_once(world: World) -> None:
    customer = world.has_customer()
    id = created(world, customer, days=0)

    at_once(lambda _: world.send(NoticeOverdue(customer, id)), 8)

    assert [kind for kind, _ in world.events(id)] == ["CustomerFollowUpCreated", "FollowUpOverdue"]


def test_what_may_wait_is_pending_again(world: World) -> None:
    customer = world.has_customer()
    id = created(world, customer, days=0)
    noticed(world)

    world.send(UpdateFollowUp(customer, id, provided={"subject": "Write to them"}))
    assert shown(world, customer, id)["status"] == "Overdue"
    world.send(UpdateFollowUp(customer, id, provided={"due_date": world.now + timedelta(days=1), "assigned_to": None}))

    one = shown(world, customer, id)
    assert (one["status"], one["subject"], one["assignedTo"], one["version"]) == ("Pending", "Write to them", None, 4)
    assert world.events(id)[-1][1]["changedFields"] == {"dueDate": "2026-03-03T09:00:00.000000Z", "assignedTo": None}
    world.send(UpdateFollowUp(customer, id, provided={"subject": "Write to them"}))
    assert shown(world, customer, id)["version"] == 4


@mark.parametrize("overdue", [False, True])
def test_it_is_completed_or_cancelled_for_good(world: World, overdue: bool) -> None:
    customer = world.has_customer()
    done, off = created(world, customer, days=0), created(world, customer, days=0)
    if overdue:
        noticed(world)

    world.send(CompleteFollowUp(customer, done), by="ben")
    world.send(CancelFollowUp(customer, off, reason="They called"), by="ben")

    one, other = shown(world, customer, done), shown(world, customer, off)
    assert (one["status"], one["completedBy"], one["cancelledBy"]) == ("Completed", "ben", None)
    assert (other["status"], other["completedBy"], other["cancelledBy"]) == ("Cancelled", None, "ben")
    assert world.events(off)[-1][1]["reason"] == "They called"
    for closed in (done, off):
        for command in (
            CompleteFollowUp(customer, closed),
            CancelFollowUp(customer, closed),
            UpdateFollowUp(customer, closed, provided={"subject": "x"}),
        ):
            with raises(FollowUpClosed):
                world.send(command)
    assert noticed(world) == []


def test_another_customers_is_as_absent_as_none(world: World) -> None:
    mine, theirs = world.has_customer(), world.has_customer()
    id = created(world, theirs)

    with raises(FollowUpNotFound):
        world.send(CompleteFollowUp(mine, id))
    with raises(FollowUpNotFound):
        shown(world, mine, id)
    with raises(CustomerNotFound):
        created(world, UUID(int=1))
    assert shown(world, theirs, id)["status"] == "Pending"


def found(world: World, **asked: Any) -> list[str]:
    query = FollowUpQuery.model_validate(asked)
    window = query.within(world.app.settings.business, of="all")
    with world.app.database.reading() as session:
        return [one.subject for one in across_customers(session, query, window).items]


def test_they_are_found_across_customers_by_who_and_when(world: World) -> None:
    one, other = world.has_customer(), world.has_customer()
    created(world, one, "third", days=3)
    created(world, other, "first", days=1, assigned_to="amira", priority=FollowUpPriority.HIGH)
    second = created(world, one, "second", days=2)
    now = world.now

    assert found(world) == ["first", "second", "third"]
    assert found(world, assignedTo="ben") == ["second", "third"]
    assert found(world, priority=FollowUpPriority.HIGH) == ["first"]
    assert found(world, dueFrom=now + timedelta(days=2), dueTo=now + timedelta(days=3)) == ["second"]
    world.send(CompleteFollowUp(one, second))
    assert found(world, status=PENDING) == ["first", "third"]


def test_a_cursor_goes_on_behind_what_came_meanwhile(world: World) -> None:
    customer = world.has_customer()
    for number in range(5):
        created(world, customer, f"{number}", days=1)  # all at one moment: the id decides
    whole = found(world)
    query, subjects = CustomerFollowUpQuery.model_validate({"pageSize": 2}), list[str]()
    while True:
        window = query.within(world.app.settings.business, of="mine")
        with world.app.database.reading() as session:
            page = of_customer(session, customer, query, window)
        subjects += [one.subject for one in page.items]
        created(world, customer, "earlier", days=0)
        if page.next_cursor is None:
            break
        query = query.model_copy(update={"cursor": page.next_cursor})

    assert sorted(whole) == ["0", "1", "2", "3", "4"]
    assert subjects == whole


def test_whose_customer_is_to_be_erased_is_in_no_list_at_once(world: World) -> None:
    customer = world.has_customer()
    created(world, customer)
    world.send(wish(world, customer))

    assert found(world) == []


def test_they_go_with_their_customer(world: World) -> None:
    customer, other = world.has_customer(), world.has_customer()
    created(world, customer, "Canary")
    stays = created(world, other)

    erased(world, customer)

    assert found(world) == ["Call them"]
    assert shown(world, other, stays)["status"] == "Pending"


def test_a_leaf_stands_in_its_own_column(world: World) -> None:
    customer = world.has_customer()
    id = created(world, customer)
    world.send(CancelFollowUp(customer, id), by="ben")

    with world.app.database.transaction() as session:
        one = session.get(FollowUp, id)
        assert one is not None
        assert (one.task, one.cancelled_by, one.created_by) == (task(world), "ben", "amira")

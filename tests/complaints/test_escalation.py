"""Escalation: each complaint once when its time is over, or not at all; whoever looks, and however often."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

from pytest import MonkeyPatch, fixture, mark, raises
from sqlalchemy import update

from shared.complaints import escalation
from shared.complaints.commands import (
    CommentOnComplaint,
    MoveComplaint,
    ResolveComplaint,
    SubmitComplaint,
    UpdateComplaint,
    WaitForCustomer,
)
from shared.complaints.errors import WrongComplaintMove
from shared.complaints.model import Complaint
from shared.complaints.queries import alarms, load_complaint, outdated
from shared.complaints.tables import complaints
from shared.complaints.values import ComplaintPriority, ComplaintStatus
from shared.kernel.business_hours import NEVER
from tests.support.complaining import complains, queue, rules, shown
from tests.support.concurrency import at_once
from tests.support.erasing import erased
from tests.support.samples import MATTER
from tests.support.world import World

HOUR = timedelta(hours=1)
ESCALATED, IN_PROGRESS, CLOSED = ComplaintStatus.ESCALATED, ComplaintStatus.IN_PROGRESS, ComplaintStatus.CLOSED


@fixture
def customer(world: World) -> UUID:
    return world.has_customer()


def told(world: World, id: UUID, kind: str) -> int:
    return [name for name, _ in world.events(id)].count(kind)


def passes(world: World, hours: float) -> None:
    """Time goes by, and the timer looks."""
    world.now += hours * HOUR
    escalation.run(world.app)


def test_it_is_warned_of_and_escalated_each_once(world: World, customer: UUID) -> None:
    id = complains(world, customer)

    for hours, warned, escalated in ((35, 0, 0), (1, 1, 0), (11, 1, 0), (1, 1, 1), (48, 1, 1)):
        passes(world, hours)
        assert (told(world, id, "ComplaintDueSoon"), told(world, id, "ComplaintEscalated")) == (warned, escalated)
    assert dict(world.events(id))["ComplaintEscalated"] == {
        "complaintId": str(id),
        "customerId": str(customer),
        "priority": "High",
        "assignedTo": None,
        "notes": None,
        "escalatedAt": "2026-03-04T09:00:00.000000Z",
        "escalatedBy": "system",
    }
    assert shown(world, customer, id)["status"] == "Escalated"


def test_after_an_outage_it_is_escalated_without_a_warning(world: World, customer: UUID) -> None:
    id = complains(world, customer)

    passes(world, 500)

    assert [name for name, _ in world.events(id)] == ["CustomerComplaintReceived", "ComplaintEscalated"]


def test_one_that_is_taken_up_late_is_not_thrown_back(world: World, customer: UUID) -> None:
    by_time, by_hand = complains(world, customer), complains(world, customer)
    world.send(MoveComplaint(customer, by_hand, to=ESCALATED))
    passes(world, 48)
    for id in (by_time, by_hand):
        world.send(MoveComplaint(customer, id, to=IN_PROGRESS))

    passes(world, 100)

    for id in (by_time, by_hand):
        assert (told(world, id, "ComplaintEscalated"), shown(world, customer, id)["status"]) == (1, "InProgress")


def test_one_that_was_escalated_by_hand_and_taken_up_in_time_escalates_when_its_time_is_over(
    world: World, customer: UUID
) -> None:
    id = complains(world, customer)
    world.send(MoveComplaint(customer, id, to=ESCALATED))
    passes(world, 10)
    world.send(MoveComplaint(customer, id, to=IN_PROGRESS))

    passes(world, 38)

    assert (told(world, id, "ComplaintEscalated"), shown(world, customer, id)["status"]) == (2, "Escalated")


def test_one_that_is_reopened_is_due_anew(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    passes(world, 48)
    world.send(ResolveComplaint(customer, id, resolution="r"))
    assert shown(world, customer, id)["resolutionBreached"] is True
    assert shown(world, customer, id)["dueAt"] is None
    world.send(MoveComplaint(customer, id, to=IN_PROGRESS))
    assert shown(world, customer, id)["dueAt"] == "2026-03-06T09:00:00Z"

    passes(world, 47)
    assert told(world, id, "ComplaintEscalated") == 1
    passes(world, 1)

    assert (told(world, id, "ComplaintDueSoon"), told(world, id, "ComplaintEscalated")) == (1, 2)


def test_nobody_is_troubled_while_it_waits_for_the_customer(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    passes(world, 40)
    world.send(WaitForCustomer(customer, id, waiting=True))
    world.send(WaitForCustomer(customer, id, waiting=True))
    assert (shown(world, customer, id)["waitingForCustomer"], shown(world, customer, id)["dueAt"]) == (True, None)
    assert told(world, id, "ComplaintWaitingChanged") == 1

    passes(world, 500)
    assert told(world, id, "ComplaintEscalated") == 0
    world.send(WaitForCustomer(customer, id, waiting=False))
    passes(world, 7.5)
    assert told(world, id, "ComplaintEscalated") == 0
    passes(world, 0.5)

    assert told(world, id, "ComplaintEscalated") == 1


def test_one_that_is_resolved_or_reopened_waits_for_nobody(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    world.send(WaitForCustomer(customer, id, waiting=True))
    world.send(ResolveComplaint(customer, id, resolution="r"))
    assert shown(world, customer, id)["waitingForCustomer"] is False
    for waiting in (True, False):
        with raises(WrongComplaintMove):
            world.send(WaitForCustomer(customer, id, waiting=waiting))

    world.send(MoveComplaint(customer, id, to=IN_PROGRESS))

    found = shown(world, customer, id)
    assert (found["waitingForCustomer"], bool(found["dueAt"])) == (False, True)


@mark.parametrize("seen", ["by the timer", "by nobody"])
def test_what_was_late_stays_so_though_it_waits_then(world: World, customer: UUID, seen: str) -> None:
    id = complains(world, customer)
    world.now += 60 * HOUR
    if seen == "by the timer":
        escalation.run(world.app)
    world.send(WaitForCustomer(customer, id, waiting=True))
    passes(world, 5)
    found = shown(world, customer, id)
    assert found["firstResponseBreached"] is found["resolutionBreached"] is True

    world.send(CommentOnComplaint(customer, id, "We are sorry", is_internal=False))
    world.send(ResolveComplaint(customer, id, resolution="r"))

    found = shown(world, customer, id)
    assert found["firstResponseBreached"] is found["resolutionBreached"] is True


def test_one_that_is_taken_up_late_while_it_waits_is_not_thrown_back(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    world.send(MoveComplaint(customer, id, to=ESCALATED))
    passes(world, 60)
    world.send(WaitForCustomer(customer, id, waiting=True))
    world.send(MoveComplaint(customer, id, to=IN_PROGRESS))
    world.send(WaitForCustomer(customer, id, waiting=False))

    passes(world, 1)

    assert shown(world, customer, id)["status"] == "InProgress"


def test_hours_of_night_and_holiday_do_not_count(world: World, customer: UUID) -> None:
    rules(
        world,
        complaint_auto_escalation_hours=10,
        complaint_auto_escalation_hours_by_priority="Low=1",
        complaint_first_response_hours=2,
        business_hours="Mon-Fri 09:00-12:00 13:00-17:00",
        business_time_zone="Europe/Berlin",
        business_holidays="2026-03-03",
    )
    id = complains(world, customer)  # on Monday at 10:00 in Berlin

    assert shown(world, customer, id)["firstResponseDueAt"] == "2026-03-02T11:00:00Z"
    assert shown(world, customer, id)["dueAt"] == "2026-03-04T13:00:00Z"
    world.send(UpdateComplaint(customer, id, provided={"priority": ComplaintPriority.LOW}))
    assert shown(world, customer, id)["dueAt"] == "2026-03-02T10:00:00Z"
    world.now += 24 * HOUR + timedelta(hours=1)
    world.send(ResolveComplaint(customer, id, resolution="r"))
    found = shown(world, customer, id)
    assert (found["resolutionTimeInHours"], found["resolutionTimeInBusinessHours"]) == (25, 6.0)
    assert found["firstResponseBreached"] is found["resolutionBreached"] is True


def test_the_first_thing_the_customer_may_see_is_the_answer(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    world.send(CommentOnComplaint(customer, id, "Cold indeed", is_internal=True))
    assert shown(world, customer, id)["firstRespondedAt"] is None
    world.now += HOUR
    for text in ("We are sorry", "Soon"):
        world.send(CommentOnComplaint(customer, id, text, is_internal=False))
        world.now += HOUR

    found = shown(world, customer, id)
    assert (found["firstRespondedAt"], found["firstResponseDueAt"]) == ("2026-03-02T10:00:00Z", None)
    assert (found["firstResponseBreached"], told(world, id, "ComplaintAnswered")) == (False, 1)


def test_other_hours_hold_for_what_is_open_and_no_event_tells_of_them(world: World, customer: UUID) -> None:
    ids = [complains(world, customer) for _ in range(3)]
    world.send(ResolveComplaint(customer, ids[2], resolution="r"))
    before = {id: (shown(world, customer, id)["version"], world.events(id)) for id in ids}
    rules(world, complaint_auto_escalation_hours=100, business_hours="Mon-Fri 09:00-17:00")

    escalation.run(world.app)

    assert {id: (shown(world, customer, id)["version"], world.events(id)) for id in ids} == before
    assert [shown(world, customer, id)["dueAt"] for id in ids] == [*["2026-03-18T13:00:00Z"] * 2, None]


def test_a_queue_is_in_the_order_in_which_things_are_due(world: World, customer: UUID) -> None:
    rules(world, complaint_auto_escalation_hours_by_priority="Critical=4")

    def one(priority: ComplaintPriority) -> UUID:
        world.now += HOUR
        return world.send(SubmitComplaint(customer_id=customer, matter=MATTER.replaced({"priority": priority}))).id

    low, high, critical = (one(ComplaintPriority[name]) for name in ("LOW", "HIGH", "CRITICAL"))
    world.send(WaitForCustomer(customer, low, waiting=True))
    world.send(CommentOnComplaint(customer, high, "We are sorry", is_internal=False))

    assert queue(world) == [critical, high, low]
    assert queue(world, sortBy="createdAt") == [low, high, critical] == queue(world, sortBy="-createdAt")[::-1]
    assert queue(world, sortBy="firstResponseDueAt")[0] == critical


def test_eight_timers_at_once_escalate_each_once(world: World, customer: UUID) -> None:
    others = [world.has_customer() for _ in range(4)]
    ids = [complains(world, whose) for whose in (customer, *others) for _ in range(6)]
    world.now += 48 * HOUR

    at_once(lambda _: escalation.run(world.app), 8)

    assert [told(world, id, "ComplaintEscalated") for id in ids] == [1] * 30


def test_clocks_that_jump_escalate_nothing_twice(world: World, customer: UUID) -> None:
    ids = [complains(world, customer) for _ in range(3)]
    for hours in (47, 2, -30, 31, -500, 600, 0):
        passes(world, hours)

    assert [told(world, id, "ComplaintEscalated") for id in ids] == [1] * 3
    assert [told(world, id, "ComplaintDueSoon") for id in ids] == [1] * 3


def test_what_is_resolved_in_that_moment_is_never_escalated_afterwards(world: World, customer: UUID) -> None:
    ids = [complains(world, customer) for _ in range(12)]
    world.now += 48 * HOUR

    def one_or_the_other(number: int) -> None:
        if number % 2:
            escalation.run(world.app)
            return
        for id in ids[number // 2 :: 4]:
            world.send(ResolveComplaint(customer, id, resolution="r"))

    at_once(one_or_the_other, 8)

    for id in ids:
        names = [name for name, _ in world.events(id)]
        assert names[-1] == "CustomerComplaintResolved"
        assert Counter(names)["ComplaintEscalated"] <= 1
        assert shown(world, customer, id)["status"] == "Resolved"


def test_a_worker_that_dies_in_the_middle_leaves_nothing_half_done(
    world: World, customer: UUID, monkeypatch: MonkeyPatch
) -> None:
    ids = [complains(world, customer) for _ in range(5)]
    world.now += 48 * HOUR
    noticed = Complaint.notice_time
    count = iter(range(100))

    class Killed(BaseException):
        pass

    def dies(one: Any, **how: Any) -> None:
        if next(count) == 3:
            raise Killed
        noticed(one, **how)

    monkeypatch.setattr(Complaint, "notice_time", dies)
    with suppress(Killed):
        escalation.run(world.app)
    assert sum(told(world, id, "ComplaintEscalated") for id in ids) == 0
    monkeypatch.undo()

    escalation.run(world.app)

    assert [told(world, id, "ComplaintEscalated") for id in ids] == [1] * 5


def test_one_that_cannot_be_done_keeps_no_other_from_its_turn(
    world: World, customer: UUID, monkeypatch: MonkeyPatch
) -> None:
    ids = [complains(world, customer) for _ in range(3)]
    noticed = Complaint.notice_time

    def fails(one: Any, **how: Any) -> None:
        if one.id == ids[1]:
            raise ArithmeticError
        noticed(one, **how)

    monkeypatch.setattr(Complaint, "notice_time", fails)
    passes(world, 48)

    assert [told(world, id, "ComplaintEscalated") for id in ids] == [1, 0, 1]


@mark.parametrize("gone", ["archived", "erased"])
def test_whoever_is_gone_troubles_nobody(world: World, customer: UUID, gone: str) -> None:
    id = complains(world, customer)
    before = told(world, id, "ComplaintEscalated")
    if gone == "archived":
        world.archives(customer)
    else:
        erased(world, customer)
    passes(world, 48)
    rules(world, complaint_auto_escalation_hours=1)

    passes(world, 48)

    assert told(world, id, "ComplaintEscalated") == before == 0
    with world.app.database.reading() as session:
        assert alarms(session, world.now, limit=9) == outdated(session, "other rules", limit=9) == []


def test_what_was_received_before_there_were_clocks_gets_one(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    with world.app.database.transaction() as session:
        session.execute(update(complaints).values(ClockRules="-", DueAt=NEVER, AlarmAt=NEVER))
        session.commit()

    passes(world, 1)

    with world.app.database.reading() as session:
        assert load_complaint(session, customer, id).due_at == world.now + 47 * HOUR

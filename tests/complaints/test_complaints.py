"""What customers complain of: its states, who cares for it, and what is told."""

from datetime import timedelta
from uuid import UUID, uuid4

from pytest import fixture, mark, raises

from shared.complaints.commands import (
    AssignComplaint,
    CommentOnComplaint,
    ComplaintCommand,
    MoveComplaint,
    ResolveComplaint,
)
from shared.complaints.errors import AlreadyResolved, ComplaintNotFound, WrongComplaintMove
from shared.complaints.queries import comments_on
from shared.complaints.values import ComplaintStatus
from shared.contacts.commands import AddContact
from shared.contacts.errors import ContactNotFound
from shared.contacts.values import ContactDetails
from shared.customers.errors import CustomerArchived
from shared.customers.queries import customers_inactive_since
from shared.kernel.errors import Invalid, VersionConflict
from shared.platform.web.paging import PageQuery
from tests.support.complaining import complains, queue, shown
from tests.support.concurrency import at_once
from tests.support.erasing import erased, wish
from tests.support.world import World

NEW, IN_PROGRESS, RESOLVED, CLOSED, ESCALATED = ComplaintStatus


@fixture
def customer(world: World) -> UUID:
    return world.has_customer()


def comes_to(world: World, customer: UUID, status: ComplaintStatus) -> UUID:
    """A complaint in this state."""
    id = complains(world, customer)
    if status in (IN_PROGRESS, ESCALATED):
        world.send(MoveComplaint(customer, id, to=status))
    if status in (RESOLVED, CLOSED):
        world.send(ResolveComplaint(customer, id, resolution="Paid back"))
    if status is CLOSED:
        world.send(MoveComplaint(customer, id, to=CLOSED))
    return id


def test_a_complaint_is_received_and_resolved_and_told_of_with_exactly_its_fields(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    world.now += timedelta(hours=26, minutes=59)
    world.send(ResolveComplaint(customer, id, resolution="Paid back", customer_satisfied=True), by="ben")

    assert world.events(id) == [
        (
            "CustomerComplaintReceived",
            {
                "complaintId": str(id),
                "customerId": str(customer),
                "subject": "The hall was cold",
                "description": "The heating was off until ten.",
                "priority": "High",
                "category": "Venue",
                "receivedAt": "2026-03-02T09:00:00.000000Z",
            },
        ),
        (
            "CustomerComplaintResolved",
            {
                "complaintId": str(id),
                "customerId": str(customer),
                "resolution": "Paid back",
                "resolvedBy": "ben",
                "resolvedAt": "2026-03-03T11:59:00.000000Z",
                "resolutionTimeInHours": 26,
            },
        ),
    ]


def test_each_gets_a_number_of_its_own(world: World, customer: UUID) -> None:
    at_once(lambda _: complains(world, customer), 8)

    numbers = {shown(world, customer, id)["complaintNumber"] for id in queue(world)}
    assert len(numbers) == 8
    assert all(one.startswith("CMP-") and len(one) == 10 for one in numbers)


MAY = {
    (NEW, IN_PROGRESS),
    (NEW, ESCALATED),
    (IN_PROGRESS, ESCALATED),
    (ESCALATED, IN_PROGRESS),
    (RESOLVED, CLOSED),
    (RESOLVED, IN_PROGRESS),
}


@mark.parametrize("to", ComplaintStatus)
@mark.parametrize("status", ComplaintStatus)
def test_it_is_moved_as_decided_and_not_otherwise(
    world: World, customer: UUID, status: ComplaintStatus, to: ComplaintStatus
) -> None:
    id = comes_to(world, customer, status)
    before = world.events(id)

    if (status, to) in MAY:
        world.send(MoveComplaint(customer, id, to=to, notes="n"))
        assert (shown(world, customer, id)["status"], shown(world, customer, id)["statusNotes"]) == (to, "n")
        kind = "ComplaintEscalated" if to is ESCALATED else "ComplaintStatusChanged"
        assert [kind for kind, _ in world.events(id)[len(before) :]] == [kind]
    else:
        with raises(WrongComplaintMove):
            world.send(MoveComplaint(customer, id, to=to))
        assert (shown(world, customer, id)["status"], world.events(id)) == (status, before)


@mark.parametrize("status", ComplaintStatus)
def test_it_is_resolved_once(world: World, customer: UUID, status: ComplaintStatus) -> None:
    id = comes_to(world, customer, status)

    if status in (RESOLVED, CLOSED):
        with raises(AlreadyResolved):
            world.send(ResolveComplaint(customer, id, resolution="Again"))
    else:
        world.send(ResolveComplaint(customer, id, resolution="Paid back"))
    assert shown(world, customer, id)["resolution"] == "Paid back"


def test_of_many_at_once_one_resolves_it(world: World, customer: UUID) -> None:
    id = complains(world, customer)

    ended = at_once(lambda number: world.send(ResolveComplaint(customer, id, resolution=f"{number}")), 20)

    assert ended == {"done": 1, "AlreadyResolved": 19}
    assert [kind for kind, _ in world.events(id)] == ["CustomerComplaintReceived", "CustomerComplaintResolved"]


def test_a_reopened_one_is_resolved_anew_and_the_first_time_counts(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    world.now += timedelta(hours=2)
    world.send(ResolveComplaint(customer, id, resolution="Paid back", compensation_offered="500 EUR"))

    world.send(MoveComplaint(customer, id, to=IN_PROGRESS, notes="Not content"))

    one = shown(world, customer, id)
    assert (one["resolution"], one["compensationOffered"], one["resolvedAt"], one["reopenCount"]) == (
        *(None, None, None),
        1,
    )
    world.now += timedelta(hours=50)
    world.send(ResolveComplaint(customer, id, resolution="All of it"))
    one = shown(world, customer, id)
    assert (one["resolution"], one["resolutionTimeInHours"]) == ("All of it", 2)


def test_somebody_cares_for_it_until_it_is_closed(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    for who in ("ben", "ben", None):
        world.send(AssignComplaint(customer, id, assigned_to=who))

    told = [data["assignedTo"] for kind, data in world.events(id) if kind == "ComplaintAssigned"]
    assert told == ["ben", None]
    closed = comes_to(world, customer, CLOSED)
    with raises(WrongComplaintMove):
        world.send(AssignComplaint(customer, closed, assigned_to="ben"))


def test_who_waits_longest_comes_first_of_those_asked_for(world: World, customer: UUID) -> None:
    first = complains(world, customer)
    world.now += timedelta(hours=1)
    second = comes_to(world, world.has_customer(), ESCALATED)
    world.send(AssignComplaint(customer, first, assigned_to="ben"))

    assert queue(world) == [first, second]
    for asked, found in (
        ({"status": "Escalated"}, [second]),
        ({"priority": "Low"}, []),
        ({"assignedTo": "ben"}, [first]),
        ({"category": "Venue"}, [first, second]),
    ):
        assert queue(world, **asked) == found


def test_what_is_not_there_or_has_changed_or_is_archived_is_left_alone(world: World, customer: UUID) -> None:
    id, other = complains(world, customer), world.has_customer()

    def moves(whose: UUID, which: UUID, *, expecting: frozenset[int] | None = None) -> ComplaintCommand:
        return MoveComplaint(whose, which, expecting=expecting, to=IN_PROGRESS)

    for command, error in (
        (moves(other, id), ComplaintNotFound),
        (moves(customer, uuid4()), ComplaintNotFound),
        (moves(customer, id, expecting=frozenset({7})), VersionConflict),
    ):
        with raises(error):
            world.send(command)
    with raises(ComplaintNotFound):
        shown(world, other, id)
    world.archives(customer)
    with raises(CustomerArchived):
        world.send(moves(customer, id))


def test_contact_and_attachments_must_be_the_customers(world: World, customer: UUID) -> None:
    with raises(ContactNotFound):
        complains(world, customer, contact_id=uuid4())
    with raises(Invalid):
        complains(world, customer, attachments=(uuid4(),))


def test_what_is_said_about_it_is_listed_in_order_and_told(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    said = []
    for text, is_internal in (("Cold", True), ("Sorry", False)):
        said.append(world.send(CommentOnComplaint(customer, id, text, is_internal=is_internal)).id)
        world.now += timedelta(seconds=1)

    with world.app.database.reading() as session:
        page = comments_on(session, customer, id, PageQuery().within(world.app.settings.business, of="c"))
    assert [(one.text, one.is_internal, one.created_by) for one in page.items] == [
        ("Cold", True, "amira"),
        ("Sorry", False, "amira"),
    ]
    assert [kind for one in said for kind, _ in world.events(one)] == ["ComplaintCommented"] * 2
    with raises(ComplaintNotFound):
        world.send(CommentOnComplaint(world.has_customer(), id, "x", is_internal=True))


def test_a_complaint_counts_as_an_interaction(world: World, customer: UUID) -> None:
    world.days_pass(100)
    complains(world, customer)

    with world.app.database.reading() as session:
        idle = customers_inactive_since(session, world.now - timedelta(days=50), limit=10)
    assert customer not in idle


def test_whoever_is_to_be_erased_is_in_no_queue_at_once(world: World, customer: UUID) -> None:
    complains(world, customer)
    world.send(wish(world, customer))

    assert queue(world) == []


def test_whoever_is_erased_complained_of_nothing(world: World, customer: UUID) -> None:
    ada = world.send(AddContact(customer, ContactDetails("Ada", "L", "ada@people.example.com"))).id
    hers, own = complains(world, customer, contact_id=ada), complains(world, customer)
    on_hers, on_own = (world.send(CommentOnComplaint(customer, id, "x", is_internal=True)).id for id in (hers, own))

    erased(world, customer, ada)

    assert queue(world) == [own]
    assert "description" not in world.events(hers)[0][1]
    assert ["text" in world.events(one)[0][1] for one in (on_hers, on_own)] == [False, True]
    erased(world, customer)
    assert queue(world) == []
    assert "subject" not in world.events(own)[0][1]
    assert "text" not in world.events(on_own)[0][1]

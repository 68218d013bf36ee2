"""A merge is undone: each has back what was its own; what came since stays where it came."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from pytest import mark, raises

from shared.complaints.tables import complaints
from shared.contacts.commands import AddContact, RemoveContact, UpdateContact
from shared.contacts.values import ContactStatus
from shared.customers.commands import UpdateContactInfo, UpdatePreferences, UpdateProfile
from shared.customers.errors import CustomerMerging
from shared.customers.merged_fields import Side
from shared.follow_ups.commands import CreateFollowUp
from shared.merges.commands import StartMerge
from shared.merges.errors import MergeNotFound, NotUndoable
from shared.merges.undo_commands import StartUndo
from shared.platform.messaging.verification import Verification
from tests.support.erasing import erased
from tests.support.merging import ADA, BEN, KINDS, ONE_OF_EACH, contact_of, furnished, merge, merges, rows_of, undoes
from tests.support.samples import task
from tests.support.world import World


def state(world: World, customer: UUID) -> dict[str, Any]:
    """What a customer is and has, but for what goes up with each change."""
    shown = world.shown(customer)
    people = [
        {k: v for k, v in one.items() if k not in ("version", "lastModifiedAt")} for one in world.contacts(customer)
    ]
    changing = ("version", "lastModifiedAt", "lastModifiedBy")
    return {
        **{name: value for name, value in shown.items() if name not in changing},
        "people": sorted(people, key=lambda one: str(one["id"])),
        "rows": rows_of(world, customer),
        "complaining": contact_of(world, complaints.c.ContactId, customer),
    }


def test_undone_both_are_as_before(world: World) -> None:
    source = furnished(world, "Aurora Ltd", replace(ADA, phone="+4930999"), BEN, email="a@aurora.example.com")
    target = furnished(world, "Aurora", ADA)
    before = [state(world, one) for one in (source, target)]

    id = merges(world, source, target, choices={"primary_email": Side.SOURCE})
    undone = undoes(world, id)

    assert [state(world, one) for one in (source, target)] == before
    assert (undone["status"], undone["moved"], undone["keptFields"], undone["laterRecords"]) == ("Undone", {}, [], {})
    assert world.found("Aurora Ltd") == ["Aurora Ltd"]
    assert world.audit_trail(source)[-2:] == ["CustomerMergeUndoStarted", "CustomerRestored"]
    assert world.audit_trail(target)[-1] == "CustomerMergeUndone"
    assert list(Verification(world.app.database).faults()) == []


def test_merged_undone_and_merged_again_is_merged_once(world: World) -> None:
    source = furnished(world, "Aurora Ltd", replace(ADA, phone="+4930999"), BEN)
    target = furnished(world, "Aurora", ADA)

    merges_once = merges(world, source, target)
    once = [state(world, one) for one in (source, target)]
    undoes(world, merges_once)
    merges(world, source, target)

    assert [state(world, one) for one in (source, target)] == once
    assert list(Verification(world.app.database).faults()) == []


def test_who_was_merged_into_who_is_merged_stands_for_it_again(world: World) -> None:
    a, b, c = (world.has_customer(name) for name in ("Aaa", "Bbb", "Ccc"))
    merges(world, a, b)

    undoes(world, merges(world, b, c))

    assert [world.shown(one)["mergedIntoCustomerId"] for one in (a, b, c)] == [str(b), None, None]
    assert [world.shown(one)["mergedFrom"] for one in (b, c)] == [[str(a)], []]


def test_what_came_or_changed_since_stays_with_the_target_and_is_named(world: World) -> None:
    source = furnished(world, "Aurora Ltd", replace(ADA, phone="+4930999"), BEN)
    target = furnished(world, "Aurora", ADA)
    [adas] = world.contacts(target)
    id = merges(world, source, target, choices={"company_name": Side.SOURCE})
    world.days_pass(1)
    world.send(CreateFollowUp(target, task(world)))
    world.send(AddContact(target, replace(BEN, email="new@example.com")))
    world.send(UpdateProfile(target, provided={"company_name": "Aurora Group"}))
    world.send(UpdateContact(target, UUID(adas["id"]), provided={"phone": "+4930111"}))

    undone = undoes(world, id)

    assert rows_of(world, target)["FollowUps"] == 2
    assert undone["laterRecords"] == {"followUps": 1}
    assert undone["keptFields"] == ["profile.companyName", "contact.phone"]
    assert world.shown(target)["profile"]["companyName"] == "Aurora Group"
    assert sorted(one["email"] for one in world.contacts(target)) == ["ada@example.com", "new@example.com"]
    assert sorted(one["email"] for one in world.contacts(source)) == ["ada@example.com", "ben@example.com"]


def test_a_contact_that_is_gone_is_not_brought_back(world: World) -> None:
    source = furnished(world, "Aurora Ltd", ADA, BEN)
    target = furnished(world, "Aurora", replace(ADA, email="target@example.com"))
    id = merges(world, source, target)
    ada, ben = (next(one for one in world.contacts(target) if one["email"] == who.email) for who in (ADA, BEN))
    world.send(RemoveContact(target, UUID(ben["id"])))
    erased(world, target, UUID(ada["id"]))

    undoes(world, id)

    assert world.contacts(source) == []
    assert [one["email"] for one in world.contacts(target)] == ["target@example.com"]


def test_what_anybody_refused_stays_refused_on_both_sides(world: World) -> None:
    source = furnished(world, "Aurora Ltd", ADA)
    target = furnished(world, "Aurora", replace(ADA, status=ContactStatus.UNSUBSCRIBED))
    world.send(UpdatePreferences(target, provided={"consents": {"data_processing": False}}))

    undoes(world, merges(world, source, target))

    for one in (source, target):
        assert world.shown(one)["preferences"]["consents"]["dataProcessing"] is False
        assert [contact["status"] for contact in world.contacts(one)] == ["Unsubscribed"]


def unfinished(world: World, source: UUID, target: UUID) -> UUID:
    return world.send(StartMerge(source_id=source, target_id=target)).id


def long_ago(world: World, source: UUID, target: UUID) -> UUID:
    id = merges(world, source, target)
    world.days_pass(31)
    return id


def with_the_source_erased(world: World, source: UUID, target: UUID) -> UUID:
    id = merges(world, source, target)
    erased(world, source)
    return id


def with_the_target_erased(world: World, source: UUID, target: UUID) -> UUID:
    id = merges(world, source, target)
    erased(world, target)
    return id


def with_the_target_merged(world: World, source: UUID, target: UUID) -> UUID:
    id = merges(world, source, target)
    merges(world, target, world.has_customer("Third"))
    return id


def with_its_address_taken(world: World, source: UUID, target: UUID) -> UUID:
    id = merges(world, source, target)
    world.has_customer("Third", world.shown(source)["contactInfo"]["primaryEmail"])
    return id


def with_the_targets_address_taken(world: World, source: UUID, target: UUID) -> UUID:
    address = world.shown(target)["contactInfo"]["primaryEmail"]
    id = merges(world, source, target, choices={"primary_email": Side.SOURCE, "secondary_email": Side.TARGET})
    world.has_customer("Third", address)
    return id


def with_its_address_kept(world: World, source: UUID, target: UUID) -> UUID:
    id = merges(world, source, target)
    theirs = world.shown(source)["contactInfo"]["primaryEmail"]
    world.send(UpdateContactInfo(target, provided={"primary_email": theirs, "secondary_email": None}))
    return id


def undone_already(world: World, source: UUID, target: UUID) -> UUID:
    id = merges(world, source, target)
    undoes(world, id)
    return id


@mark.parametrize(
    ("merged", "why"),
    [
        (unfinished, "it is processing"),
        (long_ago, "it was done more than 30 days ago"),
        (with_the_source_erased, "one of the two customers was erased since"),
        (with_the_target_erased, "one of the two customers was erased since"),
        (with_the_target_merged, "its target was merged into another since; undo that first"),
        (with_its_address_taken, "another customer has one of their primary e-mail addresses since"),
        (with_the_targets_address_taken, "another customer has one of their primary e-mail addresses since"),
        (with_its_address_kept, "both customers would have the same primary e-mail address"),
        (undone_already, "it is undone"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_merge_is_not_undone(world: World, merged: Callable[[World, UUID, UUID], UUID], why: str) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), furnished(world, "Aurora")
    id = merged(world, source, target)
    before = merge(world, id)

    with raises(NotUndoable, match=why):
        world.send(StartUndo(id, KINDS))

    assert merge(world, id) == before


def test_what_takes_part_in_another_merge_is_not_parted_meanwhile(world: World) -> None:
    source, target = world.has_customer("Aurora Ltd"), world.has_customer("Aurora")
    id = merges(world, source, target)
    unfinished(world, world.has_customer("Third"), target)

    with raises(CustomerMerging):
        world.send(StartUndo(id, KINDS))


def test_a_merge_that_never_was_is_not_undone(world: World) -> None:
    with raises(MergeNotFound):
        world.send(StartUndo(uuid4(), KINDS))


def test_meanwhile_the_source_takes_no_change(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), furnished(world, "Aurora")
    world.send(StartUndo(merges(world, source, target), KINDS))

    with raises(CustomerMerging):
        world.send(CreateFollowUp(source, task(world)))
    assert world.shown(source)["status"] == "Active"
    assert rows_of(world, source) != ONE_OF_EACH

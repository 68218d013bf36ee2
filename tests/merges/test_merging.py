"""Two customers become one, with all that either has."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from pytest import mark, raises
from sqlalchemy import update

from shared.complaints.commands import SubmitComplaint
from shared.complaints.tables import complaints
from shared.concepts import rows
from shared.contacts.commands import AddContact, UpdateContact
from shared.contacts.errors import TooManyContacts
from shared.contacts.values import ContactStatus
from shared.customers.commands import UpdatePreferences, UpdateProfile
from shared.customers.errors import CustomerArchived, CustomerMerging, CustomerNotFound
from shared.customers.merged_fields import Side
from shared.customers.tables import customers
from shared.follow_ups.commands import CreateFollowUp
from shared.kernel.customer_data import CustomerData
from shared.kernel.errors import Invalid
from shared.merges.commands import StartMerge
from shared.merges.preview import preview
from shared.platform.application.commands import Command
from shared.platform.messaging.verification import Verification
from tests.support.erasing import wish
from tests.support.merging import (
    ADA,
    BEN,
    KINDS,
    NOTHING,
    ONE_OF_EACH,
    TWO_OF_EACH,
    carries_out,
    contact_of,
    furnished,
    merge,
    merges,
    rows_of,
    undoes,
)
from tests.support.samples import MATTER, task
from tests.support.world import World


def test_everything_of_the_source_is_the_targets(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), furnished(world, "Aurora", BEN)

    done = merge(world, merges(world, source, target))

    assert rows_of(world, source) == NOTHING
    assert rows_of(world, target) == TWO_OF_EACH
    assert done["status"] == "Completed"
    assert done["moved"] == {
        **dict.fromkeys(("contacts", "communications", "followUps", "complaints"), 1),
        **dict.fromkeys(("complaintComments", "testimonials", "attachments"), 1),
    }
    assert {one["email"] for one in world.contacts(target)} == {"ada@example.com", "ben@example.com"}
    assert world.contacts(source) == []


def test_the_source_is_archived_and_says_where_it_went(world: World) -> None:
    source, target = world.has_customer("Aurora Ltd"), world.has_customer("Aurora")

    merges(world, source, target)

    shown = world.shown(source)
    assert (shown["status"], shown["mergedIntoCustomerId"]) == ("Archived", str(target))
    assert world.shown(target)["mergedFrom"] == [str(source)]
    assert world.found("Aurora") == ["Aurora"]


def test_an_old_id_stands_for_whoever_has_everything_now(world: World) -> None:
    a, b, c = (world.has_customer(name) for name in ("Aaa", "Bbb", "Ccc"))

    merges(world, a, b)
    merges(world, b, c)

    assert [world.shown(one)["mergedIntoCustomerId"] for one in (a, b, c)] == [str(c), str(c), None]
    assert sorted(world.shown(c)["mergedFrom"]) == sorted((str(a), str(b)))


def test_who_both_know_is_one_contact_whom_both_ids_stand_for(world: World) -> None:
    source = furnished(world, "Aurora Ltd", replace(ADA, phone="+4930999", status=ContactStatus.UNSUBSCRIBED))
    target = furnished(world, "Aurora", replace(ADA, email="ADA@example.com", position="Countess"))
    [old], [stays] = world.contacts(source), world.contacts(target)

    merges(world, source, target)

    [one] = world.contacts(target)
    assert (one["id"], one["email"]) == (stays["id"], "ADA@example.com")
    assert (one["phone"], one["position"], one["status"]) == ("+4930999", "Countess", "Unsubscribed")
    assert (one["tags"], one["isPrimary"]) == (["aurora", "aurora ltd"], True)
    assert contact_of(world, complaints.c.ContactId, target) == [UUID(stays["id"])] * 2
    assert old["id"] != stays["id"]


def test_totals_are_added_and_the_clock_of_inactivity_is_the_later(world: World) -> None:
    source, target = world.has_customer("Aurora Ltd"), world.has_customer("Aurora")
    brought(world, source, value=100, events=2)
    brought(world, target, value=50, events=3)

    id = merges(world, source, target)
    assert totals(world, target) == (150.0, 5)

    undoes(world, id)
    assert (totals(world, source), totals(world, target)) == ((100.0, 2), (50.0, 3))


def brought(world: World, customer: UUID, *, value: int, events: int) -> None:
    with world.app.database.transaction() as session:
        values = {"LifetimeValue": Decimal(value), "TotalEvents": events}
        session.execute(update(customers).where(customers.c.Id == customer).values(values))
        session.commit()


def totals(world: World, customer: UUID) -> tuple[float, int]:
    profile = world.shown(customer)["profile"]
    return profile["lifetimeValue"], profile["totalEvents"]


def test_the_targets_fields_win_where_it_has_any_unless_somebody_chose(world: World) -> None:
    source = world.has_customer("Aurora Ltd", "a@example.com", website="a.example.com", primary_phone="+49301")
    target = world.has_customer("Aurora", "b@example.com", primary_phone="+49302")

    merges(world, source, target, choices={"company_name": Side.SOURCE, "primary_email": Side.SOURCE})

    shown = world.shown(target)
    info = shown["contactInfo"]
    assert shown["profile"]["companyName"] == "Aurora Ltd"
    assert (info["primaryEmail"], info["secondaryEmail"]) == ("a@example.com", "b@example.com")
    assert (info["primaryPhone"], info["secondaryPhone"], info["website"]) == ("+49302", "+49301", "a.example.com")


REFUSALS: list[tuple[str, Callable[[World, UUID, UUID], tuple[UUID, UUID]], type[Exception]]] = [
    ("itself", lambda world, a, b: (a, a), Invalid),
    ("an absent one", lambda world, a, b: (uuid4(), b), CustomerNotFound),
    ("into an absent one", lambda world, a, b: (a, uuid4()), CustomerNotFound),
    ("an archived one", lambda world, a, b: (archived(world, a), b), CustomerArchived),
    ("into an archived one", lambda world, a, b: (a, archived(world, b)), CustomerArchived),
    ("one that is being merged", lambda world, a, b: (merging(world, a), b), CustomerMerging),
    ("into one that is being merged", lambda world, a, b: (b, merging(world, a)), CustomerMerging),
    ("the target of a merge", lambda world, a, b: (into(world, a), b), CustomerMerging),
    ("with more contacts than fit", lambda world, a, b: (crowded(world, a), crowded(world, b)), TooManyContacts),
]


@mark.parametrize(("who", "whom", "refusal"), REFUSALS, ids=[who for who, _, _ in REFUSALS])
def test_nothing_moves_of(
    world: World, who: str, whom: Callable[[World, UUID, UUID], tuple[UUID, UUID]], refusal: type[Exception]
) -> None:
    source, target = whom(world, world.has_customer("Aurora Ltd"), world.has_customer("Aurora"))
    before = [world.audit_trail(one) for one in (source, target)]

    with raises(refusal):
        world.send(StartMerge(source_id=source, target_id=target))
    with raises(refusal):
        previewed(world, source, target)

    assert [world.audit_trail(one) for one in (source, target)] == before


def archived(world: World, customer: UUID) -> UUID:
    world.archives(customer)
    return customer


def merging(world: World, customer: UUID) -> UUID:
    world.send(StartMerge(source_id=customer, target_id=world.has_customer()))
    return customer


def into(world: World, customer: UUID) -> UUID:
    world.send(StartMerge(source_id=world.has_customer(), target_id=customer))
    return customer


def crowded(world: World, customer: UUID) -> UUID:
    for n in range(26):
        world.send(AddContact(customer, replace(ADA, email=f"{n}.{customer.hex}@example.com")))
    return customer


def previewed(world: World, source: UUID, target: UUID, **more: Any) -> dict[str, Any]:
    wanted = StartMerge(source_id=source, target_id=target, **more)
    with world.app.database.reading() as session:
        shown = preview(session, wanted, KINDS, world.app.settings.business.max_contacts_per_customer)
    return shown.model_dump(mode="json", by_alias=True)


def test_contacts_that_came_since_it_was_asked_for_have_the_merge_fail_before_anything_moves(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), world.has_customer("Aurora")
    id = world.send(StartMerge(source_id=source, target_id=target)).id
    for n in range(50):
        world.send(AddContact(target, replace(BEN, email=f"{n}@late.example.com")))

    failed = carries_out(world, id)

    assert (failed["status"], failed["moved"]) == ("Failed", {})
    assert "50 contacts" in failed["failureReason"]
    assert rows_of(world, source) == ONE_OF_EACH
    world.send(UpdateProfile(source, provided={"industry": "Music"}))  # it takes changes again


def test_a_dry_run_shows_what_would_move_and_win_and_be_refused(world: World) -> None:
    source = furnished(world, "Aurora Ltd", ADA, BEN)
    target = furnished(world, "Aurora", replace(ADA, phone="+4930"))
    world.send(UpdatePreferences(source, provided={"consents": {"data_processing": False}}))
    before = [world.audit_trail(one) for one in (source, target)]

    shown = previewed(world, source, target, choices={"company_name": Side.SOURCE})["preview"]

    assert shown["moves"] == {
        "contacts": 2,
        **dict.fromkeys(("communications", "followUps", "complaints", "complaintComments"), 1),
        **dict.fromkeys(("testimonials", "attachments"), 1),
    }
    ids = [UUID(world.contacts(one)[0]["id"]) for one in (source, target)]
    assert [(UUID(one["sourceContactId"]), UUID(one["targetContactId"])) for one in shown["sameContacts"]] == [
        tuple(ids)
    ]
    name = shown["fields"][0]
    assert (name["field"], name["source"], name["target"], name["result"]) == (
        "companyName",
        "Aurora Ltd",
        "Aurora",
        "Aurora Ltd",
    )
    [refused] = shown["restricted"]
    assert (refused["field"], refused["source"], refused["target"], refused["result"]) == (
        "consents.dataProcessing",
        False,
        True,
        False,
    )
    assert [world.audit_trail(one) for one in (source, target)] == before


def test_what_is_left_out_stays_with_the_archived_source(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), furnished(world, "Aurora")

    merges(world, source, target, stays=("communications", "suggestions", "testimonials"))

    left = {name: int(name in ("CommunicationHistory", "Testimonials")) for name in NOTHING}
    assert rows_of(world, source) == left
    assert world.events(target)[-1][1]["mergedEntities"] == [
        *("contacts", "consents", "attachments", "followUps", "complaints", "complaintComments"),
    ]


def test_while_it_is_merged_the_source_takes_no_change_and_the_target_does(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), furnished(world, "Aurora")
    [ada] = world.contacts(source)
    id = world.send(StartMerge(source_id=source, target_id=target)).id

    late: list[Command[Any]] = [
        UpdateProfile(source, provided={"industry": "Music"}),
        AddContact(source, BEN),
        UpdateContact(source, UUID(ada["id"]), provided={"position": "Countess"}),
        CreateFollowUp(source, task(world)),
        SubmitComplaint(customer_id=source, matter=MATTER),
        wish(world, source),
        wish(world, source, UUID(ada["id"])),
        wish(world, target),
        StartMerge(source_id=source, target_id=target),
        StartMerge(source_id=target, target_id=source),
        StartMerge(source_id=target, target_id=world.has_customer()),
    ]
    for one in late:
        with raises(CustomerMerging):
            world.send(one)
    world.send(CreateFollowUp(target, task(world)))

    carries_out(world, id)
    assert rows_of(world, target) == {**TWO_OF_EACH, "FollowUps": 3}


def test_a_step_that_is_done_again_changes_nothing(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA, BEN), furnished(world, "Aurora", ADA)
    id = merges(world, source, target)
    before = (merge(world, id), world.shown(target), world.contacts(target), world.audit_trail(target))

    carries_out(world, id)

    assert (merge(world, id), world.shown(target), world.contacts(target), world.audit_trail(target)) == before


def test_both_stories_tell_it(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), world.has_customer("Aurora")

    merges(world, source, target)

    assert world.audit_trail(source) == ["CustomerRegistered", "CustomerMergeStarted", "CustomerArchivedByMerge"]
    name, data = world.events(target)[-1]
    assert (name, data["sourceCustomerId"], data["targetCustomerId"]) == ("CustomerMerged", str(source), str(target))
    assert data["mergedBy"] == "amira"
    told = [entry.type for entry in world.timeline(target, pageSize=100).items]
    assert {"CustomerMerged", "ContactMoved", "CustomerComplaintReceived", "ContactAdded"} <= set(told)
    assert list(Verification(world.app.database).faults()) == []


def test_every_table_of_customers_says_what_becomes_of_its_rows() -> None:
    answered = [kind.table.name for kind in KINDS]

    assert sorted(answered) == sorted(one.table for one in rows() if isinstance(one, CustomerData))

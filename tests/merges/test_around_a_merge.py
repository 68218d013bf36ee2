"""What was under way when a merge began, and what still names an old id after it."""

from dataclasses import replace
from io import BytesIO
from uuid import UUID, uuid4

from pytest import mark, raises
from sqlalchemy import select

from shared.attachments.names import COMMUNICATION_ATTACHMENTS
from shared.attachments.tables import attachments
from shared.communications.delivery_commands import RecordSent, TakeMessage
from shared.communications.delivery_reports import DELIVERED, GONE, NoteReport, Report
from shared.communications.inbound_email import From, ReceiveEmail
from shared.communications.opting_out import Decide
from shared.communications.queries import load_communication
from shared.communications.quiet_hours import QuietHours
from shared.communications.repository import Claim
from shared.complaints.commands import HearFromCustomer, SubmitComplaint, WaitForCustomer
from shared.complaints.queries import load_complaint
from shared.concepts import holdings
from shared.consents.services import agreed, decisions_of
from shared.consents.values import Consent, ConsentPurpose
from shared.contacts.commands import AddContact, ChangeContactConsent
from shared.contacts.queries import load_contacts, standing_for
from shared.contacts.values import ContactStatus
from shared.customers.commands import ChangeConsent
from shared.customers.errors import CustomerNotFound
from shared.customers.identity import match_customers
from shared.customers.values import CommunicationType
from shared.merges.activities import complete, move_records, resume, take_over_contacts
from shared.merges.commands import StartMerge
from shared.platform.messaging.verification import Verification
from shared.privacy.data_export import data_export
from shared.suppression.model import Suppressed
from tests.support.erasing import erased
from tests.support.merging import ADA, BEN, KINDS, MOVING, carries_out, furnished, merge, merges, rows_of
from tests.support.samples import MATTER, message
from tests.support.world import World

EMAIL = CommunicationType.EMAIL


def begun(world: World, source: UUID, target: UUID) -> UUID:
    return world.send(StartMerge(source_id=source, target_id=target)).id


@mark.parametrize(
    "steps", [0, 1, 2], ids=["before anything moved", "with the contacts moved", "with the message moved"]
)
def test_a_message_that_was_accepted_before_goes_out_and_is_on_record(world: World, steps: int) -> None:
    source, target = world.has_customer("Aurora Ltd"), world.has_customer("Aurora")
    world.send(AddContact(source, ADA))
    wanted = replace(message(world), customer_id=source)
    to_ada = replace(wanted, recipient=replace(wanted.recipient, email=ADA.email))
    sent = world.send(to_ada)
    id = begun(world, source, target)
    if steps:
        take_over_contacts(world.app, KINDS, id)
    if steps > 1:
        move_records(world.app, KINDS, id, "communications")

    claim = Claim(sent.id, uuid4())
    assert world.send(TakeMessage(claim, "file", (), QuietHours.read("")))
    for what in MOVING:
        move_records(world.app, KINDS, id, what)
    assert world.send(RecordSent(claim, "file", None, 0))
    carries_out(world, id)

    assert world.send(NoteReport(Report(sent.id, DELIVERED)))
    with world.app.database.reading() as session:
        assert load_communication(session, target, sent.id).status == "Delivered"
    assert list(Verification(world.app.database).faults()) == []


@mark.parametrize("steps", [0, 1], ids=["before anything moved", "with the contacts moved"])
def test_mail_that_comes_back_meanwhile_marks_the_contact(world: World, steps: int) -> None:
    source, target = world.has_customer("Aurora Ltd"), world.has_customer("Aurora")
    ada = world.send(AddContact(source, ADA)).id
    wanted = replace(message(world), customer_id=source)
    sent = world.send(replace(wanted, recipient=replace(wanted.recipient, email=ADA.email)))
    assert sent.contact_id == ada
    claim = Claim(sent.id, uuid4())
    world.send(TakeMessage(claim, "file", (), QuietHours.read("")))
    world.send(RecordSent(claim, "file", None, 0))
    id = begun(world, source, target)
    if steps:
        take_over_contacts(world.app, KINDS, id)

    assert world.send(NoteReport(Report(sent.id, GONE)))
    carries_out(world, id)

    assert [one["status"] for one in world.contacts(target)] == [ContactStatus.BOUNCED]


def test_mail_that_comes_meanwhile_goes_along(world: World) -> None:
    source, target = world.has_customer("Aurora Ltd"), world.has_customer("Aurora")
    id = begun(world, source, target)
    for what in MOVING:
        move_records(world.app, KINDS, id, what)

    mail = ReceiveEmail(From(source, None, None), "a@x.example", "Hi", "Hi", "Hi", is_verified=True, kind="Personal")
    world.send(mail)
    take_over_contacts(world.app, KINDS, id)
    complete(world.app, KINDS, id)

    assert (rows_of(world, source)["CommunicationHistory"], rows_of(world, target)["CommunicationHistory"]) == (0, 1)
    assert merge(world, id)["moved"] == {"communications": 1}


def marketing(world: World, customer: UUID, contact: UUID | None = None) -> bool:
    with world.app.database.reading() as session:
        own = decisions_of(session, customer, contact) if contact else []
        return agreed(ConsentPurpose.MARKETING, EMAIL, (own, decisions_of(session, customer, None)), otherwise=False)


def test_of_two_customers_who_agreed_or_not_the_one_refuses(world: World) -> None:
    source, target = world.has_customer("Aurora Ltd"), world.has_customer("Aurora")
    world.send(ChangeConsent(source, Consent(ConsentPurpose.MARKETING, False, EMAIL)))
    world.send(ChangeConsent(target, Consent(ConsentPurpose.MARKETING, True, EMAIL)))
    assert marketing(world, target)

    merges(world, source, target)

    assert not marketing(world, target)


@mark.parametrize("refuses", ["source", "target"])
def test_of_one_person_with_two_decisions_the_refusal_holds_whichever_was_later(world: World, refuses: str) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), furnished(world, "Aurora", ADA)
    for name, customer in (("source", source), ("target", target)):
        world.days_pass(1)
        contact = UUID(world.contacts(customer)[0]["id"])
        consent = Consent(ConsentPurpose.MARKETING, name != refuses, EMAIL)
        world.send(ChangeContactConsent(customer, contact, consent))
    world.days_pass(1)

    merges(world, source, target)

    assert not marketing(world, target, UUID(world.contacts(target)[0]["id"]))


def test_who_opts_out_by_an_old_link_opts_out_of_what_there_is_now(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA, BEN), furnished(world, "Aurora", ADA)
    old = {one["email"]: UUID(one["id"]) for one in world.contacts(source)}
    for contact in old.values():
        world.send(ChangeContactConsent(source, contact, Consent(ConsentPurpose.MARKETING, True, EMAIL)))
    merges(world, source, target)
    now = {one["email"]: UUID(one["id"]) for one in world.contacts(target)}
    assert marketing(world, target, now[BEN.email])

    for who in (old[BEN.email], old[ADA.email], None):
        world.send(Decide(source, who, EMAIL, (ConsentPurpose.MARKETING,), granted=False, source="unsubscribe link"))

    assert [marketing(world, target, one) for one in (now[BEN.email], now[ADA.email], None)] == [False] * 3


def test_an_old_contact_is_found_under_either_customer(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA, BEN), furnished(world, "Aurora", ADA)
    old = {one["email"]: UUID(one["id"]) for one in world.contacts(source)}
    [stays] = world.contacts(target)

    merges(world, source, target)

    with world.app.database.reading() as session:
        assert standing_for(session, source, old[BEN.email]) == (target, old[BEN.email])
        assert standing_for(session, source, old[ADA.email]) == (target, UUID(stays["id"]))
        assert standing_for(session, target, old[ADA.email]) == (target, UUID(stays["id"]))
        assert len(load_contacts(session, source).response.contacts) == 0


def test_a_complaint_is_found_under_the_old_id_and_waits_no_more_when_its_customer_writes(world: World) -> None:
    source, target = world.has_customer("Aurora Ltd"), world.has_customer("Aurora")
    complaint = world.send(SubmitComplaint(customer_id=source, matter=MATTER)).id
    world.send(WaitForCustomer(source, complaint, waiting=True))
    merges(world, source, target)

    with world.app.database.reading() as session:
        assert load_complaint(session, source, complaint).customer_id == target
    assert world.send(HearFromCustomer(source, world.now)) == 1


def test_a_list_that_names_an_old_id_or_number_means_whoever_it_stands_for(world: World) -> None:
    source, target = world.has_customer("Aurora Ltd"), world.has_customer("Aurora")
    number = world.shown(source)["customerNumber"]
    merges(world, source, target)

    with world.app.database.reading() as session:
        found = match_customers(session, ids=[source], numbers=[number], names=["Aurora Ltd"])

    assert found == {str(source): target, number: target}


def test_whoever_is_erased_is_erased_with_those_merged_into_it(world: World) -> None:
    first, source = world.has_customer("First"), furnished(world, "Aurora Ltd", ADA, email="old@example.com")
    target = furnished(world, "Aurora", BEN)
    merges(world, first, source)
    merges(world, source, target)

    erased(world, target)
    world.works()

    for one in (first, source, target):
        with raises(CustomerNotFound):
            world.shown(one)
    with raises(Suppressed):
        world.has_customer("Again", "old@example.com")


def test_the_archived_one_is_erased_alone_and_its_files_stay_with_whoever_has_them(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), furnished(world, "Aurora")
    merges(world, source, target)
    with world.app.database.reading() as session:
        files = [f"{source}/{id}" for id in session.scalars(select(attachments.c.Id))]
    for file in (*files, f"{source}/{uuid4()}"):
        world.app.blobs.put(COMMUNICATION_ATTACHMENTS, file, BytesIO(b"plan"))

    erased(world, source)

    assert sorted(world.app.blobs.names(COMMUNICATION_ATTACHMENTS, folder=str(source))) == sorted(files)
    assert len(files) == 2
    assert world.contacts(target)[0]["email"] == ADA.email
    assert {"ContactAdded", "CustomerComplaintReceived"} <= {
        one.type for one in world.timeline(target, pageSize=100).items
    }


def test_a_contact_is_erased_under_all_its_ids(world: World) -> None:
    source = furnished(world, "Aurora Ltd", replace(ADA, phone="+49309999999"))
    target = furnished(world, "Aurora", ADA)
    [old] = world.contacts(source)
    merges(world, source, target)

    erased(world, source, UUID(old["id"]))

    assert world.contacts(target) == []
    assert all(data == {} or "firstName" not in str(data) for _, data in world.events(UUID(old["id"])))
    with raises(Suppressed):
        world.send(AddContact(target, replace(BEN, phone="+49309999999")))


def test_everything_that_is_held_is_handed_out_with_what_came_by_a_merge(world: World) -> None:
    source, target = furnished(world, "Aurora Ltd", ADA), furnished(world, "Aurora", BEN)
    merges(world, source, target)

    document = data_export(world.app, holdings(), target, None).content.decode()

    assert "Aurora Ltd" in document
    assert document.count('"type":"CustomerRegistered"') == 2


def test_a_merge_that_nobody_carries_on_is_handed_out_again(world: World) -> None:
    id = begun(world, world.has_customer(), world.has_customer())
    assert world.audit_trail(id) == ["MergeReady"]

    resume(world.app, world.now)
    world.days_pass(1)
    resume(world.app, world.now)
    carries_out(world, id)
    world.days_pass(1)
    resume(world.app, world.now)

    assert world.audit_trail(id) == ["MergeReady", "MergeReady"]

"""What is kept of messages: contents for a time, the fact for good, and nothing of who is erased."""

from io import BytesIO
from typing import Any

from pytest import fixture, raises
from sqlalchemy import select

from shared.adapters.blobs import NoSuchBlob
from shared.adapters.delivery import OutgoingEmail
from shared.attachments.commands import AddAttachment
from shared.attachments.names import COMMUNICATION_ATTACHMENTS
from shared.attachments.tables import attachments
from shared.communications.commands import ScheduleMeeting, UpdateMeeting
from shared.communications.tables import address_bounces, communications
from shared.communications.values import Content, Recipient
from shared.contacts.commands import AddContact
from shared.contacts.values import ContactDetails
from shared.customers.errors import CustomerNotFound
from shared.customers.values import CommunicationType
from shared.platform.persistence.column_types import metadata
from tests.support.erasing import erased, shown, wish
from tests.support.messages import Post
from tests.support.samples import attachment, plan
from tests.support.world import World

ADA = ContactDetails("Ada", "Lovelace", "ada@people.example.com", "+493087654321")


@fixture
def post(world: World) -> Post:
    return Post(world)


def has_file(post: Post) -> AddAttachment:
    file = AddAttachment(**vars(attachment(post.world)) | {"customer_id": post.customer, "file_name": "canary.pdf"})
    post.world.app.blobs.put(COMMUNICATION_ATTACHMENTS, file.blob_name, BytesIO(b"%PDF-1.7"))
    post.world.send(file)
    return file


def everything_in(world: World) -> str:
    """Every row of every table, as text."""
    with world.app.database.reading() as session:
        return "\n".join(str(tuple(row)) for table in metadata.sorted_tables for row in session.execute(select(table)))


def is_there(post: Post, file: AddAttachment) -> bool:
    try:
        return bool(post.world.app.blobs.etag(COMMUNICATION_ATTACHMENTS, file.blob_name))
    except NoSuchBlob:
        return False


def test_the_content_goes_when_its_time_is_over_and_the_fact_stays(post: Post) -> None:
    file = has_file(post)
    old = post.accepts(content=Content("Canary", "Canary", "<p>Canary</p>"), attachments=(file.attachment_id,))
    post.delivers(old)
    waiting = post.accepts()
    post.world.days_pass(300)
    young = post.accepts(content=Content("Young", "Young"))
    post.delivers(young)
    post.world.days_pass(66)

    post.world.forgets()

    one = post.shown(old)
    assert (one["subject"], one["body"], one["html"], one["recipientEmail"], one["attachments"]) == (
        *(None, None, None, None),
        [],
    )
    assert (one["status"], one["sentAt"], one["contentPurgedAt"] is not None) == ("Sent", "2026-03-02T09:00:00Z", True)
    assert post.shown(young)["body"] == "Young"
    assert post.shown(waiting)["body"] == "Dear Ada"
    assert not is_there(post, file)
    assert "Canary" not in everything_in(post.world)


def test_an_erased_customers_messages_and_files_are_gone(post: Post) -> None:
    file = has_file(post)
    id = post.accepts(content=Content("Canary", "Canary"), attachments=(file.attachment_id,))
    post.delivers(id)

    done = erased(post.world, post.customer)

    assert {one.status for one in done.stores} == {"Done"}
    assert not is_there(post, file)
    left = everything_in(post.world).casefold()
    assert "canary" not in left
    assert post.address not in left
    with post.world.app.database.reading() as session:
        for table in (communications, attachments, address_bounces):
            assert session.execute(select(table)).all() == []
    assert "subject" not in post.world.events(id)[-1][1]


def test_an_erased_contacts_messages_are_gone_and_its_name_in_meetings(post: Post) -> None:
    contact = post.world.send(AddContact(post.customer, ADA)).id
    theirs = post.accepts(recipient=Recipient(email=ADA.email), content=Content("Canary", "Canary"))
    customers = post.accepts()
    for id in (theirs, customers):
        post.delivers(id)
    meeting = ScheduleMeeting(
        customer_id=post.customer,
        type=CommunicationType.MEETING,
        content=Content("Visit"),
        plan=plan(post.world, ADA.email, "ben@example.com"),
    )
    met = post.world.send(meeting).id

    erased(post.world, post.customer, contact)

    assert post.shown(met)["attendees"] == ["ben@example.com"]
    assert post.shown(customers)["body"] == "Dear Ada"
    left = everything_in(post.world).casefold()
    assert "canary" not in left
    assert ADA.email not in left
    assert "attendees" not in post.world.events(met)[0][1]


def test_a_meeting_goes_on_after_an_attendee_was_erased(post: Post) -> None:
    contact = post.world.send(AddContact(post.customer, ADA)).id
    meeting = ScheduleMeeting(
        customer_id=post.customer,
        type=CommunicationType.MEETING,
        content=Content("Visit"),
        plan=plan(post.world, ADA.email, "ben@example.com"),
    )
    met = post.world.send(meeting).id
    erased(post.world, post.customer, contact)

    for title in ("Tour", "Long tour"):
        post.world.send(UpdateMeeting(post.customer, met, provided={"title": title}))
        post.delivers(met)

    assert [mail.recipients for mail in post.provider.sent if isinstance(mail, OutgoingEmail)] == [
        ("ben@example.com",),
        ("ben@example.com",),
    ]
    events = post.world.events(met)
    assert "attendees" not in events[0][1]
    assert [data["changedFields"] for kind, data in events if kind == "MeetingUpdated"] == [
        {"title": "Tour"},
        {"title": "Long tour"},
    ]


def test_what_is_being_sent_is_waited_for_and_leaves_nothing(post: Post) -> None:
    erasure: list[Any] = []

    def erases() -> None:  # while the provider is asked
        erasure.append(post.world.send(wish(post.world, post.customer)).id)
        post.world.works_once(erasure[0])

    id = post.accepts()
    post.provider.answer = erases
    with raises(CustomerNotFound):
        post.delivers(id)

    assert shown(post.world, erasure[0]).status == "Processing"

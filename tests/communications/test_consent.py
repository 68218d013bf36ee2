"""Who may be written to: read in the moment a message is sent."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from pytest import fixture, mark, raises

from shared.adapters.delivery import OutgoingEmail
from shared.communications import sending
from shared.communications.commands import ScheduleMeeting
from shared.communications.recipients import Standing, objection
from shared.communications.values import CommunicationPurpose, Content, Recipient
from shared.consents.services import Decision
from shared.consents.tables import consents
from shared.consents.values import Consent, ConsentPurpose
from shared.contacts.commands import AddContact, ChangeContactConsent, UpdateContact
from shared.contacts.values import ContactDetails, ContactStatus
from shared.customers.commands import ChangeConsent, DeactivateCustomer, SuspendCustomer
from shared.customers.errors import CustomerNotFound
from shared.customers.values import (
    Communication,
    CommunicationType,
    Consents,
    CustomerStatus,
    Notifications,
    Preferences,
)
from shared.kernel.ids import new_id
from shared.platform.persistence.bulk import insert_rows
from tests.support.erasing import erased, wish
from tests.support.messages import EMAIL, MARKETING, SERVICE, SMS, Post
from tests.support.samples import plan
from tests.support.world import World

ADA = ContactDetails("Ada", "Lovelace", "ada@people.example.com", "+493087654321")
OPEN = Standing(
    CustomerStatus.ACTIVE, Preferences(notifications=Notifications(sms=True), consents=Consents(marketing=True))
)
LONG_AGO: Any = None


def decided(purpose: ConsentPurpose, granted: bool, channel: CommunicationType | None = None) -> Decision:
    return Decision(purpose, channel, granted, LONG_AGO)


AGREES = decided(ConsentPurpose.MARKETING, granted=True)
NO_MARKETING = decided(ConsentPurpose.MARKETING, granted=False)
NO_PROCESSING = decided(ConsentPurpose.DATA_PROCESSING, granted=False)
PHONE_ONLY = replace(OPEN.preferences, communication=Communication(("PhoneCall",)))
SILENT = replace(OPEN.preferences, notifications=Notifications(email=False, sms=False))


@mark.parametrize("channel", [EMAIL, SMS])
@mark.parametrize(
    ("standing", "open_to"),
    [
        (OPEN, {SERVICE, MARKETING}),
        (replace(OPEN, preferences=Preferences(notifications=Notifications(sms=True))), {SERVICE}),
        (replace(OPEN, customer=CustomerStatus.INACTIVE), {SERVICE}),
        (replace(OPEN, customer=CustomerStatus.SUSPENDED), {SERVICE}),
        (replace(OPEN, customer=CustomerStatus.ARCHIVED), set()),
        (replace(OPEN, erased=True), set()),
        (replace(OPEN, bounced=True), set()),
        (replace(OPEN, contact=ContactStatus.ACTIVE), {SERVICE, MARKETING}),
        (replace(OPEN, contact=ContactStatus.INACTIVE), {SERVICE}),
        (replace(OPEN, contact=ContactStatus.BOUNCED), set()),
        (replace(OPEN, contact=ContactStatus.UNSUBSCRIBED), set()),
        (replace(OPEN, preferences=PHONE_ONLY), set()),
        (replace(OPEN, preferences=SILENT), set()),
        (replace(OPEN, customers=(NO_MARKETING,)), {SERVICE}),
        (replace(OPEN, customers=(NO_PROCESSING,)), set()),
        (replace(OPEN, own=(NO_MARKETING,)), {SERVICE}),
        (
            replace(OPEN, own=(decided(ConsentPurpose.MARKETING, True),), customers=(NO_MARKETING,)),
            {SERVICE, MARKETING},
        ),
        (replace(OPEN, own=(NO_MARKETING, AGREES)), {SERVICE}),
    ],
)
def test_a_channel_is_open_to_a_purpose_or_not(
    channel: CommunicationType, standing: Standing, open_to: set[CommunicationPurpose]
) -> None:
    assert {purpose for purpose in CommunicationPurpose if objection(channel, purpose, standing) is None} == open_to


def test_what_was_decided_of_one_channel_says_nothing_of_another() -> None:
    standing = replace(OPEN, own=(decided(ConsentPurpose.MARKETING, False, SMS),))

    assert objection(EMAIL, MARKETING, standing) is None
    assert objection(SMS, MARKETING, standing) == "There is no consent to marketing."


@fixture
def post(world: World) -> Post:
    return Post(world)


def withdraws(post: Post, purpose: ConsentPurpose) -> None:
    post.world.send(ChangeConsent(post.customer, Consent(purpose, granted=False)))


@mark.parametrize(
    ("withdrawn", "purpose", "states"),
    [
        (ConsentPurpose.MARKETING, MARKETING, "Suppressed"),
        (ConsentPurpose.MARKETING, SERVICE, "Sent"),
        (ConsentPurpose.DATA_PROCESSING, SERVICE, "Suppressed"),
    ],
)
def test_what_is_withdrawn_before_it_is_sent_is_not_sent(
    post: Post, withdrawn: ConsentPurpose, purpose: CommunicationPurpose, states: str
) -> None:
    id = post.accepts(purpose=purpose)
    withdraws(post, withdrawn)

    post.delivers(id)

    assert (post.status(id), post.provider.calls) == (states, int(states == "Sent"))
    if states == "Suppressed":
        assert [kind for kind, _ in post.world.events(id)] == ["EmailQueued", "CommunicationStatusChanged"]


def test_the_last_decision_counts_however_many_there_were_of_something_else(post: Post) -> None:
    post.world.send(ChangeConsent(post.customer, Consent(ConsentPurpose.MARKETING, granted=False)))
    with post.world.app.database.transaction() as session:
        rows = [
            {
                "Id": new_id(),
                "CustomerId": post.customer,
                "Purpose": ConsentPurpose.MARKETING,
                "Channel": SMS,
                "Granted": bool(number % 2),
                "ChangedAt": post.world.now + timedelta(seconds=number),
                "ChangedBy": "amira",
            }
            for number in range(1_100)
        ]
        insert_rows(session, consents, rows)
        session.commit()
    id = post.accepts(purpose=MARKETING)

    post.delivers(id)

    assert post.status(id) == "Suppressed"


def test_a_contacts_own_decision_counts_for_it_alone(post: Post) -> None:
    contact = post.world.send(AddContact(post.customer, ADA)).id
    post.world.send(ChangeContactConsent(post.customer, contact, Consent(ConsentPurpose.MARKETING, granted=False)))
    theirs, customers = (
        post.accepts(recipient=Recipient(email=ADA.email), purpose=MARKETING),
        post.accepts(purpose=MARKETING),
    )

    for id in (theirs, customers):
        post.delivers(id)

    assert (post.status(theirs), post.status(customers)) == ("Suppressed", "Sent")


def test_a_contact_that_unsubscribed_gets_nothing(post: Post) -> None:
    contact = post.world.send(AddContact(post.customer, ADA)).id
    id = post.accepts(recipient=Recipient(email=ADA.email))
    post.world.send(UpdateContact(post.customer, contact, provided={"status": ContactStatus.UNSUBSCRIBED}))

    post.delivers(id)

    assert (post.status(id), post.provider.calls) == ("Suppressed", 0)


@mark.parametrize("ends", [DeactivateCustomer, SuspendCustomer])
def test_whoever_is_not_active_gets_what_belongs_to_business(post: Post, ends: Any) -> None:
    service, marketing = post.accepts(), post.accepts(purpose=MARKETING)
    post.world.send(ends(post.customer, reason="r"))

    for id in (service, marketing):
        post.delivers(id)

    assert (post.status(service), post.status(marketing)) == ("Sent", "Suppressed")


def test_an_archived_customer_gets_nothing(post: Post) -> None:
    id = post.accepts()
    post.world.archives(post.customer)

    post.delivers(id)

    assert (post.status(id), post.provider.calls) == ("Suppressed", 0)


def test_whoever_is_erased_before_it_is_sent_gets_nothing(post: Post) -> None:
    id = post.accepts()
    post.world.send(wish(post.world, post.customer))

    with raises(CustomerNotFound):  # which the queue drops
        sending.send_message(post.world.app, id, EMAIL)

    assert post.provider.calls == 0


def test_an_attendee_who_was_erased_is_not_invited(post: Post) -> None:
    other = post.world.has_customer()
    gone = post.world.send(AddContact(other, ADA)).id
    meeting = ScheduleMeeting(
        customer_id=post.customer,
        type=CommunicationType.MEETING,
        content=Content("Visit"),
        plan=plan(post.world, ADA.email, "ben@example.com"),
    )
    id = post.world.send(meeting).id
    erased(post.world, other, gone)

    post.delivers(id)

    [mail] = post.provider.sent
    assert isinstance(mail, OutgoingEmail)
    assert mail.recipients == ("ben@example.com",)

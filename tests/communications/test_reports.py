"""What providers tell of messages, and what follows from it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from pytest import fixture, mark, raises

from shared.communications.delivery_reports import (
    CAME_BACK,
    DELIVERED,
    FAILED,
    GONE,
    MEANINGS,
    NOTHING,
    SPAM,
    Meaning,
    NoteReport,
    Report,
)
from shared.communications.errors import CommunicationNotFound
from shared.communications.opting_out import SOFT_BOUNCES
from shared.communications.recipients import GONE_FOR
from shared.communications.values import CommunicationStatus, Recipient
from shared.consents.queries import consents_of
from shared.consents.values import Consent, ConsentPurpose
from shared.contacts.commands import AddContact
from shared.contacts.values import ContactDetails
from shared.customers.commands import ChangeConsent
from shared.platform.web.paging import Window
from tests.support.messages import EMAIL, MARKETING, Post
from tests.support.world import World

ADA = ContactDetails("Ada", "Lovelace", "ada@people.example.com", "+493087654321")
OPTED_OUT = Meaning(CommunicationStatus.SUPPRESSED, opted_out=True)


@fixture
def post(world: World) -> Post:
    return Post(world)


def sent(post: Post, **more: Any) -> Any:
    id = post.accepts(**more)
    post.delivers(id)
    return id


def told(post: Post, id: Any, *meanings: Meaning) -> list[bool]:
    return [post.world.send(NoteReport(Report(id, meaning, "said so"))) for meaning in meanings]


@mark.parametrize(
    ("meanings", "status"),
    [
        ([DELIVERED], "Delivered"),
        ([DELIVERED, DELIVERED], "Delivered"),
        ([GONE, DELIVERED], "Bounced"),
        ([DELIVERED, GONE], "Bounced"),
        ([SPAM, DELIVERED], "Complained"),
        ([NOTHING], "Sent"),
        ([FAILED], "Failed"),
        ([Meaning(CommunicationStatus.SENT)], "Sent"),
    ],
)
def test_a_report_moves_a_message_up_and_never_down(post: Post, meanings: list[Meaning], status: str) -> None:
    id = sent(post)

    told(post, id, *meanings)

    assert post.status(id) == status
    told(post, id, *meanings)
    assert post.status(id) == status


def test_what_is_delivered_is_known_to_have_arrived_and_told_of_once(post: Post) -> None:
    id = sent(post)

    assert told(post, id, DELIVERED, DELIVERED) == [True, False]
    assert post.shown(id)["isDelivered"]
    assert post.world.audit_trail(id) == ["EmailQueued", "CustomerEmailSent", "CommunicationStatusChanged"]


def test_a_report_that_comes_before_our_own_record_is_kept(post: Post) -> None:
    id = post.accepts()
    post.provider.answer = lambda: told(post, id, DELIVERED)

    post.delivers(id)

    assert (post.status(id), post.shown(id)["isDelivered"]) == ("Delivered", True)
    assert post.world.events(id)[-1][0] == "CustomerEmailSent"
    assert post.world.events(id)[-1][1]["isDelivered"] is True
    assert post.is_time() == ["Delivered"]


def test_a_report_settles_what_nobody_knew(post: Post) -> None:
    def breaks() -> None:
        raise ConnectionResetError

    post.provider.answer = breaks
    id = post.accepts()
    post.delivers(id)
    assert post.status(id) == "Unknown"

    told(post, id, DELIVERED)

    assert post.status(id) == "Delivered"
    assert post.world.audit_trail(id)[-2:] == ["CommunicationStatusChanged", "CustomerEmailSent"]


def test_a_message_that_comes_back_for_good_marks_the_contact(post: Post) -> None:
    post.world.send(AddContact(post.customer, ADA))
    id = sent(post, recipient=Recipient(email=ADA.email))

    told(post, id, GONE)

    [contact] = post.world.contacts(post.customer)
    assert contact["status"] == "Bounced"
    assert post.status(sent(post, recipient=Recipient(email=ADA.email))) == "Suppressed"
    assert post.status(sent(post)) == "Sent"


def test_the_customers_own_address_is_marked_likewise(post: Post) -> None:
    told(post, sent(post), GONE)

    again = sent(post)

    assert (post.status(again), post.shown(again)["statusReason"]) == (
        "Suppressed",
        "Messages to this address come back.",
    )


def test_an_address_that_mail_came_back_from_is_tried_again_after_a_time(post: Post) -> None:
    told(post, sent(post), GONE)
    post.world.now += GONE_FOR - timedelta(days=1)
    assert post.status(sent(post)) == "Suppressed"

    post.world.now += timedelta(days=1)

    assert post.status(sent(post)) == "Sent"


def test_a_text_message_that_comes_back_says_nothing_of_the_contacts_mail(post: Post) -> None:
    post.world.send(AddContact(post.customer, ADA))
    id = post.accepts_sms(recipient=Recipient(phone=ADA.phone))
    post.delivers(id)

    told(post, id, GONE)

    again = post.accepts_sms(recipient=Recipient(phone=ADA.phone))
    post.delivers(again)
    assert post.status(again) == "Suppressed"
    assert post.world.contacts(post.customer)[0]["status"] == "Active"
    assert post.status(sent(post, recipient=Recipient(email=ADA.email))) == "Sent"


def test_other_bounces_count_until_something_arrives(post: Post) -> None:
    post.world.send(AddContact(post.customer, ADA))
    to = Recipient(email=ADA.email)
    for _ in range(SOFT_BOUNCES - 1):
        told(post, sent(post, recipient=to), CAME_BACK)
    told(post, sent(post, recipient=to), DELIVERED)
    for _ in range(SOFT_BOUNCES - 1):
        told(post, sent(post, recipient=to), CAME_BACK)
    assert post.world.contacts(post.customer)[0]["status"] == "Active"

    told(post, sent(post, recipient=to), CAME_BACK)

    assert post.world.contacts(post.customer)[0]["status"] == "Bounced"


def test_a_bounce_that_is_told_twice_counts_once(post: Post) -> None:
    for _ in range(SOFT_BOUNCES - 1):
        id = sent(post)
        for _ in range(3):
            told(post, id, CAME_BACK)

    assert post.status(sent(post)) == "Sent"


def test_a_spam_complaint_ends_marketing_at_once_and_no_more(post: Post) -> None:
    id, waiting = sent(post, purpose=MARKETING), post.accepts(purpose=MARKETING)

    told(post, id, SPAM)
    post.delivers(waiting)

    assert (post.status(id), post.status(waiting)) == ("Complained", "Suppressed")
    assert post.status(sent(post)) == "Sent"
    with post.world.app.database.reading() as session:
        noted = consents_of(session, post.customer, None, Window(1, 10, None, "")).items
    [latest] = [one for one in noted if one.source == "spam complaint"]
    assert (latest.granted, latest.source, latest.channel) == (False, "spam complaint", EMAIL)


def test_a_complaint_that_is_told_again_later_does_not_undo_a_new_consent(post: Post) -> None:
    id = sent(post, purpose=MARKETING)
    told(post, id, SPAM)
    post.world.days_pass(1)
    post.world.send(ChangeConsent(post.customer, Consent(ConsentPurpose.MARKETING, granted=True, channel=EMAIL)))

    told(post, id, SPAM)

    assert post.status(sent(post, purpose=MARKETING)) == "Sent"


def test_whoever_opted_out_at_the_provider_gets_no_text_messages(post: Post) -> None:
    id = post.accepts_sms()
    post.delivers(id)

    told(post, id, OPTED_OUT)

    again = post.accepts_sms()
    post.delivers(again)
    assert (post.status(id), post.status(again)) == ("Suppressed", "Suppressed")
    assert post.status(sent(post)) == "Sent"


def test_every_word_of_every_provider_has_a_meaning_and_a_click_is_no_bounce() -> None:
    assert {name: len(words) > 3 for name, words in MEANINGS.items()} == {
        "sendgrid": True,
        "acs-email": True,
        "acs-sms": False,
        "twilio": True,
    }
    assert MEANINGS["sendgrid"]["click"] == MEANINGS["sendgrid"]["open"] == NOTHING
    for words in MEANINGS.values():
        for meaning in words.values():
            assert not (meaning.hard and meaning.soft)


def test_a_message_that_we_do_not_know_is_passed_over(post: Post) -> None:
    with raises(CommunicationNotFound):
        told(post, uuid4(), DELIVERED)

"""A message on its way: accepted, taken, handed over, on record; whatever happens, never lost, never silently twice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pytest import fixture, mark, raises
from sqlalchemy import update

from shared.adapters.delivery import Ambiguous, Limit, Refused, TryLater
from shared.communications import sending
from shared.communications.commands import CancelCommunication
from shared.communications.delivery_commands import GIVE_UP_AFTER
from shared.communications.errors import NotCancellable, UnknownRecipient
from shared.communications.tables import communications
from shared.communications.values import Recipient
from shared.contacts.commands import AddContact, RemoveContact
from shared.contacts.values import ContactDetails
from shared.customers.queries import customers_inactive_since
from shared.kernel.errors import VersionConflict
from tests.support.concurrency import at_once
from tests.support.messages import MARKETING, Post, Provider
from tests.support.world import World

ADA = ContactDetails("Ada", "Lovelace", "ada@people.example.com", "+493087654321")
c = communications.c


@fixture
def post(world: World) -> Post:
    return Post(world)


def raising(failure: BaseException) -> Callable[[], Any]:
    def answer(*_: object) -> None:
        raise failure

    return answer


def dies(post: Post) -> None:
    """Whoever has a message is dead, and its lease has ended."""
    with post.world.app.database.transaction() as session:
        long_ago = post.world.now.replace(year=2020)
        session.execute(update(communications).where(c.Owner.is_not(None)).values(LeaseUntil=long_ago))
        session.commit()


def test_a_mail_is_accepted_sent_and_told_of(post: Post) -> None:
    id = post.accepts()
    assert post.status(id) == "Queued"

    post.delivers(id)

    one = post.shown(id)
    assert (one["status"], one["sentAt"], one["isDelivered"]) == ("Sent", "2026-03-02T09:00:00Z", False)
    [mail] = post.provider.sent
    assert mail.id == id
    kinds = [kind for kind, _ in post.world.events(id)]
    assert kinds == ["EmailQueued", "CustomerEmailSent"]
    assert post.world.events(id)[-1][1] == {
        "communicationId": str(id),
        "customerId": str(post.customer),
        "subject": "Your floor plan",
        "recipientEmail": post.address,
        "isDelivered": False,
        "sentAt": "2026-03-02T09:00:00.000000Z",
        "sentBy": "amira",
    }


def test_a_text_message_is_accepted_sent_and_told_of(post: Post) -> None:
    id = post.accepts_sms()

    post.delivers(id)

    assert post.status(id) == "Sent"
    assert post.world.events(id)[-1] == (
        "CustomerSMSSent",
        {
            "communicationId": str(id),
            "customerId": str(post.customer),
            "recipientPhone": post.phone,
            "messagePreview": "Doors open at 19:00.",
            "isDelivered": False,
            "sentAt": "2026-03-02T09:00:00.000000Z",
        },
    )


@mark.parametrize(
    "recipient", [Recipient(email="stranger@example.com"), Recipient(email=ADA.email), Recipient(phone="+4930999999")]
)
def test_whoever_is_not_the_customers_is_refused(post: Post, recipient: Recipient) -> None:
    other = post.world.has_customer()
    post.world.send(AddContact(other, ADA))

    with raises(UnknownRecipient):
        post.accepts(recipient=recipient)
    assert post.provider.calls == 0


def test_a_contacts_address_is_found_however_it_is_spelt(post: Post) -> None:
    contact = post.world.send(AddContact(post.customer, ADA)).id

    id = post.accepts(recipient=Recipient(email="ADA@People.Example.COM"))

    assert post.shown(id)["contactId"] == str(contact)


def test_a_message_that_comes_twice_is_sent_once(post: Post) -> None:
    id = post.accepts()

    at_once(lambda _: post.delivers(id), 8)
    post.delivers(id)

    assert post.provider.calls == 1
    assert [kind for kind, _ in post.world.events(id)] == ["EmailQueued", "CustomerEmailSent"]


def test_the_address_is_looked_up_again_when_it_is_sent(post: Post) -> None:
    contact = post.world.send(AddContact(post.customer, ADA)).id
    id = post.accepts(recipient=Recipient(email=ADA.email))
    post.world.send(RemoveContact(post.customer, contact))

    post.delivers(id)

    assert (post.status(id), post.provider.calls) == ("Suppressed", 0)
    assert post.shown(id)["statusReason"] == "The address is no longer the customer's or a contact's."


def test_what_the_provider_refuses_has_failed_with_its_code(post: Post) -> None:
    post.provider.answer = raising(Refused("550 no thanks"))
    id = post.accepts()

    post.delivers(id)

    one = post.shown(id)
    assert (one["status"], one["failureCode"], one["statusReason"]) == ("Failed", "COMM-002", "550 no thanks")
    assert post.is_time() == ["Failed"]


def test_a_provider_that_is_away_gets_it_later_and_later_and_after_days_it_has_failed(post: Post) -> None:
    post.provider.answer = raising(TryLater("It is away."))
    id = post.accepts()
    post.delivers(id)
    assert post.is_time() == ["Queued"]
    assert post.provider.calls == 1

    for calls, seconds in ((2, 30), (3, 60), (4, 120)):
        post.world.now += timedelta(seconds=seconds)
        assert post.is_time() == ["Queued"]
        assert post.provider.calls == calls
    post.world.now += GIVE_UP_AFTER
    assert post.is_time() == ["Failed"]
    assert post.shown(id)["statusReason"] == "It is away. It was tried for days."


def test_it_arrives_once_the_provider_is_back(post: Post) -> None:
    post.provider.answer = raising(TryLater("It is away."))
    ids = [post.accepts() for _ in range(3)]
    for id in ids:
        post.delivers(id)

    post.provider.answer = None
    post.world.now += timedelta(hours=5)

    assert post.is_time() == ["Sent"] * 3
    assert len(post.provider.sent) == 3


def test_a_provider_that_asks_to_be_left_alone_is_by_all(post: Post) -> None:
    post.provider.answer = raising(TryLater("Too many.", seconds=90))
    first, second = post.accepts(), post.accepts()
    post.delivers(first)
    post.provider.answer = None

    post.delivers(second)
    assert post.provider.calls == 1
    post.world.now += timedelta(seconds=89)
    assert post.is_time() == ["Queued", "Queued"]
    post.world.now += timedelta(seconds=1)
    assert post.is_time() == ["Sent", "Sent"]


def test_no_more_than_the_provider_takes_is_sent_and_each_waits_for_its_own_time(post: Post) -> None:
    post.provider.limits = (Limit(2, 60), Limit(3, 3600))
    ids = [post.accepts() for _ in range(5)]

    for id in ids:
        post.delivers(id)
    assert post.provider.calls == 2
    taken = [post.provider.calls]
    for _ in range(60):
        post.world.now += timedelta(minutes=1)
        post.is_time()
        taken.append(post.provider.calls)

    assert taken[1] == 3  # a minute holds two, an hour three
    assert taken[19] == 3
    assert (taken[20], taken[40]) == (4, 5)


@mark.parametrize("idempotent", [False, True])
def test_what_nobody_knows_of_is_unknown_unless_the_provider_can_tell(world: World, idempotent: bool) -> None:
    post = Post(world, Provider(idempotent=idempotent, answer=raising(Ambiguous("The connection broke."))))
    id = post.accepts()

    post.delivers(id)
    post.provider.answer = None
    post.world.now += timedelta(hours=1)
    states = post.is_time()

    assert states == (["Sent"] if idempotent else ["Unknown"])
    assert post.provider.calls == (2 if idempotent else 1)
    assert {mail.id for mail in post.provider.sent} <= {id}


@mark.parametrize("idempotent", [False, True])
def test_a_worker_that_dies_leaves_it_unknown_unless_the_provider_can_tell(world: World, idempotent: bool) -> None:
    post = Post(world, Provider(idempotent=idempotent, answer=raising(SystemExit("killed"))))
    id = post.accepts()
    with raises(SystemExit):
        post.delivers(id)
    post.provider.answer = None

    post.delivers(id)  # its message comes again while its lease lives
    assert (post.provider.calls, post.is_time()) == (1, ["Queued"])
    dies(post)

    assert post.is_time() == (["Sent"] if idempotent else ["Unknown"])
    assert post.provider.calls == (2 if idempotent else 1)


def test_a_worker_that_dies_before_it_is_on_record_leaves_it_unknown(post: Post, monkeypatch: Any) -> None:
    id = post.accepts()
    with monkeypatch.context() as patch:
        patch.setattr(sending, "RecordSent", raising(SystemExit("killed")))
        with raises(SystemExit):
            post.delivers(id)
    dies(post)

    assert post.is_time() == ["Unknown"]
    assert post.provider.calls == 1


def test_a_message_that_cant_be_written_is_left_for_the_dead_letters_and_can_be_sent_again(
    post: Post, monkeypatch: Any
) -> None:
    id = post.accepts()
    with monkeypatch.context() as patch:
        patch.setattr(sending, "email_of", lambda *_: (_ for _ in ()).throw(ValueError("a line break")))
        for _ in range(4):
            with raises(ValueError, match="line break"):
                post.delivers(id)
    assert post.is_time() == ["Sent"]  # whoever delivers it again finds it free


def test_a_channel_without_a_provider_fails_and_says_so(post: Post) -> None:
    id = post.accepts()
    vars(post.world.app)["channels"] = post.world.app.channels._replace(email=None)

    post.delivers(id)

    assert (post.status(id), post.shown(id)["statusReason"]) == ("Failed", sending.NO_PROVIDER)


def test_a_scheduled_message_waits_for_its_time(post: Post) -> None:
    id = post.accepts(send_at=post.world.now + timedelta(days=2))
    assert post.is_time() == ["Scheduled"]
    post.delivers(id)
    assert post.provider.calls == 0
    post.world.now += timedelta(days=2)

    assert post.is_time() == ["Sent"]
    assert post.world.audit_trail(id) == ["CommunicationScheduled", "EmailQueued", "CustomerEmailSent"]


@mark.parametrize("days", [0, 3])
def test_a_message_that_is_not_sent_yet_can_be_cancelled(post: Post, days: int) -> None:
    id = post.accepts(send_at=post.world.now + timedelta(days=days) if days else None)

    post.world.send(CancelCommunication(post.customer, id))

    post.delivers(id)
    post.world.now += timedelta(days=5)
    assert (post.is_time(), post.provider.calls) == (["Cancelled"], 0)
    with raises(NotCancellable, match="cancelled"):
        post.world.send(CancelCommunication(post.customer, id))


def test_what_is_being_sent_or_is_sent_is_not_cancelled(post: Post) -> None:
    id = post.accepts()

    def cancels() -> None:  # while the provider is asked
        with raises(NotCancellable, match="being sent"):
            post.world.send(CancelCommunication(post.customer, id))

    post.provider.answer = cancels
    post.delivers(id)

    assert post.status(id) == "Sent"
    with raises(NotCancellable, match="is sent"):
        post.world.send(CancelCommunication(post.customer, id))
    with raises(VersionConflict):
        post.world.send(CancelCommunication(post.customer, id, expecting=frozenset({99})))


def test_waiting_for_a_turn_is_no_try(post: Post) -> None:
    post.provider.limits = (Limit(1, 60),)
    first, second = post.accepts(), post.accepts()
    post.delivers(first)
    post.provider.limits = (Limit(1, 10 * 86_400),)
    post.delivers(second)
    post.provider.limits = ()
    post.world.now += GIVE_UP_AFTER * 2

    post.provider.answer = raising(TryLater("It is away."))
    assert sorted(post.is_time()) == ["Queued", "Sent"]
    post.provider.answer = None
    post.world.now += timedelta(days=1)
    assert post.is_time() == ["Sent", "Sent"]


def test_a_message_planned_for_later_is_tried_for_days_from_then(post: Post) -> None:
    post.accepts(send_at=post.world.now + GIVE_UP_AFTER * 3)
    post.provider.answer = raising(TryLater("It is away."))
    post.world.now += GIVE_UP_AFTER * 4  # the host was down all the time

    assert post.is_time() == ["Queued"]


def test_marketing_waits_for_the_morning_on_the_customers_clock(post: Post) -> None:
    post.prefers(time_zone="Asia/Tokyo")  # where it is 18:00
    post.world.now += timedelta(hours=4)
    service, marketing = post.accepts(), post.accepts(purpose=MARKETING)
    for id in (service, marketing):
        post.delivers(id)
    assert (post.status(service), post.status(marketing)) == ("Sent", "Queued")

    post.world.now += timedelta(hours=9, minutes=59)  # 07:59
    post.is_time()
    assert post.status(marketing) == "Queued"
    post.world.now += timedelta(minutes=1)
    post.is_time()
    assert post.status(marketing) == "Sent"


def test_a_message_counts_as_an_interaction(post: Post) -> None:
    post.world.days_pass(100)
    post.accepts()

    with post.world.app.database.reading() as session:
        idle = customers_inactive_since(session, post.world.now - timedelta(days=50), limit=10)
    assert post.customer not in idle

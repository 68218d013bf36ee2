"""Whom we write to about complaints, whom they are given to, and what customers say of how we dealt with them."""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from pytest import fixture, mark, raises
from sqlalchemy import select

from shared.adapters.delivery import Ambiguous, OutgoingEmail, Refused, TryLater
from shared.communications.commands import SendMessage
from shared.communications.making import new_received
from shared.communications.queries import load_communication
from shared.communications.repository import CommunicationRepository
from shared.communications.tables import communications
from shared.communications.values import Content, Recipient
from shared.complaints import escalation, people, satisfaction
from shared.complaints.commands import (
    AssignComplaint,
    MoveComplaint,
    RateComplaint,
    ResolveComplaint,
    SubmitComplaint,
    WaitForCustomer,
)
from shared.complaints.errors import NotAsked
from shared.complaints.queries import load_complaint
from shared.complaints.values import ComplaintStatus
from shared.contacts.commands import AddContact, RemoveContact
from shared.contacts.values import ContactDetails
from shared.customers.values import CommunicationType
from shared.kernel.errors import Invalid
from shared.kernel.events import DomainEvent
from shared.kernel.ids import new_id
from shared.platform.app import App
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.messaging.delivery import Delivery, Once
from shared.platform.messaging.envelope import from_jsonable
from shared.platform.resilience import Unreachable
from shared.platform.web.reply import Reply
from shared.platform.web.signed_links import sign
from shared.settings import SettingsError
from shared.settings.agents import agents_of
from shared.settings.business import CustomerManagement
from shared.templates.commands import CreateTemplate
from shared.templates.values import TemplateChannel, Wording
from tests.support.complaining import complains, queue, rules, shown
from tests.support.concurrency import at_once
from tests.support.erasing import erased
from tests.support.messages import Post
from tests.support.samples import MATTER
from tests.support.world import World

AGENTS = "ben=ben@aurora.example.com:Venue,Catering; ada=ada@aurora.example.com; eve=eve@aurora.example.com"


@fixture
def customer(world: World) -> UUID:
    return world.has_customer(email="info@example.com")


def heard(world: World, id: UUID, handle: Any = people.write, *, times: int = 1) -> None:
    """The bus brings what happened to something."""
    for number, (name, data) in enumerate(world.events(id)):
        event = from_jsonable(world.app.event_types[name], data)
        once = Once("c", str(UUID(int=id.int ^ number)))
        for _ in range(times):
            handle(world.app, event, Delivery(once, id, number + 1, world.now, None))


def messages(world: World, customer: UUID) -> list[tuple[str | None, str | None]]:
    """To whom something was written, and its subject."""
    with world.app.database.reading() as session:
        c = communications.c
        rows = session.execute(
            select(c.RecipientEmail, c.Subject).where(c.CustomerId == customer).order_by(c.CreatedAt)
        )
        return [(row.RecipientEmail, row.Subject) for row in rows]


def template(world: World, subject: str, body: str) -> str:
    return str(world.send(CreateTemplate(uuid4().hex, TemplateChannel.EMAIL, Wording(subject, body))).id)


def test_a_customer_is_told_that_its_complaint_is_received_and_resolved_each_once(world: World, customer: UUID) -> None:
    rules(
        world,
        complaint_received_template=template(world, "We have {{ complaint.number }}", "{{ complaint.subject }}"),
        complaint_resolved_template=template(
            world, "{{ complaint.number }} is done", "{{ complaint.satisfactionLink }}"
        ),
    )
    ada = world.send(AddContact(customer, ContactDetails("Ada", "L", "ada@example.com"))).id
    id = complains(world, customer, contact_id=ada)
    world.send(ResolveComplaint(customer, id, resolution="r"))
    number = shown(world, customer, id)["complaintNumber"]

    heard(world, id, times=2)

    assert sorted(messages(world, customer)) == [
        ("ada@example.com", f"{number} is done"),
        ("ada@example.com", f"We have {number}"),
    ]


def test_without_a_template_nobody_is_written_to_and_neither_is_whoever_is_gone(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    heard(world, id)
    assert messages(world, customer) == []
    rules(world, complaint_received_template=template(world, "s", "b"))
    told = world.events(id)
    world.archives(customer)
    heard(world, id)
    other = world.has_customer(email="other@example.com")
    theirs = complains(world, other)
    event = from_jsonable(world.app.event_types["CustomerComplaintReceived"], world.events(theirs)[0][1])
    erased(world, other)
    people.write(world.app, event, Delivery(Once("c", str(new_id())), theirs, 1, world.now, None))

    assert (messages(world, customer), len(told)) == ([], 1)


def test_a_template_that_is_wrong_or_gone_is_not_passed_over(world: World, customer: UUID) -> None:
    rules(world, complaint_received_template=template(world, "{{ complaint.colour }}", "b"))
    id = complains(world, customer)
    with raises(Invalid):
        heard(world, id)
    rules(world, complaint_received_template=str(uuid4()))

    with raises(SettingsError):
        heard(world, id)


def test_a_template_may_name_a_contact_where_there_is_none_and_a_long_subject_is_cut(
    world: World, customer: UUID
) -> None:
    words = "{{ contact.firstName | default: 'customer' }}"
    rules(world, complaint_received_template=template(world, f"Dear {words}: {{{{ complaint.subject }}}}", "b"))
    id = world.send(SubmitComplaint(customer_id=customer, matter=MATTER.replaced({"subject": "x" * 500}))).id

    heard(world, id)

    [(_, subject)] = messages(world, customer)
    assert subject == "Dear customer: " + "x" * 485


def test_what_was_taken_up_again_meanwhile_is_not_told_as_resolved(world: World, customer: UUID) -> None:
    rules(world, complaint_resolved_template=template(world, "s", "b"))
    id = complains(world, customer)
    for _ in range(2):
        world.send(ResolveComplaint(customer, id, resolution="r"))
        world.send(MoveComplaint(customer, id, to=ComplaintStatus.IN_PROGRESS))
        world.now += timedelta(hours=1)
    heard(world, id)
    assert messages(world, customer) == []
    world.send(ResolveComplaint(customer, id, resolution="r"))

    heard(world, id)

    assert len(messages(world, customer)) == 1


def test_a_complaint_of_a_contact_that_is_gone_is_told_nobody_else(world: World, customer: UUID) -> None:
    rules(world, complaint_received_template=template(world, "s", "b"))
    people_there = [
        world.send(AddContact(customer, ContactDetails("A", "L", f"{name}@example.com"))).id for name in ("ada", "ben")
    ]
    id = complains(world, customer, contact_id=people_there[1])
    world.send(RemoveContact(customer, people_there[1]))

    heard(world, id)

    assert messages(world, customer) == []


@mark.parametrize(
    ("answer", "raised"),
    [(TryLater("429"), Unreachable), (Refused("no such mailbox"), None), (Ambiguous("timeout"), None)],
)
def test_a_provider_that_does_not_take_a_colleagues_mail_blocks_nothing(
    world: World, customer: UUID, answer: Exception, raised: type[Exception] | None
) -> None:
    def refuse() -> None:
        raise answer

    Post(world).provider.answer = refuse
    rules(world, complaint_agents=AGENTS)
    id = complains(world, customer)
    world.send(AssignComplaint(customer, id, assigned_to="ada"))

    with raises(raised) if raised else nullcontext():
        heard(world, id)


def test_whoever_cares_for_it_is_told_and_nothing_about_anybody(world: World, customer: UUID) -> None:
    box = Post(world).provider
    rules(world, complaint_agents=AGENTS)
    id = complains(world, customer)
    world.send(AssignComplaint(customer, id, assigned_to="ada"))
    world.send(AssignComplaint(customer, id, assigned_to="somebody"))
    world.send(AssignComplaint(customer, id, assigned_to="ben"))
    world.now += timedelta(hours=48)
    escalation.run(world.app)
    number = shown(world, customer, id)["complaintNumber"]

    heard(world, id)

    mails = [mail for mail in box.sent if isinstance(mail, OutgoingEmail)]
    assert [(*mail.recipients, mail.subject) for mail in mails] == [
        ("ada@aurora.example.com", f"{number} is yours"),
        ("ben@aurora.example.com", f"{number} is yours"),
        ("ben@aurora.example.com", f"{number} is escalated"),
    ]
    assert "Priority: High\nDue: 04 Mar 2026, 09:00 UTC" in mails[0].text
    assert "hall" not in "".join(mail.subject + mail.text for mail in mails)


def test_complaints_are_shared_out(world: World, customer: UUID) -> None:
    def assignee(category: str | None = None, **how: Any) -> str | None:
        id = (
            complains(world, customer)
            if category is None
            else world.send(SubmitComplaint(customer_id=customer, matter=MATTER.replaced({"category": category}))).id
        )
        found: str | None = shown(world, customer, id)["assignedTo"]
        return found

    assert assignee() is None
    rules(world, complaint_agents=AGENTS, complaint_routing="LeastLoaded")
    assert [assignee() for _ in range(4)] == ["ben", "ada", "eve", "ben"]
    rules(world, complaint_routing="Category")
    assert [assignee("catering") for _ in range(3)] == ["ben"] * 3
    assert [assignee("Heating") for _ in range(2)] == ["ada", "eve"]
    rules(world, complaint_agents="ben=ben@aurora.example.com:Venue", complaint_routing="Category")
    assert assignee("Heating") is None


def test_who_has_finished_gets_the_next(world: World, customer: UUID) -> None:
    rules(world, complaint_agents="ben=b@x.example; ada=a@x.example", complaint_routing="LeastLoaded")
    first = complains(world, customer)
    complains(world, customer)
    world.send(ResolveComplaint(customer, first, resolution="r"))

    assert shown(world, customer, complains(world, customer))["assignedTo"] == "ben"


@mark.parametrize(
    ("name", "value"),
    [
        ("ComplaintAgents", "ben"),
        ("ComplaintAgents", "ben=nobody"),
        ("ComplaintAgents", "ben=b@x.example; ben=c@x.example"),
        ("ComplaintRouting", "Random"),
        ("ComplaintRouting", "LeastLoaded"),
        ("ComplaintReceivedTemplate", "hello"),
    ],
)
def test_settings_about_people_that_cannot_work_are_refused(name: str, value: str) -> None:
    with raises(SettingsError, match=name):
        CustomerManagement.from_environment({f"CustomerManagement__{name}": value})


def test_agents_are_read_as_they_are_written() -> None:
    ben, ada, _ = agents_of(AGENTS)

    assert (ben.name, ben.address, sorted(ben.categories)) == ("ben", "ben@aurora.example.com", ["catering", "venue"])
    assert (ada.name, ada.categories) == ("ada", frozenset())
    assert agents_of("") == ()


# What customers say of how we dealt with them.


def link(world: World, customer: UUID, id: UUID) -> str:
    with world.app.database.reading() as session:
        return satisfaction.link_of(world.app, load_complaint(session, customer, id)).rpartition("/")[2]


def answered(world: World, token: str, fields: Mapping[str, str]) -> tuple[int | None, str]:
    return seen(satisfaction.answer(world.app, token, fields))


def seen(reply: Reply[bytes]) -> tuple[int | None, str]:
    assert isinstance(reply.body, bytes)
    return reply.status, reply.body.decode()


def test_a_link_is_answered_once(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    world.send(ResolveComplaint(customer, id, resolution="r"))
    token = link(world, customer, id)
    assert "Your answer is noted" not in seen(satisfaction.page(world.app, token))[1]

    assert "Your answer is noted" in answered(world, token, {"score": "4", "comment": " Qu\x00ick\u202e\r\n"})[1]
    status, page = answered(world, token, {"score": "1"})

    assert (status, "answered already" in page) == (410, True)
    assert seen(satisfaction.page(world.app, token))[0] == 410
    found = shown(world, customer, id)
    assert [found[name] for name in ("satisfactionScore", "satisfactionComment", "customerSatisfied")] == [
        4,
        "Quick",
        True,
    ]
    assert [name for name, _ in world.events(id)].count("ComplaintRated") == 1


def test_answers_that_come_at_once_are_one(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    world.send(ResolveComplaint(customer, id, resolution="r"))
    token = link(world, customer, id)

    replies: list[str] = []

    at_once(lambda _: replies.append(str(answered(world, token, {"score": "2"})[0])), 8)

    assert sorted(replies) == ["410"] * 7 + ["None"]
    assert [name for name, _ in world.events(id)].count("ComplaintRated") == 1


def test_nobody_asks_while_it_is_worked_on_or_long_after_or_about_whoever_is_gone(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    assert seen(satisfaction.page(world.app, link(world, customer, id)))[0] == 410
    world.send(ResolveComplaint(customer, id, resolution="r"))
    first = link(world, customer, id)
    world.send(MoveComplaint(customer, id, to=ComplaintStatus.IN_PROGRESS))
    assert answered(world, first, {"score": "5"})[0] == 410
    with raises(NotAsked):
        world.send(RateComplaint(customer, id, resolution=0, score=5, comment=None))
    world.send(ResolveComplaint(customer, id, resolution="r"))
    assert answered(world, first, {"score": "5"})[0] == 410
    with raises(NotAsked):  # also if it was asked for before
        world.send(RateComplaint(customer, id, resolution=0, score=5, comment=None))
    second = link(world, customer, id)
    world.days_pass(61)
    assert seen(satisfaction.page(world.app, second))[0] == 410
    world.days_pass(-61)
    world.archives(customer)
    assert "nothing stored" in answered(world, second, {"score": "5"})[1]
    erased(world, customer)
    status, page = answered(world, second, {"score": "5"})
    assert (status, "nothing stored" in page) == (410, True)


@mark.parametrize("fields", [{}, {"score": "6"}, {"score": "five"}, {"score": "3", "comment": "x" * 2_001}])
def test_what_is_no_answer_is_asked_again_with_what_was_typed(
    world: World, customer: UUID, fields: dict[str, str]
) -> None:
    id = complains(world, customer)
    world.send(ResolveComplaint(customer, id, resolution="r"))

    _, page = answered(world, link(world, customer, id), {"comment": "<b>so</b>", **fields})

    assert 'role="alert"' in page
    assert "&lt;b&gt;so&lt;/b&gt;" in page or "x" * 2_001 in page
    assert shown(world, customer, id)["satisfactionScore"] is None


@mark.parametrize("token", ["", "x", "x.y", f"{UUID(int=1).hex}.y"])
def test_a_link_that_we_did_not_make_opens_nothing(world: World, token: str) -> None:
    assert seen(satisfaction.page(world.app, token))[0] == answered(world, token, {"score": "5"})[0] == 404


def test_a_link_of_another_kind_is_none_for_this(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    world.send(ResolveComplaint(customer, id, resolution="r"))
    for use, content in (("unsubscribe", [customer.hex, id.hex, 0]), ("satisfaction", ["x", 1]), ("satisfaction", 3)):
        token = sign(world.app.keyring, use, content)  # type: ignore[arg-type]
        assert seen(satisfaction.page(world.app, token))[0] == 404


def test_whoever_posts_too_often_is_to_wait(world: World, customer: UUID) -> None:
    id = complains(world, customer)
    world.send(ResolveComplaint(customer, id, resolution="r"))
    token = link(world, customer, id)

    statuses = [answered(world, token, {})[0] for _ in range(21)]

    assert statuses == [None] * 20 + [429]
    assert seen(satisfaction.page(world.app, token))[0] == 429
    assert [seen(satisfaction.page(world.app, "made-up"))[0] for _ in range(21)] == [404] * 20 + [429]


# What comes in.


def wrote(world: World, customer: UUID, *, is_verified: bool = True, kind: str = "Personal") -> UUID:
    """The customer, or a program of it, writes to us."""

    class Receive(Command[UUID]):
        def handle(self, uow: UnitOfWork) -> UUID:
            made = new_received(
                new_id(),
                customer,
                CommunicationType.EMAIL,
                Content("Re: cold", "Still cold"),
                Recipient(email="info@example.com"),
                by=uow.actor,
                at=uow.now,
                contact_id=None,
                in_reply_to=None,
                is_verified=is_verified,
                kind=kind,
            )
            return uow.repository(CommunicationRepository).add(made).id

    return world.send(Receive())


def late(message: UUID, app: App, event: DomainEvent, delivery: Delivery) -> None:
    """The bus brings it once more, as if it were another."""
    people.hear(app, event, replace(delivery, once=Once("c", str(message))))


@mark.parametrize(
    ("is_verified", "kind", "waits"), [(True, "Personal", False), (False, "Personal", True), (True, "AutoReply", True)]
)
def test_a_customer_that_writes_is_waited_for_no_more(
    world: World, customer: UUID, is_verified: bool, kind: str, waits: bool
) -> None:
    id, other = complains(world, customer), complains(world, customer)
    world.send(WaitForCustomer(customer, id, waiting=True))

    mail = wrote(world, customer, is_verified=is_verified, kind=kind)
    heard(world, mail, people.hear, times=2)

    assert (shown(world, customer, id)["waitingForCustomer"], bool(shown(world, customer, id)["dueAt"])) == (
        waits,
        not waits,
    )
    assert shown(world, customer, other)["version"] == 1
    world.now += timedelta(hours=1)
    world.send(WaitForCustomer(customer, other, waiting=True))
    heard(world, mail, partial(late, new_id()))
    assert shown(world, customer, other)["waitingForCustomer"] is True
    world.archives(customer)
    heard(world, wrote(world, customer), people.hear)


def test_a_mail_is_filed_as_a_complaint_once_and_both_know(world: World, customer: UUID) -> None:
    mail = wrote(world, customer)

    id = complains(world, customer, communication_id=mail)

    assert shown(world, customer, id)["communicationId"] == str(mail)
    with world.app.database.reading() as session:
        assert load_communication(session, customer, mail).complaint_id == id
    assert world.audit_trail(mail) == ["CustomerMessageReceived", "CommunicationFiled"]
    elsewhere = world.has_customer()
    for whose, which in ((customer, mail), (customer, uuid4()), (elsewhere, wrote(world, customer))):
        with raises(Invalid):
            complains(world, whose, communication_id=which)


def test_no_mail_files_a_complaint_by_itself(world: World, customer: UUID) -> None:
    heard(world, wrote(world, customer), people.hear)
    world.send(
        SendMessage(
            customer_id=customer,
            type=CommunicationType.EMAIL,
            recipient=Recipient(email="info@example.com"),
            content=Content("s", "I want my money back"),
        )
    )

    assert "CustomerComplaintReceived" not in world.audit_trail(customer)
    assert queue(world) == []

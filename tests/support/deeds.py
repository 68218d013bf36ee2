"""A little of everything that the product does to its database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from pytest import MonkeyPatch
from sqlalchemy import delete, insert, select

from shared.adapters.event_bus import Message, MessageTooLarge
from shared.audit.queries import file_of as file_of_audit, page_of
from shared.audit.requests import AuditQuery
from shared.complaints import escalation, queries as grievances
from shared.complaints.commands import (
    AssignComplaint,
    CommentOnComplaint,
    HearFromCustomer,
    MoveComplaint,
    ResolveComplaint,
    SubmitComplaint,
    UpdateComplaint,
    WaitForCustomer,
)
from shared.complaints.periods import Period
from shared.complaints.report import report_of
from shared.complaints.requests import ComplaintQuery, CustomerComplaintQuery
from shared.complaints.routing import assignee
from shared.complaints.values import ComplaintPriority, ComplaintStatus
from shared.concepts import holdings
from shared.consents.queries import consent_with_id, consents_of
from shared.consents.values import Consent, ConsentPurpose
from shared.contacts import queries as contact_queries, search_job
from shared.contacts.commands import (
    AddContact,
    ChangeContactConsent,
    RemoveContact,
    TagContact,
    UntagContact,
    UpdateContact,
)
from shared.contacts.list_files import FileFormat
from shared.contacts.names import SEARCH
from shared.contacts.services import open_contacts, open_contacts_of
from shared.contacts.values import ContactDetails
from shared.customers import commands as customers, queries as about_customers
from shared.customers.model import Customer
from shared.customers.repository import CustomerRepository
from shared.customers.services import hold
from shared.customers.values import CommunicationType
from shared.exports import queries as about_exports
from shared.exports.commands import RequestExport
from shared.exports.values import COLUMNS, Filters
from shared.follow_ups import queries as follow_ups
from shared.follow_ups.commands import CancelFollowUp, CompleteFollowUp, CreateFollowUp, NoticeOverdue, UpdateFollowUp
from shared.follow_ups.requests import FollowUpQuery
from shared.follow_ups.values import FollowUpPriority, Task
from shared.imports import queries as about_imports, report
from shared.imports.arrivals import recognise_copies
from shared.imports.commands import CancelImport, RefuseFile, StartImport
from shared.imports.failed_rows import file_of
from shared.imports.undo import UndoImport
from shared.imports.values import ImportMode, Options, UnknownCustomer
from shared.kernel.ids import new_id
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.encryption.keyring import Keyring, Purpose
from shared.platform.jobs.commands import (
    ContinueJob,
    HandOutJobs,
    KeepCheckpoint,
    KeepLease,
    ReleaseJob,
    StartJob,
    TakeJob,
)
from shared.platform.jobs.model import Lease
from shared.platform.messaging.delivery import Once
from shared.platform.messaging.digest import digest_faults, write_digest
from shared.platform.messaging.outbox import Outbox
from shared.platform.messaging.purging import purge_events
from shared.platform.messaging.relay import Relay
from shared.platform.messaging.rewrapping import rewrap_data_keys
from shared.platform.messaging.sealing import seal_log
from shared.platform.messaging.streams import destroy_key
from shared.platform.messaging.tables import event_streams
from shared.platform.messaging.verification import Verification
from shared.platform.persistence.constraints import ConcurrentChange
from shared.platform.web.health import examine
from shared.platform.web.idempotency import Answer, Claim
from shared.platform.web.paging import PageQuery, Window
from shared.privacy.commands import Repeat
from shared.privacy.data_export import data_export
from shared.privacy.worker import resume
from shared.suppression.model import FreshConsent
from shared.templates import queries as templates
from shared.templates.commands import CreateTemplate, DeleteTemplate, UpdateTemplate
from shared.templates.requests import TemplateQuery
from shared.templates.values import TemplateChannel, Wording
from shared.testimonials import queries as praise
from shared.testimonials.commands import ApproveTestimonial, SubmitTestimonial, UpdateTestimonial
from shared.testimonials.requests import CustomerTestimonialQuery, TestimonialQuery
from shared.testimonials.values import PublicationConsent
from tests.support.erasing import erased, finishes
from tests.support.event_log import unseal
from tests.support.importing import Importer, csv_of, people
from tests.support.insight_deeds import insights_are_made
from tests.support.merge_deeds import customers_become_one, duplicates_are_found
from tests.support.message_deeds import messages_are_sent, old_messages_lose_their_content
from tests.support.samples import MATTER, PRAISE, complaint, testimonial
from tests.support.world import World


def an_old_log_is_sealed_and_verified(world: World) -> None:
    customer = min(world.has_customer("Old"), world.has_customer("Young"))  # others follow it in the log
    with world.app.database.transaction() as session:
        unseal(session, customer)
        session.commit()
    seal_log(world.app.database, world.app.event_types)
    assert list(Verification(world.app.database).faults()) == []
    with world.app.database.transaction() as session:
        head = session.execute(select(event_streams).where(event_streams.c.AggregateId == customer)).one()
        session.execute(delete(event_streams).where(event_streams.c.AggregateId == customer))
        session.commit()
    assert list(Verification(world.app.database, at_once=1).faults())
    with world.app.database.transaction() as session:
        session.execute(insert(event_streams).values(dict(head._mapping)))
        session.commit()


def consents_are_given_and_withdrawn(world: World) -> None:
    customer = world.has_customer("Agreeing")
    contact = world.send(AddContact(customer, ContactDetails("Ada", "L", "agree@x.example.com"))).id
    for granted in (True, False):
        world.send(customers.ChangeConsent(customer, Consent(ConsentPurpose.MARKETING, granted)))
        world.send(
            customers.ChangeConsent(customer, Consent(ConsentPurpose.MARKETING, granted, CommunicationType.EMAIL))
        )
        world.send(ChangeContactConsent(customer, contact, Consent(ConsentPurpose.DATA_PROCESSING, granted)))
    query = PageQuery.model_validate({"pageSize": 1})
    with world.app.database.reading() as session:
        window = query.within(world.app.settings.business, of="consents")
        page = consents_of(session, customer, contact, window)
        onwards = query.model_copy(update={"cursor": page.next_cursor})
        consents_of(session, customer, contact, onwards.within(world.app.settings.business, of="consents"))
        consent_with_id(session, page.items[0].id)


def the_trail_is_read(world: World) -> None:
    customer = world.has_customer("Audited")
    world.send(customers.UpdateProfile(customer, provided={"industry": "Music"}))
    query = AuditQuery.model_validate({"pageSize": 1, "customerId": customer, "caller": "amira"})
    soon = world.now + timedelta(seconds=1)
    first = page_of(world.app, query.wanted(soon), query.within(world.app.settings.business, of="audit"))
    onwards = query.model_copy(update={"cursor": first.next_cursor})
    page_of(world.app, onwards.wanted(soon), onwards.within(world.app.settings.business, of="audit"))
    file_of_audit(world.app, AuditQuery.model_validate({"action": "CustomerRegistered"}).wanted(soon))


def what_is_to_be_done_is_done(world: World) -> None:
    customer = world.has_customer("Busy")
    wanted = Task("Call", None, world.now, FollowUpPriority.LOW, "ben")
    ids = [world.send(CreateFollowUp(customer, wanted)).id for _ in range(3)]
    with world.app.database.reading() as session:
        for one in follow_ups.due(session, world.now, limit=9):
            world.send(NoticeOverdue(*one))
    world.send(UpdateFollowUp(customer, ids[0], provided={"subject": "Write"}))
    world.send(CompleteFollowUp(customer, ids[0]))
    world.send(CancelFollowUp(customer, ids[1]))
    asked = {"pageSize": 1, "assignedTo": "ben", "dueFrom": world.now, "dueTo": world.now + timedelta(days=1)}
    query = FollowUpQuery.model_validate({**asked, "priority": FollowUpPriority.LOW})
    business = world.app.settings.business
    with world.app.database.reading() as session:
        page = follow_ups.across_customers(session, query, query.within(business, of="all"))
        onwards = query.model_copy(update={"cursor": page.next_cursor})
        follow_ups.across_customers(session, onwards, onwards.within(business, of="all"))
        follow_ups.of_customer(session, customer, query, query.within(business, of="mine"))
        follow_ups.load_follow_up(session, customer, ids[0])


def templates_are_written(world: World) -> None:
    id = world.send(CreateTemplate("Hello", TemplateChannel.EMAIL, Wording("Hello", "Dear {{ who }}"))).id
    world.send(CreateTemplate("Bye", TemplateChannel.EMAIL, Wording("Bye", "Dear {{ who }}")))
    world.send(UpdateTemplate(template_id=id, provided={"name": "Hi", "body": "Hi"}))
    query, business = TemplateQuery.model_validate({"pageSize": 1}), world.app.settings.business
    with world.app.database.reading() as session:
        page = templates.list_templates(session, query, query.within(business, of="t"))
        templates.list_templates(
            session, query.model_copy(update={"channel": TemplateChannel.EMAIL}), query.within(business, of="t")
        )
        onwards = query.model_copy(update={"cursor": page.next_cursor})
        templates.list_templates(session, onwards, onwards.within(business, of="t"))
        templates.load_template(session, id)
    world.send(DeleteTemplate(template_id=id))


def somebody_complains(world: World) -> None:
    customer, id = complaint(world)
    ada = world.send(AddContact(customer, ContactDetails("Ada", "L", "ada@complaint.example.com"))).id
    theirs = world.send(SubmitComplaint(customer_id=customer, matter=MATTER, contact_id=ada)).id
    for which in (id, theirs):
        world.send(CommentOnComplaint(customer, which, "Cold indeed", is_internal=True))
        world.send(CommentOnComplaint(customer, which, "We are sorry", is_internal=False))
    world.send(AssignComplaint(customer, id, assigned_to="ben"))
    world.send(MoveComplaint(customer, id, to=ComplaintStatus.ESCALATED, notes="They called again"))
    world.send(ResolveComplaint(customer, id, resolution="Paid back", compensation_offered="500 EUR"))
    world.send(MoveComplaint(customer, id, to=ComplaintStatus.IN_PROGRESS, notes="Not content"))
    asked = {"pageSize": 1, "status": "New", "priority": "High", "assignedTo": "ben", "category": "Venue"}
    of_one = {name: asked[name] for name in ("pageSize", "status", "priority")}
    business = world.app.settings.business
    with world.app.database.reading() as session:
        grievances.load_complaint(session, customer, theirs)
        for kind, ask, filters in (
            (CustomerComplaintQuery, partial(grievances.of_customer, session, customer), of_one),
            (PageQuery, lambda _, window: grievances.comments_on(session, customer, id, window), {"pageSize": 1}),
            (ComplaintQuery, partial(grievances.across_customers, session), asked),
        ):
            query: Any = kind.model_validate(filters, strict=False)
            ask(query, query.within(business, of="c"))
            first: Any = kind.model_validate({"pageSize": 1})
            page = ask(first, first.within(business, of="c"))
            onwards = first.model_copy(update={"cursor": page.next_cursor})
            ask(onwards, onwards.within(business, of="c"))
    erased(world, customer, ada)
    complaints_are_due(world)


def complaints_are_due(world: World) -> None:
    customer, id = complaint(world)
    gone, _ = complaint(world)
    world.archives(gone)
    world.send(UpdateComplaint(customer, id, provided={"priority": ComplaintPriority.LOW}))
    for waiting in (True, False):
        world.send(WaitForCustomer(customer, id, waiting=waiting))
    world.days_pass(3)
    escalation.run(world.app)
    world.send(WaitForCustomer(customer, id, waiting=True))
    world.send(HearFromCustomer(customer, world.now))
    shared_out = replace(world.app.settings.business, complaint_agents="b=b@x.example", complaint_routing="LeastLoaded")
    with world.app.database.reading() as session:
        assignee(session, shared_out, "Venue")
        report_of(session, Period(world.now.date(), world.now.date(), "UTC"), None, now=world.now)


def somebody_praises_us(world: World) -> None:
    customer, id = testimonial(world)
    ada = world.send(AddContact(customer, ContactDetails("Ada", "L", "ada@praise.example.com"))).id
    said = SubmitTestimonial(
        customer_id=customer, praise=PRAISE, consent=PublicationConsent(world.now, "form"), contact_id=ada
    )
    theirs = world.send(said).id
    world.send(ApproveTestimonial(customer, id))
    world.send(UpdateTestimonial(customer, id, provided={"content": "Good"}))
    asked = {"pageSize": 1, "isPublic": "true", "rating": "5", "relatedEventId": str(customer), "query": "best ga"}
    of_one = {**asked, "isApproved": "true", "status": "Pending"}
    business = world.app.settings.business
    with world.app.database.reading() as session:
        praise.load_testimonial(session, customer, theirs)
        for kind, ask, filters in (
            (CustomerTestimonialQuery, partial(praise.of_customer, session, customer), of_one),
            (TestimonialQuery, partial(praise.shown_to_all, session), asked),
        ):
            query: Any = kind.model_validate(filters, strict=False)
            ask(query, query.within(business, of="t"))
            first: Any = kind.model_validate({"pageSize": 1})
            page = ask(first, first.within(business, of="t"))
            onwards = first.model_copy(update={"cursor": page.next_cursor})
            ask(onwards, onwards.within(business, of="t"))
        for event in (None, customer):
            praise.summary(session, event)
    world.send(SubmitTestimonial(customer_id=customer, praise=PRAISE, consent=PublicationConsent(world.now, "form")))
    erased(world, customer, ada)


def events_of_long_ago_go(world: World) -> None:
    years = timedelta(days=8 * 366)
    world.now -= years
    world.has_customer("Old times")
    world.now += years
    assert purge_events(world.app.database, world.now - timedelta(days=7 * 366))
    assert list(Verification(world.app.database).faults()) == []


def a_day_is_digested(world: World) -> None:
    world.has_customer("Digested")
    write_digest(world.app)
    world.now += timedelta(days=1)
    world.has_customer("Digested later")
    write_digest(world.app)
    assert list(digest_faults(world.app)) == []


def keys_are_renewed(world: World) -> None:
    keyring = world.app.keyring
    world.has_customer("Turned")
    older = keyring.present(Purpose.DATA).id
    keyring.renew(Purpose.DATA)
    rewrap_data_keys(world.app.database)
    keyring.rewrap()
    world.app.vault.rotate()
    keyring.rewrap()
    world.send(customers.UpdateProfile(world.has_customer("Turning"), provided={"industry": "Music"}))
    fresh = Keyring(world.app.database, world.app.vault, world.app.clock)
    fresh.prepare()
    fresh.secret(older)


def customers_come_and_go(world: World) -> None:
    aurora = world.has_customer("Aurora", primary_phone="+49301234567")
    world.send(customers.UpdateProfile(aurora, provided={"industry": "Music"}))
    world.send(customers.UpdateContactInfo(aurora, provided={"website": "https://a.example.com"}))
    world.send(customers.UpdatePreferences(aurora, provided={"interests": ("jazz",)}))
    world.send(customers.SuspendCustomer(aurora, reason=None))
    world.send(customers.ReactivateCustomer(aurora, reason="r"))
    world.send(customers.DeactivateCustomer(world.has_customer("Borealis"), reason="r"))
    world.shown(aurora)
    for page in (world.search, lambda **asked: world.history(aurora, **asked)):
        page(cursor=page(pageSize=1).next_cursor, pageSize=1)
    with MonkeyPatch.context() as patch:
        patch.setattr("shared.customers.listing.MOST_RANKED", 1)  # of more, the rest comes by number
        found = world.search("cust", pageSize=1)
        while found.next_cursor:
            found = world.search("cust", pageSize=1, cursor=found.next_cursor)
    world.timeline(aurora, cursor=world.timeline(aurora, pageSize=1).next_cursor, pageSize=1)
    world.search(status="Inactive", type="Enterprise", segment="Standard")
    with world.app.database.reading() as session:
        about_customers.contacts_versions(session, [aurora])
        list(about_customers.recently_active(session, limit=9))
        about_customers.customers_inactive_since(session, world.now, limit=9)


@dataclass(frozen=True)
class ReadOnDemand(Command[None]):
    """Opens some of a customer's contacts, then the rest."""

    customer_id: UUID

    def handle(self, uow: UnitOfWork) -> None:
        open_contacts_of(uow, [self.customer_id], emails=["ada@x.example.com"])
        open_contacts(uow, self.customer_id)


@dataclass(frozen=True)
class Losing(Command[None]):
    """Loses its first race; then it locks what it fetches."""

    customer_id: UUID
    lost: list[bool]

    def handle(self, uow: UnitOfWork) -> None:
        hold(uow, self.customer_id)
        uow.repository(CustomerRepository).get(self.customer_id)
        if not self.lost:
            self.lost.append(True)
            raise ConcurrentChange


def races_are_lost(world: World) -> None:
    world.send(Losing(world.has_customer("Raced"), []))


def contacts_come_and_go(world: World) -> None:
    customer = world.has_customer("Contacts")
    ada, ben = (
        world.send(AddContact(customer, ContactDetails(name, "L", f"{name}@x.example.com"), tags=("a",))).id
        for name in ("ada", "ben")
    )
    world.send(UpdateContact(customer, ben, provided={"is_primary": True}))
    world.send(TagContact(customer, ada, tag="vip"))
    world.send(UntagContact(customer, ada, tag="a"))
    world.send(ReadOnDemand(customer))
    world.send(RemoveContact(customer, ada, reason="r"))
    world.contacts(customer)
    window = PageQuery().within(world.app.settings.business, of="history")
    with world.app.database.reading() as session:
        contact_queries.history_of(session, customer, ben, window)
    world.send(StartJob(SEARCH, search_job.SUBJECT))
    world.works()


def lists_are_imported_and_undone(world: World) -> None:
    importer = Importer(world)
    nova = world.has_customer("Nova")
    known = f"Known,K,k@x.example.com,,,{nova},"
    numbered = f"By,Number,n@x.example.com,,,,{world.shown(nova)['customerNumber']}"
    header = "First name,Last name,E-mail,Phone,Company,Customer id,Customer number"
    importer(csv_of(known, numbered, "Bad,Mail,none,,Nova,,", header=header))
    rows = csv_of("Knows,K,k@x.example.com,,Nova", "Num,N,n@x.example.com,,Nova", *people(2, "Neu"), "a,b,c,,")
    options = {"mode": ImportMode.UPSERT, "on_unknown_customer": UnknownCustomer.CREATE}
    importer(rows, dry_run=True, **options)
    done = importer(rows, **options)
    blob = f"{done.import_id}/list.csv"
    importer.put(blob, rows + "\n")
    importer.noticed(blob)  # it came once more
    importer.drop(csv_of(*people(1, "Nova", start=7)), "dropped.csv")
    world.send(RefuseFile("pipe", "none", "It is no file."))
    stopped = world.send(StartImport("a.csv", "never/a.csv", Options(), new_id())).id
    world.send(CancelImport(stopped))
    _ask_about(world, done.import_id)
    long = importer(csv_of(*people(40, "Undone")), on_unknown_customer=UnknownCustomer.CREATE)
    with MonkeyPatch.context() as patch:
        patch.setattr("shared.imports.undo.CHUNK", 10)
        world.send(UndoImport(long.import_id))
        world.works()
    kept = next(one["id"] for one in world.contacts(nova) if one["email"] == "n@x.example.com")
    world.send(TagContact(nova, UUID(kept), tag="vip"))
    world.send(UndoImport(done.import_id))


def _ask_about(world: World, id: UUID) -> None:
    first, later = Window(1, 1, None, ""), Window(2, 1, (1,), "")
    within = PageQuery.model_validate({"pageSize": 1}).within(world.app.settings.business, of="imports")
    with world.app.database.reading() as session:
        cursor = about_imports.list_imports(session, within, now=world.now).next_cursor
        onwards = PageQuery.model_validate({"pageSize": 1, "cursor": cursor})
        about_imports.list_imports(session, onwards.within(world.app.settings.business, of="imports"), now=world.now)
        for window in (first, later):
            about_imports.errors_of(session, id, window)
            about_imports.contacts_of(session, id, window)
        about_imports.simulated_customers(session, id)
        about_imports.imports_without_file(session, before=world.now)
        about_imports.outcome_count(session, id)
        file_of(session, id)
        report.page_of(session, id, now=world.now)


def a_long_list_is_imported(world: World) -> None:
    """More rows than a chunk has, most of them one too many for their customer."""
    rows = [row for number in range(3) for row in people(700, f"Long {number}", start=number * 700)]
    Importer(world)(csv_of(*rows), on_unknown_customer=UnknownCustomer.CREATE)


def lists_are_exported(world: World) -> None:
    customer = world.has_customer("Exported")
    world.send(AddContact(customer, ContactDetails("Ada", "L", "ada@x.example.com")))
    for filters in (Filters(), Filters((customer,), ("vip",))):
        asked = world.send(RequestExport(FileFormat.CSV, filters, COLUMNS))
        world.works()
    within = PageQuery.model_validate({"pageSize": 1}).within(world.app.settings.business, of="exports")
    with world.app.database.reading() as session:
        about_exports.load_export(session, asked.id)
        cursor = about_exports.list_exports(session, within).next_cursor
        onwards = PageQuery.model_validate({"pageSize": 1, "cursor": cursor})
        about_exports.list_exports(session, onwards.within(world.app.settings.business, of="exports"))


class Refusing:
    """A bus that takes nothing."""

    def __init__(self, failure: Exception) -> None:
        self.failure = failure

    def publish(self, messages: Sequence[Message]) -> None:
        raise self.failure

    def check(self) -> None: ...


def events_are_relayed(world: World) -> None:
    world.has_customer("Told")
    for failure in (ConnectionError("reset"), MessageTooLarge("too large")):
        Relay(world.app.database, Refusing(failure), lambda: world.now, world.app.event_types).drain()
    outbox = Outbox(world.app.database)
    outbox.waiting(), outbox.given_up(), outbox.replay(at=world.now)
    world.app.relay.drain()
    customer = world.has_customer("Heard")
    command = customers.DeactivateIfInactive(customer)
    for _ in range(2):
        world.app.mediator.send(command, once=Once("insights", "a message"))


def requests_are_repeated(world: World) -> None:
    keys = world.app.idempotency
    for status in (201, 503):
        claim = keys.claim(f"key-{status}", scope="s", request=b"r")
        assert isinstance(claim, Claim)
        with world.app.database.transaction() as session:
            keys.hold(session, claim)
            session.commit()
        keys.complete(claim, Answer(status, {}, b"{}"))
    keys.claim("key-201", scope="s", request=b"r")
    examine(world.app.database, {})


def what_is_old_is_forgotten(world: World) -> None:
    world.now += timedelta(days=60)
    world.forgets()


def jobs_are_left_and_taken_over(world: World) -> None:
    lease = world.takes_job(world.send(RequestExport(FileFormat.CSV, Filters(), COLUMNS)).id)
    world.send(KeepLease(lease))
    world.send(KeepCheckpoint(lease, {}))
    world.send(ReleaseJob(lease, counted=True))
    world.send(HandOutJobs())
    lease = Lease(lease.job_id, new_id())
    world.send(TakeJob(lease))
    world.send(ContinueJob(lease))
    world.works()


def somebody_is_forgotten(world: World) -> None:
    gone, other = world.has_customer("Gone"), world.has_customer("Stays")
    people = [
        world.send(AddContact(one, ContactDetails("Ada", "L", f"a{n}@gone.example.com", "+493012345"))).id
        for n, one in enumerate((gone, other, other))
    ]
    rows = ["Ada,L,a0@gone.example.com,,Nobody", "Ben,N,oops,,Nobody"]
    Importer(world)(csv_of("Bad,Row,oops,,", "Carl,C,carl@gone.example.com,,"), customer_id=gone)
    Importer(world)(csv_of(*rows))
    Importer(world)(csv_of("Adele,L,a0@gone.example.com,,Gone"), mode=ImportMode.UPSERT)
    world.send(RequestExport(FileFormat.CSV, Filters((gone,)), COLUMNS))
    world.works()
    world.send(RemoveContact(other, people[2]))
    lost = world.has_customer("Lost")
    with world.app.database.transaction() as session:  # as if it were erased while somebody reads
        destroy_key(session, lost)
        session.commit()
    world.history(lost)
    for contact in (None, people[1]):
        data_export(world.app, holdings(), other, contact)
    for contact in (people[1], people[2]):
        erased(world, other, contact)
    erased(world, gone)
    resume(world.app)
    Importer(world)(csv_of("Ada,L,a0@gone.example.com,,Stays"))
    consent = FreshConsent("Ada", world.now, "form")
    world.send(AddContact(other, ContactDetails("Ada", "L", "a0@gone.example.com"), fresh_consent=consent))
    recognise_copies(world.app)
    world.send(Repeat(again := new_id(), world.has_customer("Restored"), None, world.now, ("mark",)))
    finishes(world, again)
    made = world.has_customer("Repeated")
    claim = world.app.idempotency.claim("sealed", scope="s", request=b"r")
    assert isinstance(claim, Claim)
    with world.app.database.transaction() as session:
        found = session.get(Customer, made)
        world.app.idempotency.keep(session, claim, Answer(201, {}, b"{}"), found)
        session.commit()
    world.app.idempotency.claim("sealed", scope="s", request=b"r")


DEEDS: Sequence[Callable[[World], None]] = (
    events_are_relayed,
    a_day_is_digested,
    what_is_to_be_done_is_done,
    templates_are_written,
    somebody_complains,
    somebody_praises_us,
    customers_become_one,
    duplicates_are_found,
    insights_are_made,
    messages_are_sent,
    old_messages_lose_their_content,
    events_of_long_ago_go,
    the_trail_is_read,
    consents_are_given_and_withdrawn,
    keys_are_renewed,
    an_old_log_is_sealed_and_verified,
    customers_come_and_go,
    contacts_come_and_go,
    races_are_lost,
    lists_are_imported_and_undone,
    a_long_list_is_imported,
    lists_are_exported,
    jobs_are_left_and_taken_over,
    requests_are_repeated,
    somebody_is_forgotten,
    what_is_old_is_forgotten,
)

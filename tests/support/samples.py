"""A command of each kind, ready to be sent."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from pytest import MonkeyPatch

from shared.attachments.commands import AddAttachment, RemoveAttachment
from shared.communications.commands import (
    CancelCommunication,
    LogCall,
    ScheduleMeeting,
    SendMessage,
    UpdateMeeting,
)
from shared.communications.delivery_commands import (
    DispatchMessage,
    PostponeMessage,
    RecordNotSent,
    RecordSent,
    ReturnMessage,
    TakeMessage,
)
from shared.communications.delivery_reports import DELIVERED, NoteReport, Report
from shared.communications.inbound_email import From, ReceiveEmail
from shared.communications.inbound_sms import ReceiveSms
from shared.communications.model import Communication
from shared.communications.opting_out import Decide, NoteBounce
from shared.communications.quiet_hours import QuietHours
from shared.communications.repository import Claim
from shared.communications.values import CommunicationStatus, Content, Direction, Plan, Recipient
from shared.complaints.commands import (
    AssignComplaint,
    CommentOnComplaint,
    HearFromCustomer,
    MoveComplaint,
    RateComplaint,
    ResolveComplaint,
    SubmitComplaint,
    UpdateComplaint,
    WaitForCustomer,
)
from shared.complaints.escalation import NoticeTime, WorkOutAnew
from shared.complaints.values import ComplaintPriority, ComplaintStatus, Matter
from shared.concepts import merging
from shared.consents.values import Consent, ConsentPurpose
from shared.contacts import names as contact_names, search_job
from shared.contacts.commands import (
    AddContact,
    ChangeContactConsent,
    RemoveContact,
    TagContact,
    UntagContact,
    UpdateContact,
)
from shared.contacts.list_files import FileFormat
from shared.contacts.values import ContactDetails
from shared.customers.commands import (
    ChangeConsent,
    DeactivateCustomer,
    DeactivateIfInactive,
    ReactivateCustomer,
    RegisterCustomer,
    SuspendCustomer,
    UpdateContactInfo,
    UpdatePreferences,
    UpdateProfile,
)
from shared.customers.values import CommunicationType, ContactInfo, CustomerType, Preferences, Profile
from shared.duplicates.commands import DismissDuplicate, FindDuplicates
from shared.duplicates.names import SCAN
from shared.duplicates.scan import SUBJECT
from shared.duplicates.scan_commands import ComparePairs, DropUnseen, IndexCustomers, KeepCommon
from shared.exports.commands import FailExport, FinishExport, RequestExport
from shared.exports.values import Filters
from shared.follow_ups.commands import (
    CancelFollowUp,
    CompleteFollowUp,
    CreateFollowUp,
    NoticeOverdue,
    UpdateFollowUp,
)
from shared.follow_ups.merging import MERGING
from shared.follow_ups.values import FollowUpPriority, Task
from shared.imports.commands import (
    BeginImport,
    CancelImport,
    FailImport,
    FileArrived,
    FinishImport,
    ForgetRemarks,
    IndexContacts,
    RecogniseCopy,
    RefuseFile,
    StartImport,
)
from shared.imports.contact_parsing import parse_contact
from shared.imports.row_commands import ImportRows
from shared.imports.understanding import Warnings
from shared.imports.undo import UndoImport, UndoRows
from shared.imports.values import FileRow, Options
from shared.insights.commands import (
    DecideSuggestion,
    ForgetInsights,
    KeepFinding,
    KeepInsight,
    MarkChanged,
    MarkStale,
)
from shared.insights.fitting import SUBJECT as MODELS
from shared.insights.names import FIT
from shared.insights.refresh_commands import AddMissing, ClaimDue, KeepModels, KeepRefreshed
from shared.insights.token_commands import SettleTokens, TakeTokens
from shared.insights.values import SuggestionStatus
from shared.merges.commands import CompleteMerge, HandOutMerge, MoveRecords, StartMerge, TakeOverContacts
from shared.merges.undo_commands import CompleteUndo, ReturnRecords, StartUndo
from shared.platform.application.commands import Command
from shared.platform.jobs.commands import (
    ContinueJob,
    FinishJob,
    HandOutJobs,
    KeepCheckpoint,
    KeepLease,
    ReleaseJob,
    StartJob,
    TakeJob,
)
from shared.platform.jobs.model import Lease
from shared.privacy.commands import Erase, FailErasure, FinishErasure, NoteStore, Repeat
from shared.templates.commands import CreateTemplate, DeleteTemplate, UpdateTemplate
from shared.templates.values import TemplateChannel, Wording
from shared.testimonials.commands import (
    ApproveTestimonial,
    RejectTestimonial,
    SubmitTestimonial,
    UnapproveTestimonial,
    UpdateTestimonial,
    WithdrawTestimonial,
)
from shared.testimonials.values import Praise, PublicationConsent
from tests.support.erasing import wish
from tests.support.insights import finding, insight, suggested
from tests.support.world import World

[FOLLOW_UPS] = MERGING
ADA = ContactDetails("Ada", "Lovelace", "ada@example.com")
ROW = FileRow(1, {"F": "Ada", "L": "Lovelace", "E": "ada@example.com"})
MAPPINGS = {"firstName": "F", "lastName": "L", "email": "E"}
PARSED = parse_contact(ROW, MAPPINGS, Warnings())


def contact(world: World) -> tuple[UUID, UUID]:
    """A customer and its contact."""
    customer = world.has_customer()
    return customer, world.send(AddContact(customer, ADA, tags=("press",))).id


class Begun(NamedTuple):
    """An import that has a worker."""

    id: UUID
    lease: Lease


def taken(world: World, *, begun: bool = False) -> Begun:
    id = world.send(StartImport("a.csv", "a.csv", Options(customer_id=world.has_customer()), uuid4())).id
    world.send(FileArrived("a.csv", "v1"))
    lease = world.takes_job(id)
    if begun:
        world.send(BeginImport(id, lease, 0, FileFormat.CSV, ("F", "L", "E"), MAPPINGS))
    return Begun(id, lease)


def finished(world: World) -> UUID:
    id, lease = taken(world, begun=True)
    world.send(ImportRows(id, lease, 0, [(ROW, PARSED)], 1.0, {}))
    world.send(FinishImport(id, lease, 1))
    world.send(FinishJob(lease))
    return id


def half_undone(world: World) -> UndoRows:
    """An undo that goes on as a job."""
    id, lease = taken(world, begun=True)
    rows = [(row, parse_contact(row, MAPPINGS, Warnings())) for row in (ROW._replace(number=n) for n in range(1, 4))]
    world.send(ImportRows(id, lease, 0, rows, 1.0, {}))
    world.send(FinishImport(id, lease, 3))
    world.send(FinishJob(lease))
    with MonkeyPatch.context() as patch:
        patch.setattr("shared.imports.undo.CHUNK", 1)
        world.send(UndoImport(id))
    return UndoRows(id, world.takes_job(id), 2)


def export(world: World) -> UUID:
    return world.send(RequestExport(FileFormat.CSV, Filters(), ("email",))).id


def suspended(world: World) -> UUID:
    customer = world.has_customer()
    world.send(SuspendCustomer(customer))
    return customer


def erasing(world: World) -> tuple[UUID, Lease]:
    """An erasure, and its job, taken."""
    id = world.send(wish(world, world.has_customer())).id
    return id, world.takes_job(id)


def follow_up(world: World) -> tuple[UUID, UUID]:
    """A customer and a follow-up of it that is due."""
    customer = world.has_customer()
    return customer, world.send(CreateFollowUp(customer, task(world))).id


def task(world: World) -> Task:
    return Task("Call them", "About the hall", world.now, FollowUpPriority.HIGH, "ben")


HELLO = Wording("Hello", "Dear {{ contact.firstName }}")


def template(world: World) -> UUID:
    return world.send(CreateTemplate("Hello", TemplateChannel.EMAIL, HELLO)).id


def message(world: World, **more: Any) -> SendMessage:
    """A mail to a customer's own address."""
    customer = world.has_customer(email=(address := f"{uuid4().hex}@example.com"))
    given: dict[str, Any] = {
        "customer_id": customer,
        "type": CommunicationType.EMAIL,
        "recipient": Recipient(email=address),
        "content": Content("Hello", "Dear Ada"),
    }
    return SendMessage(**given | more)


def queued(world: World) -> Communication:
    return world.send(message(world))


def in_hands(world: World) -> Claim:
    """A mail that a worker has."""
    claim = Claim(queued(world).id, uuid4())
    assert world.send(TakeMessage(claim, "file", (), QuietHours.read("")))
    return claim


def plan(world: World, *attendees: str) -> Plan:
    begins = world.now + timedelta(days=30)
    return Plan(begins, begins + timedelta(hours=1), "Hall 3", attendees, time_zone="Europe/Berlin")


def meeting(world: World, attendee: str = "ada@example.com") -> tuple[UUID, UUID]:
    """A customer and its meeting."""
    customer = world.has_customer()
    wanted = ScheduleMeeting(
        customer_id=customer,
        type=CommunicationType.MEETING,
        content=Content("Site visit", "We look"),
        plan=plan(world, attendee),
    )
    return customer, world.send(wanted).id


def attachment(world: World) -> AddAttachment:
    customer, id = world.has_customer(), uuid4()
    return AddAttachment(
        attachment_id=id,
        customer_id=customer,
        file_name="plan.pdf",
        media_type="application/pdf",
        size=4,
        blob_name=f"{customer}/{id}",
    )


def removable(world: World) -> tuple[UUID, UUID]:
    one = world.send(attachment(world))
    return one.customer_id, one.id


def letter(world: World) -> ReceiveEmail:
    """A mail that came in."""
    sender = From(world.has_customer(), None, None)
    return ReceiveEmail(sender, "ada@example.com", "Re: Hello", "Thanks", "Thanks", is_verified=True, kind="Personal")


MATTER = Matter("The hall was cold", "The heating was off until ten.", "Venue", ComplaintPriority.HIGH, None)
PRAISE = Praise("The best gala", 5, "Ada L.", None, is_public=True)


def approved(world: World) -> tuple[UUID, UUID]:
    customer, id = testimonial(world)
    world.send(ApproveTestimonial(customer, id))
    return customer, id


def complaint(world: World) -> tuple[UUID, UUID]:
    """A customer and what it complains of."""
    customer = world.has_customer()
    return customer, world.send(SubmitComplaint(customer_id=customer, matter=MATTER)).id


def resolved_complaint(world: World) -> tuple[UUID, UUID]:
    customer, id = complaint(world)
    world.send(ResolveComplaint(customer, id, resolution="Paid back"))
    return customer, id


def waiting_complaint(world: World) -> tuple[UUID, UUID]:
    customer, id = complaint(world)
    world.send(WaitForCustomer(customer, id, waiting=True))
    return customer, id


def overdue_complaint(world: World) -> tuple[UUID, UUID]:
    found = complaint(world)
    world.days_pass(3)
    return found


def testimonial(world: World) -> tuple[UUID, UUID]:
    """A customer and what it said of us."""
    customer = world.has_customer()
    said = SubmitTestimonial(customer_id=customer, praise=PRAISE, consent=PublicationConsent(world.now, "form"))
    return customer, world.send(said).id


def twins(world: World) -> tuple[UUID, UUID]:
    """Two customers that are probably one."""
    one, other = (world.has_customer("Aurora Events", primary_phone="+49301234567") for _ in range(2))
    for customer in (one, other):
        world.send(FindDuplicates(customer))
    return one, other


def scanning(world: World) -> Lease:
    """A scan for duplicates that somebody works on."""
    twins(world)
    world.send(StartJob(SCAN, SUBJECT))
    return world.takes_job(SUBJECT)


def indexing(world: World) -> Lease:
    """A job that makes search rows anew, which somebody works on."""
    world.has_customer()
    world.send(StartJob(contact_names.SEARCH, search_job.SUBJECT))
    return world.takes_job(search_job.SUBJECT)


def suggestion(world: World) -> tuple[UUID, UUID]:
    """A customer, and what one of its texts suggests."""
    customer = world.has_customer()
    world.send(KeepFinding(finding(customer)))
    return customer, suggested(world, customer)[0].id


def refreshed(world: World) -> KeepRefreshed:
    """What was made of customers that were claimed."""
    customers = [world.has_customer() for _ in range(3)]
    for customer in customers:
        world.send(MarkChanged(customer))
    owner = uuid4()
    one, two, three = world.send(ClaimDue(owner, 10)).ids
    made, found = [insight(one, world.now)], [finding(one), finding(two)]
    return KeepRefreshed(owner, world.now, made, found, {two: "It is away."}, [three])


def fitting(world: World) -> Lease:
    """A job that fits models, which somebody works on."""
    world.has_customer()
    world.send(StartJob(FIT, MODELS))
    return world.takes_job(MODELS)


def begun_merge(world: World) -> UUID:
    """A merge that was asked for."""
    return world.send(StartMerge(source_id=world.has_customer(), target_id=world.has_customer())).id


def done_merge(world: World) -> UUID:
    """A merge that is done."""
    id = begun_merge(world)
    world.send(TakeOverContacts(id, merging()))
    world.send(CompleteMerge(id, merging()))
    return id


def begun_undo(world: World) -> UUID:
    """A merge that is to be undone."""
    return world.send(StartUndo(done_merge(world), merging())).id


AGREED = Consent(ConsentPurpose.MARKETING, granted=True)
PROFILE = Profile("Aurora", industry=None, type=CustomerType.ENTERPRISE)

SAMPLES: dict[type[Command[Any]], Callable[[World], Command[Any]]] = {
    RegisterCustomer: lambda _: RegisterCustomer(PROFILE, ContactInfo("a@example.com"), Preferences()),
    UpdateProfile: lambda world: UpdateProfile(world.has_customer(), provided={"industry": "Music"}),
    UpdateContactInfo: lambda world: UpdateContactInfo(world.has_customer(), provided={"website": "a.example.com"}),
    UpdatePreferences: lambda world: UpdatePreferences(world.has_customer(), provided={"time_zone": "Europe/Rome"}),
    DeactivateCustomer: lambda world: DeactivateCustomer(world.has_customer(), reason="closed"),
    DeactivateIfInactive: lambda world: DeactivateIfInactive(world.has_customer()),
    SuspendCustomer: lambda world: SuspendCustomer(world.has_customer()),
    ReactivateCustomer: lambda world: ReactivateCustomer(suspended(world)),
    AddContact: lambda world: AddContact(world.has_customer(), ADA),
    UpdateContact: lambda world: UpdateContact(*contact(world), provided={"position": "Countess"}),
    RemoveContact: lambda world: RemoveContact(*contact(world)),
    TagContact: lambda world: TagContact(*contact(world), tag="vip"),
    UntagContact: lambda world: UntagContact(*contact(world), tag="press"),
    search_job.IndexAnew: lambda world: search_job.IndexAnew(indexing(world), None),
    FindDuplicates: lambda world: FindDuplicates(world.has_customer()),
    DismissDuplicate: lambda world: DismissDuplicate(*twins(world)),
    IndexCustomers: lambda world: IndexCustomers(scanning(world), world.now, None),
    KeepCommon: lambda world: KeepCommon(scanning(world), world.now, {0: 3}),
    ComparePairs: lambda world: ComparePairs(scanning(world), world.now, 0, {}),
    DropUnseen: lambda world: DropUnseen(world.now),
    MarkChanged: lambda world: MarkChanged(world.has_customer()),
    KeepFinding: lambda world: KeepFinding(finding(world.has_customer())),
    KeepInsight: lambda world: KeepInsight(insight(id := world.has_customer(), world.now), (finding(id),)),
    MarkStale: lambda world: MarkStale(world.has_customer(), "It is away."),
    ForgetInsights: lambda world: ForgetInsights(world.has_customer()),
    DecideSuggestion: lambda world: DecideSuggestion(*suggestion(world), SuggestionStatus.ACCEPTED),
    ClaimDue: lambda world: ClaimDue(uuid4(), 10),
    KeepRefreshed: refreshed,
    AddMissing: lambda world: AddMissing(fitting(world), None),
    KeepModels: lambda world: KeepModels(fitting(world), {"bookings": {"r": 0.8}}, 1, {"bookings": 1}),
    TakeTokens: lambda world: TakeTokens("2026-03-02", 10, 100),
    SettleTokens: lambda world: SettleTokens("2026-03-02", -5),
    StartMerge: lambda world: StartMerge(source_id=world.has_customer(), target_id=world.has_customer()),
    TakeOverContacts: lambda world: TakeOverContacts(begun_merge(world), merging()),
    MoveRecords: lambda world: MoveRecords(begun_merge(world), FOLLOW_UPS),
    CompleteMerge: lambda world: CompleteMerge(begun_merge(world), merging()),
    HandOutMerge: lambda world: HandOutMerge(begun_merge(world)),
    StartUndo: lambda world: StartUndo(done_merge(world), merging()),
    ReturnRecords: lambda world: ReturnRecords(begun_undo(world), FOLLOW_UPS),
    CompleteUndo: lambda world: CompleteUndo(begun_undo(world), merging()),
    CreateFollowUp: lambda world: CreateFollowUp(world.has_customer(), task(world)),
    UpdateFollowUp: lambda world: UpdateFollowUp(*follow_up(world), provided={"subject": "Write"}),
    CompleteFollowUp: lambda world: CompleteFollowUp(*follow_up(world)),
    CancelFollowUp: lambda world: CancelFollowUp(*follow_up(world)),
    NoticeOverdue: lambda world: NoticeOverdue(*follow_up(world)),
    SendMessage: message,
    LogCall: lambda world: LogCall(
        customer_id=world.has_customer(),
        direction=Direction.INBOUND,
        phone="+493012345678",
        seconds=60,
        content=Content(text="They called"),
        call_time=world.now,
    ),
    ScheduleMeeting: lambda world: ScheduleMeeting(
        customer_id=world.has_customer(),
        type=CommunicationType.MEETING,
        content=Content("Site visit"),
        plan=plan(world),
    ),
    UpdateMeeting: lambda world: UpdateMeeting(*meeting(world), provided={"title": "Visit"}),
    CancelCommunication: lambda world: CancelCommunication(*meeting(world), reason="Rain"),
    TakeMessage: lambda world: TakeMessage(Claim(queued(world).id, uuid4()), "file", (), QuietHours.read("")),
    RecordSent: lambda world: RecordSent(in_hands(world), "file", "1", 0),
    RecordNotSent: lambda world: RecordNotSent(in_hands(world), CommunicationStatus.FAILED, "It was refused.", 0),
    PostponeMessage: lambda world: PostponeMessage(in_hands(world), "file", "It is away.", 30),
    ReturnMessage: lambda world: ReturnMessage(in_hands(world)),
    DispatchMessage: lambda world: DispatchMessage(
        world.send(message(world, send_at=world.now + timedelta(days=1))).id, frozenset({"file"})
    ),
    Decide: lambda world: Decide(
        world.has_customer(), None, CommunicationType.EMAIL, (ConsentPurpose.MARKETING,), granted=False, source="link"
    ),
    NoteBounce: lambda world: NoteBounce(world.has_customer(), None, "a@example.com", hard=True),
    NoteReport: lambda world: NoteReport(Report(queued(world).id, DELIVERED)),
    ReceiveSms: lambda world: ReceiveSms(world.has_customer(), (None,), "+493012345678", "Stop"),
    ReceiveEmail: letter,
    AddAttachment: attachment,
    RemoveAttachment: lambda world: RemoveAttachment(*removable(world)),
    SubmitComplaint: lambda world: SubmitComplaint(customer_id=world.has_customer(), matter=MATTER),
    MoveComplaint: lambda world: MoveComplaint(*complaint(world), to=ComplaintStatus.IN_PROGRESS, notes="n"),
    ResolveComplaint: lambda world: ResolveComplaint(*complaint(world), resolution="Paid back"),
    CommentOnComplaint: lambda world: CommentOnComplaint(*complaint(world), "Cold indeed", is_internal=True),
    UpdateComplaint: lambda world: UpdateComplaint(*complaint(world), provided={"category": "Heating"}),
    WaitForCustomer: lambda world: WaitForCustomer(*complaint(world), waiting=True),
    NoticeTime: lambda world: NoticeTime([overdue_complaint(world)]),
    WorkOutAnew: lambda world: WorkOutAnew([complaint(world)]),
    RateComplaint: lambda world: RateComplaint(*resolved_complaint(world), resolution=0, score=4, comment="Quick"),
    HearFromCustomer: lambda world: HearFromCustomer(waiting_complaint(world)[0], world.now),
    AssignComplaint: lambda world: AssignComplaint(*complaint(world), assigned_to="ben"),
    SubmitTestimonial: lambda world: SubmitTestimonial(
        customer_id=world.has_customer(), praise=PRAISE, consent=PublicationConsent(world.now, "form")
    ),
    UpdateTestimonial: lambda world: UpdateTestimonial(*testimonial(world), provided={"content": "Good"}),
    ApproveTestimonial: lambda world: ApproveTestimonial(*testimonial(world)),
    RejectTestimonial: lambda world: RejectTestimonial(*testimonial(world), reason="r"),
    UnapproveTestimonial: lambda world: UnapproveTestimonial(*approved(world)),
    WithdrawTestimonial: lambda world: WithdrawTestimonial(*testimonial(world), reason="r"),
    CreateTemplate: lambda _: CreateTemplate("Hello", TemplateChannel.EMAIL, HELLO),
    UpdateTemplate: lambda world: UpdateTemplate(template_id=template(world), provided={"body": "Bye"}),
    DeleteTemplate: lambda world: DeleteTemplate(template_id=template(world)),
    StartImport: lambda _: StartImport("a.csv", "a.csv", Options(), uuid4()),
    FileArrived: lambda _: FileArrived("dropped.csv", "v1"),
    RefuseFile: lambda _: RefuseFile("dropped", "none", "It is no file."),
    BeginImport: lambda world: BeginImport(*taken(world), 0, FileFormat.CSV, ("F", "L", "E"), MAPPINGS),
    ImportRows: lambda world: ImportRows(*taken(world, begun=True), 0, [(ROW, PARSED)], 1.0, {}),
    IndexContacts: lambda world: IndexContacts([contact(world)[0]], taken(world).lease),
    FinishImport: lambda world: FinishImport(*taken(world, begun=True), 0),
    FailImport: lambda world: FailImport(taken(world).id, "no reason"),
    ForgetRemarks: lambda world: ForgetRemarks(taken(world).id),
    RecogniseCopy: lambda world: RecogniseCopy(taken(world).id, "another"),
    CancelImport: lambda world: CancelImport(taken(world).id),
    UndoImport: lambda world: UndoImport(finished(world)),
    UndoRows: half_undone,
    RequestExport: lambda _: RequestExport(FileFormat.CSV, Filters(), ("email",)),
    FinishExport: lambda world: FinishExport(export(world), 3),
    FailExport: lambda world: FailExport(export(world), "no reason"),
    StartJob: lambda _: StartJob("contact-import", uuid4()),
    TakeJob: lambda world: TakeJob(Lease(world.takes_job(export(world)).job_id, uuid4())),
    KeepLease: lambda world: KeepLease(taken(world).lease),
    KeepCheckpoint: lambda world: KeepCheckpoint(taken(world).lease, {"row": 3}),
    ContinueJob: lambda world: ContinueJob(taken(world).lease),
    ReleaseJob: lambda world: ReleaseJob(taken(world).lease, counted=True),
    FinishJob: lambda world: FinishJob(taken(world).lease),
    HandOutJobs: lambda _: HandOutJobs(),
    ChangeConsent: lambda world: ChangeConsent(world.has_customer(), AGREED),
    ChangeContactConsent: lambda world: ChangeContactConsent(*contact(world), AGREED),
    Erase: lambda world: wish(world, world.has_customer()),
    Repeat: lambda world: Repeat(uuid4(), world.has_customer(), None, world.now, ("mark",)),
    NoteStore: lambda world: NoteStore(*erasing(world), "contacts", {}),
    FinishErasure: lambda world: FinishErasure(*erasing(world)),
    FailErasure: lambda world: FailErasure(erasing(world)[0], "no reason"),
}

"""A little of everything that messages do to the database."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

from shared.adapters.delivery import Limit, TryLater
from shared.attachments import queries as attachments
from shared.attachments.commands import AddAttachment, RemoveAttachment
from shared.attachments.names import COMMUNICATION_ATTACHMENTS
from shared.communications.callbacks import InboundSms
from shared.communications.commands import CancelCommunication, UpdateMeeting
from shared.communications.delivery_reports import CAME_BACK, DELIVERED, GONE, SPAM, NoteReport, Report
from shared.communications.inbound_email import receive
from shared.communications.inbound_sms import receive as receive_sms
from shared.communications.opting_out import NoteBounce
from shared.communications.queries import history_of, load_communication
from shared.communications.requests import CommunicationQuery
from shared.communications.values import Recipient
from shared.concepts import holdings
from shared.contacts.commands import AddContact
from shared.contacts.values import ContactDetails
from shared.kernel.naming import iso
from shared.platform.web.paging import Window
from shared.privacy.data_export import data_export
from tests.support.erasing import erased
from tests.support.messages import MARKETING, Post
from tests.support.samples import attachment, meeting
from tests.support.world import World


def messages_are_sent(world: World) -> None:
    post = Post(world)
    file = BytesIO(b"%PDF-1.7")
    kept = [AddAttachment(**vars(attachment(world)) | {"customer_id": post.customer}) for _ in range(2)]
    for one in kept:
        world.app.blobs.put(COMMUNICATION_ATTACHMENTS, one.blob_name, file)
        world.send(one)
    with_file = post.accepts(attachments=(kept[0].attachment_id,), purpose=MARKETING)
    world.send(RemoveAttachment(post.customer, kept[1].attachment_id))
    ada = world.send(AddContact(post.customer, ContactDetails("Ada", "L", "ada@post.example.com", "+4930777"))).id
    to_ada, text = post.accepts(recipient=Recipient(email="ADA@post.example.com")), post.accepts_sms()
    for id in (with_file, to_ada, text):
        post.delivers(id)
    for meaning in (CAME_BACK, DELIVERED, GONE, SPAM):
        world.send(NoteReport(Report(to_ada, meaning)))
    world.send(NoteBounce(post.customer, ada, "ada@post.example.com", hard=True))
    for _ in range(2):
        world.send(NoteBounce(post.customer, None, post.address, hard=False))
    post.provider.limits = (Limit(1, 60),)
    later = [post.accepts(recipient=Recipient(email=post.address)) for _ in range(2)]
    for id in later:
        post.delivers(id)
    post.provider.answer = busy
    post.accepts(send_at=world.now + timedelta(seconds=5))
    world.send(CancelCommunication(post.customer, post.accepts()))
    world.now += timedelta(minutes=1)
    post.is_time()
    post.provider.limits, post.provider.answer = (), busy
    post.delivers(post.accepts())
    receive_sms(world.app, InboundSms("1", post.phone, "stop"))
    receive_sms(world.app, InboundSms("2", "+4930777", "start"))
    receive(world.app, f"From: {post.address}\r\nIn-Reply-To: <{to_ada}@x>\r\n\r\nThanks".encode())
    receive(world.app, f"From: {post.address}\r\nReferences: <{to_ada}@x>\r\n\r\nThanks".encode())
    receive(world.app, f"From: {post.address}\r\nTo: reply+{to_ada.hex}-0@x.example\r\n\r\nThanks".encode())
    soft = post.world.has_customer(email=(address := "soft@post.example.com"))
    bouncing = [post.accepts(customer_id=soft, recipient=Recipient(email=address)) for _ in range(3)]
    for id, meaning in zip(bouncing, (CAME_BACK, CAME_BACK, DELIVERED), strict=True):
        world.send(NoteReport(Report(id, meaning)))
    customer, met = meeting(world, "ada@met.example.com")
    world.send(UpdateMeeting(customer, met, provided={"title": "Visit"}))
    _ask_about_messages(world, post.customer, with_file, kept[0].attachment_id)
    erased(world, post.customer, ada)
    erased(world, post.customer)
    erased(world, customer, world.send(AddContact(customer, ContactDetails("Ada", "L", "ada@met.example.com"))).id)


def old_messages_lose_their_content(world: World) -> None:
    post, one = Post(world), attachment(world)
    world.app.blobs.put(COMMUNICATION_ATTACHMENTS, one.blob_name, BytesIO(b"%PDF-1.7"))
    world.send(one)
    post.delivers(post.accepts())
    world.days_pass(400)
    world.forgets()


def busy() -> None:
    raise TryLater("Too many.", seconds=5)


def _ask_about_messages(world: World, customer: UUID, message: UUID, file: UUID) -> None:
    business = world.app.settings.business
    asked = {"type": "Email", "status": "Sent", "startDate": iso(world.now), "endDate": iso(world.now)}
    everything = CommunicationQuery.model_validate({"pageSize": 1, **asked}, strict=False)
    some = CommunicationQuery.model_validate({"pageSize": 1})
    with world.app.database.reading() as session:
        attachments.load_attachment(session, customer, file)
        attachments.list_attachments(session, customer, Window(1, 1, None, ""))
        load_communication(session, customer, message)
        page = history_of(session, customer, some, some.within(business, of="h"))
        onwards = some.model_copy(update={"cursor": page.next_cursor})
        history_of(session, customer, onwards, onwards.within(business, of="h"))
        history_of(session, customer, everything, everything.within(business, of="h"))
    data_export(world.app, holdings(), customer, None)

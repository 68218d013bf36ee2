"""Triggers of attachments: their API (ours; decisions "Communications")."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared import attachments
from shared.attachments.names import COMMUNICATION_ATTACHMENTS
from shared.composition import app
from shared.kernel.errors import DomainError
from shared.kernel.ids import new_id
from shared.platform import web
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import SALES, SUPPORT, VIEWERS
from shared.platform.web.upload import Upload

if TYPE_CHECKING:
    from shared.attachments.model import Attachment

LARGEST_FORM = 26_000_000

triggers = Triggers("Attachments", app, "Files that go with messages, or came with them.")


@triggers.route(
    "POST",
    "customers/{customer_id}/attachments",
    roles=SALES | SUPPORT,
    status=201,
    body_limit=LARGEST_FORM,
    errors=("CUST-001", "CUST-003"),
)
def add_attachment(
    customer_id: UUID, form: attachments.requests.AttachmentForm, file: Upload, call: RequestContext
) -> Reply[attachments.responses.AttachmentResponse]:
    """Upload a file of at most 25 MB, for messages to name by its id. What it is, its content says, not its name."""
    media_type, size = attachments.files.checked(file.name, file.content)
    attachment_id = new_id()
    blob_name = attachments.files.blob_name(customer_id, attachment_id)
    call.ask(attachments.queries.refuse_unknown, customer_id)
    app().blobs.put(COMMUNICATION_ATTACHMENTS, blob_name, file.content)  # a row never names what is not there

    def added(one: Attachment) -> Reply[attachments.responses.AttachmentResponse]:
        location = f"customers/{customer_id}/attachments/{one.id}"
        return Reply(attachments.responses.AttachmentResponse.of(one), etag=one.version, location=location)

    command = attachments.commands.AddAttachment(
        attachment_id=attachment_id,
        customer_id=customer_id,
        file_name=file.name,
        media_type=media_type,
        size=size,
        blob_name=blob_name,
    )
    try:
        return call.send(command, added)
    except DomainError:  # nobody will know of the file
        app().blobs.delete(COMMUNICATION_ATTACHMENTS, blob_name)
        raise


@triggers.route("GET", "customers/{customer_id}/attachments", roles=VIEWERS, errors=("CUST-001",))
def list_attachments(
    customer_id: UUID, query: web.paging.PageQuery, call: RequestContext
) -> Reply[web.paging.Page[attachments.responses.AttachmentResponse]]:
    """List a customer's attachments, newest first."""
    window = call.window(query, of=f"attachments of {customer_id}")
    return Reply(call.ask(attachments.queries.list_attachments, customer_id, window))


@triggers.route(
    "GET",
    "customers/{customer_id}/attachments/{attachment_id}",
    roles=VIEWERS,
    versioned=False,
    errors=("CUST-001", "ATT-001", "ATT-002"),
)
def get_attachment(
    customer_id: UUID, attachment_id: UUID, call: RequestContext
) -> Reply[attachments.responses.AttachmentLinkResponse]:
    """Show an attachment, with a link to its file that is good for five minutes; each call makes a new one."""
    found, blob = call.ask(attachments.queries.load_attachment, customer_id, attachment_id)
    url, until = attachments.files.link(app(), blob)
    return Reply(
        attachments.responses.AttachmentLinkResponse(**dict(found), download_url=url, download_url_expires_at=until)
    )


@triggers.route(
    "DELETE",
    "customers/{customer_id}/attachments/{attachment_id}",
    roles=SALES | SUPPORT,
    status=204,
    versioned=False,
    errors=("CUST-001", "CUST-003", "ATT-001"),
)
def remove_attachment(customer_id: UUID, attachment_id: UUID, call: RequestContext) -> Reply[None]:
    """Take an attachment away. Messages that were sent with it stay as they are."""

    def delete() -> None:
        blob = attachments.files.blob_name(customer_id, attachment_id)
        app().blobs.delete(COMMUNICATION_ATTACHMENTS, blob)

    command = attachments.commands.RemoveAttachment(customer_id, attachment_id)
    return call.send(command, lambda _gone: Reply(), then=delete)

"""What can be asked about attachments."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.attachments.mapping import ATTACHMENT
from shared.attachments.model import AttachmentNotFound
from shared.attachments.responses import AttachmentResponse
from shared.attachments.tables import attachments
from shared.customers.queries import contacts_version
from shared.platform.persistence.aliases import AnyRow
from shared.platform.web.listing import Order, page_of
from shared.platform.web.paging import Page, Window

c = attachments.c
NEWEST_FIRST = Order((c.CreatedAt, c.Id), descending=True)


def shown(row: AnyRow) -> AttachmentResponse:
    """A row of the table."""
    return AttachmentResponse.of(ATTACHMENT.shown(row))


def refuse_unknown(session: Session, customer_id: UUID) -> None:
    """Raises CustomerNotFound."""
    contacts_version(session, customer_id)


def load_attachment(session: Session, customer_id: UUID, attachment_id: UUID) -> tuple[AttachmentResponse, str]:
    """A customer's attachment, and the blob it is. Raises CustomerNotFound, AttachmentNotFound."""
    contacts_version(session, customer_id)
    which = (c.Id == attachment_id, c.CustomerId == customer_id, c.RemovedAt.is_(None))
    row = session.execute(select(attachments).where(*which)).one_or_none()
    if row is None:
        raise AttachmentNotFound(attachment_id)
    return shown(row), row.BlobName


def list_attachments(session: Session, customer_id: UUID, window: Window) -> Page[AttachmentResponse]:
    """A customer's attachments, newest first. Raises CustomerNotFound."""
    contacts_version(session, customer_id)
    mine = select(attachments).where(c.CustomerId == customer_id, c.RemovedAt.is_(None))
    return page_of(session, AttachmentResponse, mine, NEWEST_FIRST, window, shown)

"""What other concepts may ask of attachments inside their own unit of work."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from shared.attachments.model import AttachmentNotFound
from shared.attachments.tables import attachments
from shared.kernel.errors import Invalid
from shared.platform.persistence.bulk import in_values

MOST_BYTES = 25_000_000
"""Of all files that go with one message (specification §5.3.1 names none; providers take no more)."""

c = attachments.c
THESE = select(attachments).where(in_values(c.Id, "ids"), c.CustomerId == bindparam("customer"), c.RemovedAt.is_(None))


class StoredFile(NamedTuple):
    """An attachment, and the blob it is."""

    name: str
    media_type: str
    size: int
    blob: str


def load(session: Session, customer_id: UUID, ids: Collection[UUID]) -> Sequence[StoredFile]:
    """A customer's attachments, in this order. Raises AttachmentNotFound if one is gone."""
    rows = session.execute(THESE, {"ids": list(ids), "customer": customer_id})
    found = {row.Id: StoredFile(row.FileName, row.MediaType, row.Size, row.BlobName) for row in rows}
    for id in ids:
        if id not in found:
            raise AttachmentNotFound(id)
    return [found[id] for id in ids]


def refuse_foreign(session: Session, customer_id: UUID, ids: Collection[UUID]) -> None:
    """Raises Invalid unless all are the customer's, and together no larger than a message may be."""
    if not ids:
        return
    found = {row.Id: row.Size for row in session.execute(THESE, {"ids": list(ids), "customer": customer_id})}
    if missing := [str(id) for id in ids if id not in found]:
        raise Invalid.field("attachments", f"names {', '.join(missing)}: no attachment of this customer")
    if sum(found.values()) > MOST_BYTES:
        raise Invalid.field("attachments", f"must have at most {MOST_BYTES:,} bytes together")

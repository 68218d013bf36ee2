"""The attachment and its table."""

from shared.attachments.model import Attachment
from shared.attachments.tables import attachments
from shared.platform.persistence.mapping import Fields, map_aggregate

c = attachments.c

ATTACHMENT = Fields(
    {
        "id": c.Id,
        "customer_id": c.CustomerId,
        "file_name": c.FileName,
        "media_type": c.MediaType,
        "size": c.Size,
        "blob_name": c.BlobName,
        "created_at": c.CreatedAt,
        "created_by": c.CreatedBy,
        "removed_at": c.RemovedAt,
        "version": c.RowVersion,
    }
)


def map_aggregates() -> None:
    """Teaches SQLAlchemy the attachment."""
    map_aggregate(Attachment, attachments, ATTACHMENT, key=c.Id)

"""The attachment: a file of a customer's, by what it is and not by what it is called (decisions "Communications")."""

from datetime import datetime
from uuid import UUID

from shared.attachments.events import AttachmentAdded, AttachmentRemoved
from shared.kernel.errors import Conflict, NotFound
from shared.kernel.events import CustomersAggregate


class AttachmentNotFound(NotFound):
    code = "ATT-001"
    meaning = "Attachment not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Attachment {id} does not exist.")


class NotScanned(Conflict):
    code = "ATT-002"
    meaning = "The attachment is not found free of malware yet, or it is malware"

    def __init__(self, result: str) -> None:
        super().__init__(f"{self.meaning}: {result}.")


class Attachment(CustomersAggregate):
    """A file in storage. It never changes."""

    def __init__(
        self,
        id: UUID,
        customer_id: UUID,
        file_name: str,
        media_type: str,
        size: int,
        blob_name: str,
        *,
        by: str,
        at: datetime,
    ) -> None:
        self.id, self.version = id, 0
        self.customer_id, self.file_name, self.media_type, self.size = customer_id, file_name, media_type, size
        self.blob_name = blob_name
        self.created_at, self.created_by = at, by
        self.removed_at: datetime | None = None
        event = AttachmentAdded(
            attachment_id=id,
            customer_id=customer_id,
            file_name=file_name,
            media_type=media_type,
            size=size,
            added_at=at,
            added_by=by,
        )
        self.record(event, {})

    def remove(self, *, by: str, at: datetime) -> None:
        """It is not to be had any more; its file goes."""
        self.removed_at, self.file_name = at, ""
        event = AttachmentRemoved(attachment_id=self.id, customer_id=self.customer_id, removed_at=at, removed_by=by)
        self.record(event, {})

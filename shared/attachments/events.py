"""What can happen to an attachment (ours)."""

from datetime import datetime
from uuid import UUID

from shared.communications.names import COMMUNICATION_EVENTS
from shared.kernel.events import DomainEvent, Personal, event


@event(to=COMMUNICATION_EVENTS)
class AttachmentAdded(DomainEvent):
    attachment_id: UUID
    customer_id: UUID
    file_name: Personal[str]
    media_type: str
    size: int
    """Bytes."""
    added_at: datetime
    added_by: str


@event(to=COMMUNICATION_EVENTS)
class AttachmentRemoved(DomainEvent):
    attachment_id: UUID
    customer_id: UUID
    removed_at: datetime
    removed_by: str

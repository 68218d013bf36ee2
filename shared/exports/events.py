"""What is told of an export (specification §4.2.7; the request, which sets the work going, is ours)."""

from datetime import datetime
from uuid import UUID

from shared.kernel.events import DomainEvent, event
from shared.platform.messaging.topology import CONTACT_EVENTS, EXPORT_REQUESTS


@event(topic=EXPORT_REQUESTS)
class ContactExportRequested(DomainEvent):
    export_id: UUID
    requested_at: datetime
    requested_by: str


@event(topic=CONTACT_EVENTS)
class ContactListExported(DomainEvent):
    export_id: UUID
    record_count: int
    format: str
    blob_url: str
    """`container/name`; a link to it is handed out by the export's resource only."""
    exported_at: datetime
    exported_by: str

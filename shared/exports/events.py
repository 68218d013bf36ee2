"""What is published of an export (specification §4.2.7; the request is ours)."""

from datetime import datetime
from uuid import UUID

from shared.contacts.names import CONTACT_EVENTS
from shared.kernel.events import DomainEvent, event


@event(to=CONTACT_EVENTS)
class ContactExportRequested(DomainEvent):
    export_id: UUID
    requested_at: datetime
    requested_by: str


@event(to=CONTACT_EVENTS)
class ContactListExported(DomainEvent):
    export_id: UUID
    record_count: int
    format: str
    blob_url: str
    """`container/name`; a link to it is handed out by the export's resource only."""
    exported_at: datetime
    exported_by: str

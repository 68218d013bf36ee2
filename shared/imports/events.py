"""What is told of an import (specification §4.2.6)."""

from datetime import datetime
from uuid import UUID

from shared.event_log.topology import CONTACT_EVENTS
from shared.kernel.events import DomainEvent, Personal, fact


@fact(topic=CONTACT_EVENTS)
class ContactListImported(DomainEvent):
    import_id: UUID
    total_records: int
    successful_records: int
    failed_records: int
    errors: Personal[tuple[str, ...]]
    """At most 100; the import's own error list has them all."""
    imported_at: datetime
    imported_by: str

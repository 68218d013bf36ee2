"""What is published of an import (specification §4.2.6; undoing is ours)."""

from datetime import datetime
from uuid import UUID

from shared.contacts.names import CONTACT_EVENTS
from shared.kernel.events import DomainEvent, Personal, event


@event(to=CONTACT_EVENTS)
class ContactListImported(DomainEvent):
    import_id: UUID
    total_records: int
    successful_records: int
    failed_records: int
    errors: Personal[tuple[str, ...]]
    """At most 100; the import's own error list has them all."""
    imported_at: datetime
    imported_by: str


@event(to=CONTACT_EVENTS)
class ContactImportUndoRequested(DomainEvent):
    import_id: UUID
    requested_at: datetime
    requested_by: str


@event(to=CONTACT_EVENTS)
class ContactListImportUndone(DomainEvent):
    import_id: UUID
    undone_records: int
    kept_records: int
    """Contacts that changed since the import."""
    undone_at: datetime
    undone_by: str


ListChange = ContactListImported | ContactListImportUndone
"""What changes the contacts of many customers at once."""

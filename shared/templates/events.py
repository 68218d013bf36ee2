"""What can happen to a template (ours). Its text is the organisation's own, and about nobody."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shared.communications.names import COMMUNICATION_EVENTS
from shared.kernel.events import DomainEvent, event


@event(to=COMMUNICATION_EVENTS)
class TemplateCreated(DomainEvent):
    template_id: UUID
    name: str
    channel: str
    created_at: datetime
    created_by: str


@event(to=COMMUNICATION_EVENTS)
class TemplateUpdated(DomainEvent):
    template_id: UUID
    changed_fields: Mapping[str, object]
    """API field name → new value."""
    content_version: int
    updated_at: datetime
    updated_by: str


@event(to=COMMUNICATION_EVENTS)
class TemplateDeleted(DomainEvent):
    template_id: UUID
    deleted_at: datetime
    deleted_by: str

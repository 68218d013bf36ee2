"""Attachments by identity."""

from uuid import UUID

from shared.attachments.model import Attachment, AttachmentNotFound
from shared.platform.persistence.repository import AggregateRepository


class AttachmentRepository(AggregateRepository[Attachment]):
    kind, not_found = Attachment, AttachmentNotFound

    def of_customer(self, customer_id: UUID, id: UUID) -> Attachment:
        """As `get`; another customer's, and one that was removed, is as absent as none."""
        found = self.get(id)
        if found.customer_id != customer_id or found.removed_at is not None:
            raise AttachmentNotFound(id)
        return found

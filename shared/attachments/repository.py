"""Attachments by identity."""

from uuid import UUID

from shared.attachments.model import Attachment, AttachmentNotFound
from shared.platform.persistence.repository import CustomersRepository, Versions


class AttachmentRepository(CustomersRepository[Attachment]):
    kind, not_found = Attachment, AttachmentNotFound

    def of_customer(self, customer_id: UUID, id: UUID, *, expecting: Versions = None) -> Attachment:
        """As of any that a customer has; one that was removed is as absent as none."""
        found = super().of_customer(customer_id, id, expecting=expecting)
        if found.removed_at is not None:
            raise AttachmentNotFound(id)
        return found

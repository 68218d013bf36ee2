"""What can be done with attachments, each in one transaction."""

from dataclasses import dataclass
from uuid import UUID

from shared.attachments.model import Attachment
from shared.attachments.repository import AttachmentRepository
from shared.customers import services as customers
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork


@dataclass(frozen=True, kw_only=True)
class AddAttachment(Command[Attachment]):
    """Notes a file that is in storage. Raises CustomerNotFound, CustomerArchived."""

    attachment_id: UUID
    customer_id: UUID
    file_name: str
    media_type: str
    size: int
    blob_name: str
    even_merging: bool = False
    """Whether it came from outside, by itself."""

    def handle(self, uow: UnitOfWork) -> Attachment:
        customers.hold(uow, self.customer_id, even_merging=self.even_merging)
        made = Attachment(
            self.attachment_id,
            self.customer_id,
            self.file_name,
            self.media_type,
            self.size,
            self.blob_name,
            by=uow.actor,
            at=uow.now,
        )
        return uow.repository(AttachmentRepository).add(made)


@dataclass(frozen=True)
class RemoveAttachment(Command[Attachment]):
    """Takes a file away. Raises CustomerNotFound, CustomerArchived, AttachmentNotFound."""

    customer_id: UUID
    attachment_id: UUID

    def handle(self, uow: UnitOfWork) -> Attachment:
        customers.hold(uow, self.customer_id)
        found = uow.repository(AttachmentRepository).of_customer(self.customer_id, self.attachment_id)
        found.remove(by=uow.actor, at=uow.now)
        return found

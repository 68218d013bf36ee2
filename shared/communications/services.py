"""What other concepts may do with communications inside their own unit of work."""

from uuid import UUID

from shared.communications.errors import CommunicationNotFound
from shared.communications.repository import CommunicationRepository
from shared.kernel.errors import Invalid
from shared.platform.application.unit_of_work import UnitOfWork


def file(uow: UnitOfWork, customer_id: UUID, communication_id: UUID, complaint_id: UUID) -> None:
    """Notes that a complaint was made of a communication; its customer must be held. Raises Invalid."""
    try:
        one = uow.repository(CommunicationRepository).of_customer(customer_id, communication_id)
    except CommunicationNotFound:
        raise Invalid.field("communicationId", "must be a communication of this customer") from None
    if one.complaint_id is not None:
        raise Invalid.field("communicationId", "was filed as a complaint already")
    one.file(complaint_id, by=uow.actor, at=uow.now)

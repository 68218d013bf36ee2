"""Complaints by identity, and their numbers."""

from uuid import UUID

from shared.complaints.comment import ComplaintComment
from shared.complaints.errors import ComplaintNotFound
from shared.complaints.model import Complaint
from shared.platform.persistence.number_series import NumberSeries
from shared.platform.persistence.repository import AggregateRepository, Versions

NUMBERS = NumberSeries("complaints", "ComplaintNumbers")


class ComplaintRepository(AggregateRepository[Complaint]):
    kind, not_found = Complaint, ComplaintNotFound

    def of_customer(self, customer_id: UUID, id: UUID, *, expecting: Versions = None) -> Complaint:
        """As `get`; another customer's is as absent as none."""
        if self.get(id).customer_id != customer_id:
            raise ComplaintNotFound(id)
        return self.get(id, expecting=expecting)

    def next_number(self) -> int:
        """The next complaint number: unique under any concurrency, gaps allowed."""
        return NUMBERS.take(self.session)[0]


class CommentRepository(AggregateRepository[ComplaintComment]):
    kind, not_found = ComplaintComment, ComplaintNotFound

"""Follow-ups by identity."""

from uuid import UUID

from shared.follow_ups.model import FollowUp, FollowUpNotFound
from shared.platform.persistence.repository import AggregateRepository, Versions


class FollowUpRepository(AggregateRepository[FollowUp]):
    kind, not_found = FollowUp, FollowUpNotFound

    def of_customer(self, customer_id: UUID, id: UUID, *, expecting: Versions = None) -> FollowUp:
        """As `get`; another customer's is as absent as none."""
        found = self.get(id)
        if found.customer_id != customer_id:
            raise FollowUpNotFound(id)
        return self.get(id, expecting=expecting)

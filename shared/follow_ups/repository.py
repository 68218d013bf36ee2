"""Follow-ups by identity."""

from shared.follow_ups.model import FollowUp, FollowUpNotFound
from shared.platform.persistence.repository import CustomersRepository


class FollowUpRepository(CustomersRepository[FollowUp]):
    kind, not_found = FollowUp, FollowUpNotFound

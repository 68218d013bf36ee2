"""What can be wrong with a complaint (specification Appendix A; COMP-003 is ours)."""

from uuid import UUID

from shared.complaints.values import ComplaintStatus
from shared.kernel.errors import Conflict, NotFound


class ComplaintNotFound(NotFound):
    code = "COMP-001"
    meaning = "Complaint not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Complaint {id} does not exist.")


class AlreadyResolved(Conflict):
    code = "COMP-002"
    meaning = "Complaint already resolved"

    def __init__(self, status: ComplaintStatus) -> None:
        super().__init__(f"The complaint is {status.lower()}.")


class WrongComplaintMove(Conflict):
    code = "COMP-003"
    meaning = "The complaint's state does not allow this"

    def __init__(self, status: ComplaintStatus, what: str) -> None:
        super().__init__(f"The complaint is {status}: {what}.")


class NotAsked(Conflict):
    """Nobody wants to know any more; the page of the link says so."""

"""What communications answer when they decline (specification, Appendix A)."""

from uuid import UUID

from shared.kernel.errors import Conflict, Invalid, NotFound


class UnknownRecipient(Invalid):
    code = "COMM-001"
    meaning = "The recipient is an address of neither the customer nor one of its contacts"

    def __init__(self, field: str) -> None:
        super().__init__(f"{self.meaning}.", {field: ["must be an address of the customer or of one of its contacts"]})


class CommunicationNotFound(NotFound):
    code = "COMM-003"
    meaning = "Communication not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Communication {id} does not exist.")


class NotCancellable(Conflict):
    code = "COMM-004"
    meaning = "The communication can't be cancelled or moved any more"

    def __init__(self, why: str) -> None:
        super().__init__(f"It can't be changed any more: {why}.")

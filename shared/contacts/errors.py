"""What can be wrong with a request about a contact (specification, Appendix A)."""

from uuid import UUID

from shared.kernel.errors import Conflict, NotFound


class ContactNotFound(NotFound):
    code = "CONT-001"
    meaning = "Contact not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Contact {id} does not exist.")


class DuplicateContactEmail(Conflict):
    code = "CONT-002"
    meaning = "Duplicate contact email"

    def __init__(self) -> None:
        super().__init__("Another contact of this customer already has this e-mail address.")


class PrimaryContactRemoval(Conflict):
    code = "CONT-003"
    meaning = "Primary contact cannot be removed"

    def __init__(self) -> None:
        super().__init__("The primary contact can't be removed while there are others; hand over first.")


class TooManyContacts(Conflict):
    code = "CONT-004"
    meaning = "The customer has as many contacts as it may have"

    def __init__(self, limit: int) -> None:
        super().__init__(f"The customer has {limit} contacts and can have no more.")
        self.limit = limit

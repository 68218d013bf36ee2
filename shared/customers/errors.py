"""What can be wrong with a request about a customer (specification, Appendix A)."""

from uuid import UUID

from shared.customers.values import CustomerStatus
from shared.kernel.errors import Conflict, NotFound


class CustomerNotFound(NotFound):
    code = "CUST-001"
    meaning = "Customer not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Customer {id} does not exist.")


class DuplicateCustomerEmail(Conflict):
    code = "CUST-002"
    meaning = "Duplicate customer email"

    def __init__(self) -> None:
        super().__init__("Another customer already has this primary e-mail address.")


class InvalidStatusTransition(Conflict):
    code = "CUST-003"
    meaning = "Invalid customer status transition, or a change to an archived customer"

    def __init__(self, status: CustomerStatus, to: CustomerStatus) -> None:
        super().__init__(f"A customer that is {status} cannot become {to}.")


class CustomerArchived(InvalidStatusTransition):
    """An archived customer takes no change at all."""

    def __init__(self) -> None:
        Conflict.__init__(self, "The customer is archived and can no longer be changed.")


class CustomerMerging(InvalidStatusTransition):
    """What takes part in a merge that is not done can't be merged or erased; the source takes no change at all."""

    passes = True

    def __init__(self) -> None:
        Conflict.__init__(self, "The customer is being merged with another; it can be changed when that is done.")


class AlreadyDeactivated(Conflict):
    code = "CUST-004"
    meaning = "Customer already deactivated"

    def __init__(self) -> None:
        super().__init__("The customer is already deactivated.")

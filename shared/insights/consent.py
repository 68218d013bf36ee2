"""Whether a customer's data may be analysed: without consent to their processing nothing is."""

from uuid import UUID

from sqlalchemy.orm import Session

from shared.customers.queries import known


def agrees(session: Session, customer_id: UUID) -> bool | None:
    """Whether a customer agrees; None if there is none that could."""
    customer = known(session, [customer_id]).get(customer_id)
    return None if customer is None else customer.agrees

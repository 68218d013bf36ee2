"""Whether a customer's data may be analysed: without consent to their processing nothing is."""

from uuid import UUID

from sqlalchemy.orm import Session

from shared.customers.queries import agrees_now, known
from shared.insights.errors import NoProcessingConsent


def agrees(session: Session, customer_id: UUID) -> bool | None:
    """Whether a customer agrees; None if there is none that could."""
    customer = known(session, [customer_id]).get(customer_id)
    return None if customer is None else customer.agrees


def refuse_without(session: Session, customer_id: UUID) -> None:
    """What was found before a customer withdrew is not shown, whether it is gone by now or not.

    Raises NoProcessingConsent.
    """
    if not agrees_now(session, customer_id):
        raise NoProcessingConsent

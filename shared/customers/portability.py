"""What is held about a customer as such."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from shared.customers.queries import load_customer
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    if contact_id is None:
        with database.replica_session() as session:
            customer = load_customer(session, customer_id)
        yield customer.response.model_dump(mode="json", by_alias=True)


HOLDINGS = (
    Holding(
        "customer",
        "From whoever registered it, from itself, or from a list. For the business with it; kept until it is erased.",
        _read,
    ),
)

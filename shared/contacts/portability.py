"""What is held about contacts."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from shared.contacts.queries import load_contacts
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    with database.replica_session() as session:
        found = load_contacts(session, customer_id).response.contacts
    for one in found:
        if contact_id in (None, one.id):
            yield one.model_dump(mode="json", by_alias=True)


HOLDINGS = (
    Holding(
        "contacts",
        "From whoever added them, or from a list. To reach the customer by; kept until they are removed or erased.",
        _read,
    ),
)

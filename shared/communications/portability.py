"""What is held of communications."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select

from shared.communications.queries import shown
from shared.communications.tables import communications
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding

c = communications.c


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    mine = select(communications).where(c.CustomerId == customer_id).order_by(c.OccurredAt, c.Id)
    if contact_id:
        mine = mine.where(c.ContactId == contact_id)
    with database.replica_session() as session:
        for row in session.execute(mine, execution_options={"yield_per": 1000}):
            yield shown(row).model_dump(mode="json", by_alias=True)


HOLDINGS = (
    Holding(
        "communications",
        "Written to the customer, by it, or noted by whoever talked with it. To do business; contents are kept as long"
        " as the setting MaxCommunicationHistoryRetention says.",
        _read,
    ),
)

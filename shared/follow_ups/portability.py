"""What is held of follow-ups."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select

from shared.follow_ups.queries import shown
from shared.follow_ups.tables import follow_ups
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding

c = follow_ups.c


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    if contact_id:
        return
    with database.replica_session() as session:
        mine = select(follow_ups).where(c.CustomerId == customer_id).order_by(c.DueDate, c.Id)
        for row in session.execute(mine, execution_options={"yield_per": 1000}):
            yield shown(row).model_dump(mode="json", by_alias=True)


HOLDINGS = (
    Holding("followUps", "From whoever noted them. To do what was agreed; kept until the customer is erased.", _read),
)

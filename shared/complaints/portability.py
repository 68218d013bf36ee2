"""What is held of complaints."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select

from shared.complaints.queries import shown
from shared.complaints.tables import complaints
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding

c = complaints.c


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    mine = select(complaints).where(c.CustomerId == customer_id).order_by(c.CreatedAt, c.Id)
    if contact_id:
        mine = mine.where(c.ContactId == contact_id)
    with database.replica_session() as session:
        for row in session.execute(mine, execution_options={"yield_per": 1000}):
            yield shown(row).model_dump(mode="json", by_alias=True)


HOLDINGS = (
    Holding(
        "complaints",
        "From the person itself, as whoever noted it says. To mend what went wrong; kept until it is erased.",
        _read,
    ),
)

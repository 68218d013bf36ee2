"""What is held of testimonials."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select

from shared.platform.persistence.database import Database
from shared.platform.portability import Holding
from shared.testimonials.queries import shown
from shared.testimonials.tables import testimonials

c = testimonials.c


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    mine = select(testimonials).where(c.CustomerId == customer_id).order_by(c.CreatedAt, c.Id)
    if contact_id:
        mine = mine.where(c.ContactId == contact_id)
    with database.replica_session() as session:
        for row in session.execute(mine, execution_options={"yield_per": 1000}):
            yield shown(row).model_dump(mode="json", by_alias=True)


HOLDINGS = (
    Holding(
        "testimonials",
        "From the person itself, as whoever noted it says. To show what customers think; kept until it is erased.",
        _read,
    ),
)

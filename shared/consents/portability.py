"""What is held of consents."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select

from shared.consents.responses import ConsentResponse
from shared.consents.tables import consents
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding

c = consents.c


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    mine = select(consents).where(c.CustomerId == customer_id).order_by(c.ChangedAt, c.Id)
    with database.replica_session() as session:
        for row in session.execute(mine.where(c.ContactId == contact_id) if contact_id else mine):
            yield ConsentResponse.of(row).model_dump(mode="json", by_alias=True)


HOLDINGS = (
    Holding(
        "consents", "From the person itself, as whoever noted it says. To prove them; kept until it is erased.", _read
    ),
)

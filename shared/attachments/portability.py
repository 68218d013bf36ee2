"""What is held of attachments: what they are. The files are had by their links."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select

from shared.attachments.queries import shown
from shared.attachments.tables import attachments
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding

c = attachments.c


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    if contact_id:
        return
    with database.replica_session() as session:
        mine = select(attachments).where(c.CustomerId == customer_id, c.RemovedAt.is_(None))
        for row in session.execute(mine.order_by(c.CreatedAt, c.Id), execution_options={"yield_per": 1000}):
            yield shown(row).model_dump(mode="json", by_alias=True)


HOLDINGS = (
    Holding("attachments", "Files that were sent or came in. To show what was said; kept as messages are.", _read),
)

"""What is held of complaints."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select

from shared.complaints.queries import comment, shown
from shared.complaints.tables import complaint_comments, complaints
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding

c, o = complaints.c, complaint_comments.c


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    mine = select(complaints).where(c.CustomerId == customer_id).order_by(c.CreatedAt, c.Id)
    if contact_id:
        mine = mine.where(c.ContactId == contact_id)
    with database.replica_session() as session:
        for row in session.execute(mine, execution_options={"yield_per": 1000}):
            yield shown(row).model_dump(mode="json", by_alias=True)


def _comments(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    mine = select(complaint_comments).where(o.CustomerId == customer_id).order_by(o.CreatedAt, o.Id)
    if contact_id:
        mine = mine.join(complaints, c.Id == o.ComplaintId).where(c.ContactId == contact_id)
    with database.replica_session() as session:
        for row in session.execute(mine, execution_options={"yield_per": 1000}):
            yield comment(row).model_dump(mode="json", by_alias=True)


HOLDINGS = (
    Holding(
        "complaints",
        "From the person itself, as whoever noted it says. To mend what went wrong; kept until it is erased.",
        _read,
    ),
    Holding(
        "complaintComments",
        "From us, while we work on a complaint. To mend what went wrong; kept until it is erased.",
        _comments,
    ),
)

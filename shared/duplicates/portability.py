"""What is held of duplicates: with whom a customer was compared, and why the two may be one."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import or_, select

from shared.duplicates.tables import duplicate_pairs
from shared.kernel.naming import iso
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding

p = duplicate_pairs.c


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    if contact_id:
        return
    mine = or_(p.FirstCustomerId == customer_id, p.SecondCustomerId == customer_id)
    with database.replica_session() as session:
        for row in session.execute(select(duplicate_pairs).where(mine).order_by(p.FirstCustomerId, p.SecondCustomerId)):
            other = row.SecondCustomerId if row.FirstCustomerId == customer_id else row.FirstCustomerId
            yield {"otherCustomerId": str(other), "reasons": dict(row.Reasons), "foundAt": iso(row.FoundAt)}


HOLDINGS = (
    Holding(
        "duplicates",
        "Worked out of what is held, to find customers that were entered twice; kept until they are erased.",
        _read,
    ),
)

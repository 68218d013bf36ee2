"""What is held of duplicates: with whom a customer was compared, and why the two may be one."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select

from shared.duplicates.repository import OF_ONE
from shared.duplicates.tables import duplicate_pairs
from shared.kernel.naming import iso
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding

p = duplicate_pairs.c


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    if contact_id:
        return
    pairs = select(duplicate_pairs).where(OF_ONE).order_by(p.FirstCustomerId, p.SecondCustomerId)
    with database.replica_session() as session:
        for row in session.execute(pairs, {"customer": customer_id}):
            other = row.SecondCustomerId if row.FirstCustomerId == customer_id else row.FirstCustomerId
            yield {"otherCustomerId": str(other), "reasons": dict(row.Reasons), "foundAt": iso(row.FoundAt)}


HOLDINGS = (
    Holding(
        "duplicates",
        "Worked out of what is held, to find customers that were entered twice; kept until they are erased.",
        _read,
    ),
)

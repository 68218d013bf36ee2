"""What the event log holds about a customer or a contact: all that happened, with the values of then."""

from collections.abc import Iterator, Mapping
from itertools import batched
from uuid import UUID

from sqlalchemy import select

from shared.kernel.naming import iso
from shared.platform.messaging.event_log import BY_TIME, LoggedEvent, read
from shared.platform.messaging.tables import domain_events
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding

AT_ONCE = 1_000
t = domain_events.c


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    wanted = select(domain_events).where(t.CustomerId == customer_id).order_by(*BY_TIME)
    if contact_id:
        wanted = wanted.where(t.AggregateId == contact_id)
    with database.replica_session() as session, database.replica_session() as beside:
        rows = session.execute(wanted, execution_options={"yield_per": AT_ONCE})
        for some in batched(rows, AT_ONCE, strict=False):
            yield from map(_shown, read(beside, some))


def _shown(event: LoggedEvent) -> Mapping[str, object]:
    return {
        "id": str(event.id),
        "type": event.type,
        "about": str(event.aggregate_id),
        "version": event.sequence,
        "occurredAt": iso(event.occurred_at),
        "by": event.by,
        "data": event.data,
        "changes": {path: {"old": change.old, "new": change.new} for path, change in event.changes.items()},
    }


HOLDINGS = (
    Holding(
        "events",
        "Written with every change, encrypted. To show who changed what, and published to the business's own consumers;"
        " kept for seven years, unreadable once the person is erased.",
        _read,
    ),
)

"""The one place that writes the event log, and the one place that reads it."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zlib import crc32

from sqlalchemy.orm import Session

from shared.kernel.events import Change, DomainEvent, Entity, PendingEvent
from shared.kernel.ids import new_id
from shared.kernel.naming import to_json
from shared.platform.messaging.tables import SHARDS, domain_events, outbox
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.bulk import insert_rows


@dataclass(frozen=True)
class LoggedEvent:
    """An event as the log holds it."""

    id: UUID
    type: str
    aggregate_id: UUID
    sequence: int
    customer_id: UUID | None
    data: dict[str, object]
    """The event's fields with camelCase keys, as on the wire."""
    changes: dict[str, Change]
    occurred_at: datetime
    by: str | None


def append(
    session: Session,
    pending: Iterable[tuple[Entity, PendingEvent]],
    *,
    by: str,
    at: datetime,
    trace_parent: str | None,
    log_only: Collection[type[DomainEvent]] = (),
) -> int:
    """Logs events and queues them for the bus, inside the caller's transaction. Returns how many.

    Kinds in `log_only` are not published.
    """
    entries, queued = [], []
    for entity, (_, sequence, event, changes) in pending:
        event_id = new_id()
        customer_id = getattr(event, "customer_id", None)
        entries.append(
            {
                "Id": event_id,
                "AggregateId": entity.id,
                "AggregateType": type(entity).__name__,
                "EventType": type(event).__name__,
                "EventData": to_json({key: getattr(event, name) for name, key in event.keys}).decode(),
                "EventVersion": sequence,
                "OccurredAt": at,
                "UserId": by,
                "CustomerId": customer_id,
                "Changes": to_json({path: (old, new) for path, (old, new) in changes.items()}).decode(),
            }
        )
        if type(event) in log_only:
            continue
        session_id = str(customer_id or entity.id)
        queued.append(
            {
                "EventId": event_id,
                "Topic": str(event.destination),
                "SessionId": session_id,
                "Shard": crc32(session_id.encode()) % SHARDS,
                "TraceParent": trace_parent,
                "DueAt": at,
            }
        )
    insert_rows(session, domain_events, entries)
    insert_rows(session, outbox, queued)
    return len(entries)


def read(rows: Iterable[AnyRow]) -> Iterator[LoggedEvent]:
    """Rows of the log as events."""
    return map(logged_event, rows)


def logged_event(row: AnyRow, prefix: str = "") -> LoggedEvent:
    """A row of the log, whose columns may have a prefix, as an event."""
    columns = {name: row._mapping[f"{prefix}{name}"] for name in domain_events.c.keys()}  # noqa: SIM118 - no mapping
    return LoggedEvent(
        id=columns["Id"],
        type=columns["EventType"],
        aggregate_id=columns["AggregateId"],
        sequence=columns["EventVersion"],
        customer_id=columns["CustomerId"],
        data=json.loads(columns["EventData"]),
        changes={path: Change(*pair) for path, pair in json.loads(columns["Changes"]).items()},
        occurred_at=columns["OccurredAt"],
        by=columns["UserId"],
    )


t = domain_events.c
BY_TIME = (t.OccurredAt, t.EventVersion, t.Id)
"""The order of events of several entities."""
BY_VERSION = (t.EventVersion, t.Id)
"""The order of one entity's events: its sequence, whatever the clocks said."""

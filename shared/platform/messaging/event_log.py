"""The one place that writes the event log, and the one place that reads it: it seals, encrypts and decrypts."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy import RowMapping
from sqlalchemy.orm import Session

from shared.kernel.events import Change, DomainEvent, Entity, PendingEvent
from shared.kernel.ids import new_id
from shared.kernel.naming import from_json, to_json
from shared.platform.encryption.keyring import Purpose
from shared.platform.messaging.chain import CHAINED, link, spelt, text_of
from shared.platform.messaging.streams import KeyDestroyed, Stream, Streams
from shared.platform.messaging.tables import SHARDS, domain_events, outbox
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.bulk import insert_rows

SEALED = "sealed"
"""The key under which what is personal stands, encrypted. No field of an event is called so."""


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
    erased: bool = False
    """Whether something of it can't be read any more, as whom it is about was erased."""


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
    recorded = list(pending)
    streams = Streams(session)
    streams.load(
        [
            id
            for entity, (_, sequence, event, _) in recorded
            for id in _needed(entity.id, sequence, event, keyed_early=entity.keyed_early)
        ]
    )
    chain = streams.keyring.at_hand(Purpose.CHAIN).secret if recorded else b""
    entries, queued = [], []
    for entity, (_, sequence, event, changes) in recorded:
        event_id = new_id()
        customer_id = getattr(event, "customer_id", None)
        stream = streams.of(entity.id, customer_id)
        entry = {
            "Id": event_id,
            "AggregateId": entity.id,
            "AggregateType": entity.kind_name,
            "EventType": type(event).__name__,
            "EventData": sealed_data(_parts(event), type(event).personal_keys.values(), event_id, stream, streams),
            "EventVersion": sequence,
            "OccurredAt": at,
            "UserId": by,
            "CustomerId": customer_id,
            "Changes": sealed_changes(
                {path: (old, new) for path, (old, new) in changes.items()}, event_id, stream, streams
            ),
        }
        entry["Seal"] = spelt(link(chain, stream.seal, stored(entry)))
        streams.advance(stream, sequence, str(entry["Seal"]))
        entries.append(entry)
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
    streams.write()
    return len(entries)


def _needed(id: UUID, sequence: int, event: DomainEvent, *, keyed_early: bool) -> Iterator[UUID]:
    """The streams an event needs that may be there already: its own, if it is not the first, and its customer's."""
    if sequence > 1 or keyed_early:
        yield id
    customer_id = getattr(event, "customer_id", None)
    if customer_id is not None and customer_id != id:
        yield customer_id


def _parts(event: DomainEvent) -> dict[str, object]:
    """The event's fields by their keys on the wire."""
    return {key: getattr(event, name) for name, key in event.keys}


def sealed_data(
    data: Mapping[str, object], personal: Collection[str], event_id: UUID, stream: Stream, streams: Streams
) -> str:
    """An event's fields as JSON; the personal ones in one piece, encrypted."""
    plain = {key: value for key, value in data.items() if key not in personal}
    if len(plain) < len(data):
        secret = to_json({key: value for key, value in data.items() if key in personal})
        plain[SEALED] = streams.key_for_writing(stream).seal(secret, f"{event_id}/data")
    return to_json(plain).decode()


def sealed_changes(changes: Mapping[str, object], event_id: UUID, stream: Stream, streams: Streams) -> str:
    """What became of fields, old and new, as JSON in one piece, encrypted."""
    if not changes:
        return "{}"
    return to_json({SEALED: streams.key_for_writing(stream).seal(to_json(changes), f"{event_id}/changes")}).decode()


def stored(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """An event's columns as texts, in the order in which they are sealed: the same from every database."""
    return tuple(text_of(entry[name]) for name in CHAINED)


def read(session: Session, rows: Sequence[AnyRow], prefix: str = "", *, data: bool = True) -> list[LoggedEvent]:
    """Rows of the log, whose columns may have a prefix, as events; without their data where only changes are shown.

    What is about somebody who was erased since is left out of them. Raises Unreachable if the keys can't be had.
    """
    opened = opener(session, rows, prefix, data=data)
    return [opened(row) for row in rows]


def opener(
    session: Session, rows: Sequence[AnyRow], prefix: str = "", *, data: bool = True
) -> Callable[[AnyRow], LoggedEvent]:
    """As `read`, row by row, for who guards each of them."""
    streams = Streams(session)
    streams.load([id for row in rows for id in _whose(row._mapping, prefix)])
    return lambda row: _event(row._mapping, prefix, streams, data)


def _whose(found: RowMapping, prefix: str) -> Iterator[UUID]:
    """Whose keys a row needs: of what it is about, and of its customer; none where there is no such event."""
    if found[f"{prefix}Id"]:
        yield found[f"{prefix}AggregateId"]
        if customer := found[f"{prefix}CustomerId"]:
            yield customer


def _event(found: RowMapping, prefix: str, streams: Streams, with_data: bool) -> LoggedEvent:
    id, aggregate_id = found[f"{prefix}Id"], found[f"{prefix}AggregateId"]
    stream = streams.known(aggregate_id)
    if stream and found[f"{prefix}EventVersion"] < stream.key_from:
        stream = None  # its key is gone
    data, lost = _opened(found[f"{prefix}EventData"], f"{id}/data", stream, streams) if with_data else ({}, False)
    changes, lost_too = _opened(found[f"{prefix}Changes"], f"{id}/changes", stream, streams)
    return LoggedEvent(
        id=id,
        type=found[f"{prefix}EventType"],
        aggregate_id=aggregate_id,
        sequence=found[f"{prefix}EventVersion"],
        customer_id=found[f"{prefix}CustomerId"],
        data=data,
        changes={path: Change(*pair) for path, pair in changes.items()},
        occurred_at=found[f"{prefix}OccurredAt"],
        by=found[f"{prefix}UserId"],
        erased=lost or lost_too,
    )


def _opened(kept: str, place: str, stream: Stream | None, streams: Streams) -> tuple[dict[str, Any], bool]:
    """What was kept, with what was encrypted in it, and whether that is lost."""
    content: dict[str, Any] = from_json(kept)
    sealed = content.pop(SEALED, None)
    if sealed is None:
        return content, False
    try:
        key = streams.key(stream) if stream else None
    except KeyDestroyed:
        key = None
    return (content | from_json(key.open(sealed, place)), False) if key else (content, True)


t = domain_events.c
BY_TIME = (t.OccurredAt, t.EventVersion, t.Id)
"""The order of events of several entities."""
BY_VERSION = (t.EventVersion, t.Id)
"""The order of one entity's events: its sequence, whatever the clocks said."""

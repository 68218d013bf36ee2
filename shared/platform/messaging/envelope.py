"""How an event travels: CloudEvents 1.0 in structured JSON, and the broker properties beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast
from uuid import UUID

from shared.adapters.event_bus import Message
from shared.kernel.events import DomainEvent
from shared.kernel.naming import iso
from shared.platform.messaging.event_log import LoggedEvent

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SOURCE = "/contact-customer-management"
CONTENT_TYPE = "application/cloudevents+json"


def to_message(
    event: LoggedEvent, *, entity: str, session_id: str, trace_parent: str | None, schema_version: int
) -> Message:
    """Wraps a logged event for the topic or queue `entity`."""
    envelope: dict[str, object] = {
        "specversion": "1.0",
        "id": str(event.id),
        "source": SOURCE,
        "type": event.type,
        "subject": str(event.aggregate_id),
        "time": iso(event.occurred_at),
        "datacontenttype": "application/json",
        "schemaversion": str(schema_version),
        "sequence": event.sequence,
        "data": event.data,
    }
    if trace_parent:
        envelope["traceparent"] = trace_parent
    properties = {"traceparent": trace_parent} if trace_parent else {}
    body = json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()
    return Message(entity, str(event.id), session_id, event.type, body, CONTENT_TYPE, properties)


@dataclass(frozen=True)
class Received:
    """What a message said: the event, and where it stands among its entity's events."""

    id: str
    event: DomainEvent
    entity_id: UUID
    sequence: int
    occurred_at: datetime
    trace_parent: str | None


class UnknownSchema(Exception):
    """A message of a schema version that is not known here: nothing is guessed, it waits with the dead letters."""

    def __init__(self, kind: str, version: object) -> None:
        super().__init__(f"{kind} has schema version {str(version)[:20]}, which is not known here.")


def received(body: bytes, kinds: Mapping[str, type[DomainEvent]]) -> Received | None:
    """The inverse of `to_message`, for the kinds of event that are wanted; None for any other.

    Raises UnknownSchema; ValueError, KeyError or TypeError for a message that is none of ours.
    """
    envelope = json.loads(body)
    kind = kinds.get(envelope["type"])
    if kind is None:
        return None
    if envelope["schemaversion"] != str(kind.schema_version):
        raise UnknownSchema(kind.__name__, envelope["schemaversion"])
    return Received(
        id=envelope["id"],
        event=from_jsonable(kind, envelope["data"]),
        entity_id=UUID(envelope["subject"]),
        sequence=int(envelope["sequence"]),
        occurred_at=datetime.fromisoformat(envelope["time"]),
        trace_parent=envelope.get("traceparent"),
    )


def from_jsonable[E: DomainEvent](kind: type[E], data: object) -> E:
    """An event from its data as it stands in the log and on the bus. Raises ValueError."""
    parser = _parsers.get(kind)
    if parser is None:
        from pydantic import TypeAdapter  # not before the first message

        parser = _parsers[kind] = TypeAdapter(kind)
    return cast(E, parser.validate_python(data))


_parsers: "dict[type[DomainEvent], TypeAdapter[DomainEvent]]" = {}

"""How an event travels: CloudEvents 1.0 in structured JSON, and the broker properties beside it."""

import json
from dataclasses import dataclass
from typing import Any

from shared.kernel.events import event_types
from shared.kernel.naming import iso
from shared.platform.messaging.event_log import Recorded

SOURCE = "/contact-customer-management"
CONTENT_TYPE = "application/cloudevents+json"


@dataclass(frozen=True)
class Message:
    """One message for a topic. `message_id` is the event's id, `session_id` keeps a customer's events in order."""

    topic: str
    message_id: str
    session_id: str
    subject: str
    body: bytes
    properties: dict[str, str]


def to_message(event: Recorded, *, topic: str, session_id: str, trace_parent: str | None) -> Message:
    """Wraps a recorded event for the bus."""
    kind = event_types().get(event.type)
    envelope: dict[str, Any] = {
        "specversion": "1.0",
        "id": str(event.id),
        "source": SOURCE,
        "type": event.type,
        "subject": str(event.aggregate_id),
        "time": iso(event.occurred_at),
        "datacontenttype": "application/json",
        "schemaversion": str(kind.schema_version if kind else 1),
        "sequence": event.sequence,
        "data": event.data,
    }
    if trace_parent:
        envelope["traceparent"] = trace_parent
    properties = {"traceparent": trace_parent} if trace_parent else {}
    body = json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode()
    return Message(topic, str(event.id), session_id, event.type, body, properties)

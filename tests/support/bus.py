"""The product's end of a Service Bus namespace, messages as the product sends them, and what became of them."""

from pathlib import Path
from uuid import UUID, uuid4

from infra.service_bus import topology
from shared.adapters.azure_event_bus import AzureEventBus
from shared.adapters.event_bus import Message
from shared.kernel.events import DomainEvent
from shared.kernel.naming import to_jsonable
from shared.platform.messaging.envelope import CONTENT_TYPE, to_message
from shared.platform.messaging.event_log import LoggedEvent
from tests.support.sqlite import opened


def azure_event_bus(address: str) -> AzureEventBus:
    """The adapter, knowing the entities it may be asked for."""
    return AzureEventBus(address, topics=topology().topics, queues=topology().queues)


def message(
    entity: str, body: bytes, *, id: str = "", session: str = "s", subject: str = "x", **properties: str
) -> Message:
    """A message of any content."""
    return Message(entity, id or str(uuid4()), session, subject, body, CONTENT_TYPE, properties)


def message_of(event: DomainEvent, *, entity_id: UUID, sequence: int = 1) -> Message:
    """An event as the relay sends it."""
    from shared.kernel.clock import utc_now

    data = to_jsonable(event)
    assert isinstance(data, dict)
    logged = LoggedEvent(
        id=uuid4(),
        type=type(event).__name__,
        aggregate_id=entity_id,
        sequence=sequence,
        customer_id=entity_id,
        data=data,
        changes={},
        occurred_at=utc_now(),
        by="amira",
    )
    return to_message(
        logged,
        entity=str(event.destination),
        session_id=str(entity_id),
        trace_parent=None,
        schema_version=event.schema_version,
    )


def handled(data: Path, event_id: str) -> bool:
    """Whether the local broker has had an event, and every consumer has completed its copy."""
    with opened(data / "servicebus.db") as db:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'Sent'").fetchone():
            return False  # nothing was sent yet
        routed = "SELECT 1 FROM Sent WHERE MessageId = ? AND Position <= (SELECT Position FROM Routed)"
        waiting = "SELECT 1 FROM Messages WHERE MessageId = ?"
        return bool(db.execute(routed, (event_id,)).fetchone()) and not db.execute(waiting, (event_id,)).fetchone()


def all_handled(data: Path) -> set[str] | None:
    """The ids of all events the local broker has had; None while a consumer has not completed one of them."""
    with opened(data / "servicebus.db") as db:
        [unrouted] = db.execute("SELECT COUNT(*) FROM Sent WHERE Position > (SELECT Position FROM Routed)").fetchone()
        [waiting] = db.execute("SELECT COUNT(*) FROM Messages").fetchone()
        return None if unrouted or waiting else {id for (id,) in db.execute("SELECT MessageId FROM Sent")}

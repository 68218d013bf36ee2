"""The event log as it should never be: unsealed, or tampered with."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from shared.adapters.key_vault import LocalKeyVault
from shared.kernel.clock import utc_now
from shared.kernel.naming import to_json
from shared.platform.encryption.keyring import Keyring
from shared.platform.messaging.event_log import read
from shared.platform.messaging.tables import domain_events, event_streams
from shared.platform.persistence.database import Database


def unseal(session: Session, aggregate: UUID) -> None:
    """Puts an entity's events into the log as they were written before it was sealed."""
    t = domain_events.c
    rows = session.execute(select(domain_events).where(t.AggregateId == aggregate).order_by(t.EventVersion)).all()
    events = read(session, rows)
    with unguarded(session):
        session.execute(delete(domain_events).where(t.AggregateId == aggregate))
    for row, event in zip(rows, events, strict=True):
        plain: dict[str, Any] = dict(row._mapping)
        changes = {path: tuple(change) for path, change in event.changes.items()}
        plain |= {"EventData": to_json(event.data).decode(), "Changes": to_json(changes).decode(), "Seal": None}
        session.execute(insert(domain_events).values(plain))
    session.execute(delete(event_streams).where(event_streams.c.AggregateId == aggregate))


@contextmanager
def unguarded(session: Session) -> Iterator[None]:
    """The log without its guards, for a moment."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql('ALTER TABLE "DomainEvents" DISABLE TRIGGER USER')
        yield
        connection.exec_driver_sql('ALTER TABLE "DomainEvents" ENABLE TRIGGER USER')
        return
    guards = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'DomainEvents'"
    known = connection.exec_driver_sql(guards).all()
    for name, _ in known:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, sql in known:
        connection.exec_driver_sql(sql)


def data_of_events(data: Path) -> dict[UUID, dict[str, Any]]:
    """What each event in a folder's log says, by the event's id."""
    database = Database(f"sqlite:///{data / 'customers.db'}")
    database.info["keyring"] = Keyring(database, LocalKeyVault(data / "keys" / "vault.json"), utc_now)
    with database.reading() as session:
        said = {event.id: event.data for event in read(session, session.execute(select(domain_events)).all())}
    database.dispose()
    return said

"""Seals and encrypts what was logged before the log was sealed: once, in batches, going on where it stopped."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from shared.kernel.events import DomainEvent
from shared.platform.encryption.keyring import Keyring, Purpose
from shared.platform.messaging.chain import link, spelt
from shared.platform.messaging.event_log import sealed_changes, sealed_data, stored
from shared.platform.messaging.streams import Streams
from shared.platform.messaging.tables import domain_events
from shared.platform.persistence.database import Database

BATCH = 500
t = domain_events.c
UNSEALED = select(domain_events).where(t.Seal.is_(None)).order_by(t.AggregateId, t.EventVersion).limit(BATCH)
SEALED_NOW = (
    update(domain_events)
    .where(t.Id == bindparam("id"))
    .values(EventData=bindparam("data"), Changes=bindparam("changes"), Seal=bindparam("seal"))
)


def seal_log(database: Database, kinds: Mapping[str, type[DomainEvent]]) -> int:
    """Seals what is not sealed yet. Returns how many events that were. Raises Unreachable if the vault is away."""
    keyring: Keyring = database.info["keyring"]
    total = 0
    while True:
        with database.reading() as session:
            if session.execute(UNSEALED.limit(1)).first() is None:
                return total
        for purpose in Purpose:
            keyring.present(purpose)
        with database.transaction() as session:
            total += _seal_some(session, kinds)
            session.commit()


def _seal_some(session: Session, kinds: Mapping[str, type[DomainEvent]]) -> int:
    rows = session.execute(UNSEALED).mappings().all()
    streams = Streams(session)
    streams.load([id for row in rows for id in (row["AggregateId"], row["CustomerId"]) if id])
    chain = streams.keyring.at_hand(Purpose.CHAIN).secret
    sealed: list[dict[str, Any]] = []
    for row in rows:
        kind = kinds.get(row["EventType"])
        data: dict[str, object] = json.loads(row["EventData"])
        personal = kind.personal_keys.values() if kind else data.keys()  # of a kind that is no more, all may be
        stream = streams.of(row["AggregateId"], row["CustomerId"])
        entry = {
            **row,
            "EventData": sealed_data(data, personal, row["Id"], stream, streams),
            "Changes": sealed_changes(json.loads(row["Changes"]), row["Id"], stream, streams),
        }
        seal = spelt(link(chain, stream.seal, stored(entry)))
        streams.advance(stream, row["EventVersion"], seal)
        sealed.append({"id": row["Id"], "data": entry["EventData"], "changes": entry["Changes"], "seal": seal})
    session.connection().execute(SEALED_NOW, sealed)
    streams.write()
    return len(rows)

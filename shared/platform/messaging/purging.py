"""Events whose time is over go: the oldest of an entity first, so that its chain goes on from the last that went."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from shared.platform.encryption.keyring import Keyring, Purpose
from shared.platform.messaging.chain import purge_proof
from shared.platform.messaging.tables import domain_events, event_streams
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.persistence.database import Database

BATCH = 1_000
"""Rows of a transaction: below what makes SQL Server lock the whole table (about 5,000)."""
t, s = domain_events.c, event_streams.c
OLDEST = (
    select(t.AggregateId, t.EventVersion, t.Seal)
    .where(t.OccurredAt < bindparam("before", type_=UtcDateTime), t.Seal.is_not(None))
    .order_by(t.OccurredAt, t.AggregateId, t.EventVersion)
    .limit(BATCH)
)
PURGED = (
    update(event_streams)
    .where(s.AggregateId == bindparam("id"), s.PurgedVersion < bindparam("version"))
    .values(PurgedVersion=bindparam("version"), PurgedSeal=bindparam("seal"), PurgedProof=bindparam("proof"))
)
GONE = delete(domain_events).where(
    in_values(t.AggregateId, "ids"),
    t.EventVersion
    <= select(s.PurgedVersion).where(s.AggregateId == t.AggregateId).correlate(domain_events).scalar_subquery(),
)


def purge_events(database: Database, before: datetime) -> bool:
    """Deletes a batch of the events from before a moment; says whether those were all. Raises Unreachable."""
    keyring: Keyring = database.info["keyring"]
    secret = keyring.present(Purpose.CHAIN).secret
    with database.transaction() as session:
        oldest = session.execute(OLDEST, {"before": before}).all()
        last = {id: (version, seal) for id, version, seal in sorted(oldest, key=lambda row: (row[0].int, row[1]))}
        if last:
            proofs = [
                {"id": id, "version": version, "seal": seal, "proof": purge_proof(secret, id, version, seal)}
                for id, (version, seal) in last.items()
            ]
            session.connection().execute(PURGED, proofs)
            session.connection().execute(GONE, {"ids": list(last)})
            session.commit()
    return len(oldest) < BATCH

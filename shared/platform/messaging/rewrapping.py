"""Wraps customers' data keys by the key in use: in batches, going on where it stopped. No event is touched."""

from sqlalchemy import bindparam, select, update

from shared.platform.encryption.data_keys import DataKey
from shared.platform.encryption.keyring import Keyring, Purpose
from shared.platform.messaging.tables import event_streams
from shared.platform.persistence.database import Database

BATCH = 1_000
s = event_streams.c
OTHERS = (
    select(s.AggregateId, s.KeyId, s.WrappedKey)
    .where(s.KeyId.is_not(None), s.KeyId != bindparam("present"), s.WrappedKey != "")
    .order_by(s.AggregateId)
    .limit(BATCH)
)
REWRAPPED = (
    update(event_streams)
    .where(s.AggregateId == bindparam("id"), s.WrappedKey == bindparam("before"))
    .values(KeyId=bindparam("key"), WrappedKey=bindparam("wrapped"))
)
"""Not if it was destroyed meanwhile."""


def rewrap_data_keys(database: Database) -> int:
    """Has no data key depend on a key of before. Returns how many did. Raises Unreachable if the vault is away."""
    keyring: Keyring = database.info["keyring"]
    present, total = keyring.present(Purpose.DATA), 0
    while True:
        with database.transaction() as session:
            rows = session.execute(OTHERS, {"present": present.id}).all()
            if not rows:
                return total
            anew = [
                {
                    "id": id,
                    "before": wrapped,
                    "key": present.id,
                    "wrapped": DataKey.unwrapped(wrapped, keyring.secret(key_id)).rewrapped(present.secret),
                }
                for id, key_id, wrapped in rows
            ]
            session.connection().execute(REWRAPPED, anew)
            session.commit()
        total += len(rows)

"""What messaging may forget, once it cannot be asked for again."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from shared.platform.messaging.tables import inbox, outbox
from shared.platform.persistence.database import Database

KEPT = timedelta(days=30)
"""Longer than any broker redelivers, so that a late duplicate is still known as one."""


def purge(database: Database, *, now: datetime) -> None:
    """Drops published outbox rows and handled message ids older than `KEPT`."""
    with database.transaction() as session:
        session.execute(delete(outbox).where(outbox.c.SentAt < now - KEPT))
        session.execute(delete(inbox).where(inbox.c.HandledAt < now - KEPT))
        session.commit()

"""What messaging may forget, once it cannot be asked for again."""

from datetime import datetime, timedelta

from shared.platform.messaging.tables import inbox, outbox
from shared.platform.persistence.database import Database
from shared.platform.persistence.purging import delete_before

KEPT = timedelta(days=30)
"""Longer than any broker redelivers, so that a late duplicate is still known as one."""


def purge(database: Database, *, now: datetime) -> None:
    """Drops published outbox rows and handled message ids older than `KEPT`."""
    delete_before(database, outbox.c.SentAt, now - KEPT)
    delete_before(database, inbox.c.HandledAt, now - KEPT)

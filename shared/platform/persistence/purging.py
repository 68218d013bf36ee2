"""Removing what is old, a little at a time: no statement locks a table, and none is undone because it took too long."""

import time
from datetime import datetime

from sqlalchemy import delete, select

from shared.platform.persistence.aliases import AnyColumn
from shared.platform.persistence.database import Database

BATCH = 2000
"""Rows of a transaction: below what makes SQL Server lock the whole table (about 5,000)."""
BUDGET_SECONDS = 120.0
"""What is left then is removed the next time."""


def delete_before(database: Database, column: AnyColumn, moment: datetime) -> int:
    """Deletes rows whose `column`, which is indexed, is before a moment; each batch has its own commit.

    Returns how many rows went.
    """
    table, deadline, gone = column.table, time.monotonic() + BUDGET_SECONDS, 0
    last_of_batch = select(column).where(column < moment).order_by(column).offset(BATCH - 1).limit(1)
    while time.monotonic() < deadline:
        with database.transaction() as session:
            last = session.scalar(last_of_batch)
            old = column < moment if last is None else column <= last
            gone += session.connection().execute(delete(table).where(old)).rowcount
            session.commit()
        if last is None:
            break
    return gone

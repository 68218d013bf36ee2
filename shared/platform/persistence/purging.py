"""Removing what is old, a little at a time: no statement locks a table, and none is undone because it took too long."""

from datetime import datetime

from sqlalchemy import delete, select

from shared.platform.persistence.aliases import AnyColumn
from shared.platform.persistence.database import Database

BATCH = 2000
"""Rows of a transaction: below what makes SQL Server lock the whole table (about 5,000)."""


def delete_before(database: Database, column: AnyColumn, moment: datetime) -> bool:
    """Deletes a batch of rows whose `column`, which is indexed, is before a moment; says whether those were all."""
    table = column.table
    last_of_batch = select(column).where(column < moment).order_by(column).offset(BATCH - 1).limit(1)
    with database.transaction() as session:
        last = session.scalar(last_of_batch)
        session.connection().execute(delete(table).where(column < moment if last is None else column <= last))
        session.commit()
    return last is None

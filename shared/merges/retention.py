"""Which rows moved is forgotten once no merge can be undone any more; that there was one stays for the audit's time."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select

from shared.merges.tables import merged_rows, merges
from shared.merges.values import UNDO_WITHIN, MergeStatus
from shared.platform.app import App
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.retention import AT_ONCE, Retention, audited, rows_of

c, r = merges.c, merged_rows.c
OLD = (
    select(r.MergeId, r.RowId)
    .join(merges, c.Id == r.MergeId)
    .where(c.CompletedAt < bindparam("before", type_=UtcDateTime()), c.Status == MergeStatus.COMPLETED)
    .limit(AT_ONCE)
)
OLDEST = (
    select(c.Id).where(c.CreatedAt < bindparam("before", type_=UtcDateTime()), ~c.IsUnfinished).order_by(c.CreatedAt)
)


def _forget_rows(app: App, before: datetime) -> bool:
    with app.database.transaction() as session:
        rows = session.execute(OLD, {"before": before}).all()
        these = {"merges": list({row.MergeId for row in rows}), "ids": [row.RowId for row in rows]}
        if rows:
            session.execute(delete(merged_rows).where(in_values(r.MergeId, "merges"), in_values(r.RowId, "ids")), these)
            session.commit()
    return len(rows) < AT_ONCE


RETENTION = (
    Retention("what moved by merges", UNDO_WITHIN + timedelta(days=1), _forget_rows),
    Retention("merges", audited, rows_of(merges, OLDEST)),
)

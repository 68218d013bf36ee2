"""Merges by identity, and the rows that changed hands by each."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select

from shared.merges.errors import MergeNotFound
from shared.merges.model import Merge
from shared.merges.tables import merged_rows, merges
from shared.platform.merging import Moved, Moves
from shared.platform.persistence.bulk import in_values, insert_rows
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.persistence.repository import AggregateRepository

PRIMARY = "primaryContact"
"""Beside the kinds of rows: which contact was the source's primary."""
c, r = merges.c, merged_rows.c
OF_KIND = (r.MergeId == bindparam("merge"), r.What == bindparam("what"))
ROWS = select(r.RowId, r.ContactId).where(*OF_KIND)
SILENT = (
    select(c.Id)
    .where(c.IsUnfinished, c.SignOfLife < bindparam("before", type_=UtcDateTime()))
    .order_by(c.SignOfLife, c.Id)
)


class MergeRepository(AggregateRepository[Merge]):
    kind, not_found = Merge, MergeNotFound

    def rows_to_move(self, kind: Moves, source_id: UUID, limit: int) -> list[Moved]:
        """Some of the source's rows, in no order."""
        columns = kind.table.c
        contact = [columns.ContactId] if "ContactId" in columns else []
        found = select(columns.Id, *contact).where(columns.CustomerId == source_id).limit(limit)
        if kind.which is not None:
            found = found.where(kind.which)
        return [Moved(row[0], row[1] if contact else None) for row in self.session.execute(found)]

    def note_rows(self, merge_id: UUID, what: str, rows: Iterable[Moved]) -> None:
        """Has an undo find what moved."""
        noted = [{"MergeId": merge_id, "What": what, "RowId": id, "ContactId": contact} for id, contact in rows]
        insert_rows(self.session, merged_rows, noted)

    def noted_rows(self, merge_id: UUID, what: str, limit: int | None = None) -> list[Moved]:
        """What moved and is not back, in no order."""
        rows = self.session.execute(ROWS.limit(limit) if limit else ROWS, {"merge": merge_id, "what": what})
        return [Moved(row.RowId, row.ContactId) for row in rows]

    def forget_rows(self, merge_id: UUID, what: str, rows: Sequence[Moved]) -> None:
        """They are back, or gone."""
        these = delete(merged_rows).where(*OF_KIND, in_values(r.RowId, "ids"))
        self.session.execute(these, {"merge": merge_id, "what": what, "ids": [row.id for row in rows]})

    def still_of(self, kind: Moves, customer_id: UUID, rows: Sequence[Moved]) -> list[Moved]:
        """Those of these rows that are there, and this customer's."""
        columns = kind.table.c
        these = select(columns.Id).where(in_values(columns.Id, "ids"), columns.CustomerId == customer_id)
        present = set(self.session.scalars(these, {"ids": [row.id for row in rows]}))
        return [row for row in rows if row.id in present]

    def later_rows(self, kind: Moves, customer_id: UUID, since: datetime) -> int:
        """How many of a customer's rows came after a moment."""
        columns = kind.table.c
        later = (columns.CustomerId == customer_id, columns.CreatedAt > since)
        return self.session.scalar(select(func.count()).select_from(kind.table).where(*later)) or 0

    def silent(self, before: datetime, limit: int) -> Sequence[UUID]:
        """Merges that nobody has carried on for a while."""
        return self.session.scalars(SILENT.limit(limit), {"before": before}).all()

"""What lists that came in hold of a customer or a contact: the rows that are known to be about it."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from shared.imports.repository import i, r
from shared.imports.sealed_rows import SealedRows
from shared.imports.tables import contact_import_rows, contact_imports
from shared.kernel.naming import iso
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.database import Database
from shared.platform.portability import Holding

AT_ONCE = 1_000
ROWS = (
    select(r.ImportId, r.RowNumber, r.Outcome, r.ContactId, r.Cells, r.Before, i.FileName, i.CreatedAt, i.CreatedBy)
    .join_from(contact_import_rows, contact_imports, r.ImportId == i.Id)
    .order_by(r.ImportId, r.RowNumber)
)


def _read(database: Database, customer_id: UUID, contact_id: UUID | None) -> Iterator[Mapping[str, object]]:
    rows = ROWS.where(r.CustomerId == customer_id)
    if contact_id:
        rows = rows.where(r.ContactId == contact_id)
    with database.replica_session() as session, database.replica_session() as beside:
        found = session.execute(rows, execution_options={"yield_per": AT_ONCE})
        for import_id, some in groupby(found, key=lambda row: row.ImportId):
            sealed = SealedRows(beside, import_id)
            yield from (_shown(row, sealed) for row in some)


def _shown(row: AnyRow, sealed: SealedRows) -> Mapping[str, object]:
    return {
        "importId": str(row.ImportId),
        "fileName": row.FileName,
        "importedAt": iso(row.CreatedAt),
        "importedBy": row.CreatedBy,
        "row": row.RowNumber,
        "outcome": row.Outcome,
        "contactId": row.ContactId and str(row.ContactId),
        "cells": sealed.open(row.RowNumber, "cells", row.Cells) if row.Cells else None,
        "before": sealed.open(row.RowNumber, "before", row.Before) if row.Before else None,
    }


HOLDINGS = (
    Holding(
        "importRows",
        "From lists that somebody uploaded. To mend rows and to undo; cells and former values are kept for 30 days.",
        _read,
    ),
)

"""Lists that came in go after a month, and with them what is kept of their rows beside the contacts they made."""

from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from shared.adapters.blobs import NoSuchBlob
from shared.imports.model import ContactImport
from shared.imports.names import CONTAINER
from shared.imports.repository import i, r
from shared.imports.tables import contact_import_rows, contact_imports
from shared.platform.app import App
from shared.platform.retention import Retention

ROWS_AT_ONCE = 2000
OLDEST = select(ContactImport).where(i.ForgottenAt.is_(None)).order_by(i.CreatedAt).limit(1)


def delete_file(app: App, one: ContactImport) -> None:
    """Deletes the file of an import; a younger file of that name is another's."""
    with suppress(NoSuchBlob):
        if app.blobs.etag(CONTAINER, one.blob_name) == one.blob_etag:
            app.blobs.delete(CONTAINER, one.blob_name)


def forget_list(app: App, before: datetime) -> bool:
    """Deletes the file of the oldest import from before a moment, and the cells that its rows still hold."""
    with app.database.reading() as session:
        one = session.scalars(OLDEST.where(i.CreatedAt < before, i.FinishedAt.is_not(None))).one_or_none()
    if one is None:
        return True
    delete_file(app, one)
    for start in range(0, one.processed_records, ROWS_AT_ONCE):
        with app.database.transaction() as session:
            some = r.RowNumber.between(start + 1, start + ROWS_AT_ONCE)
            personal = or_(r.Cells.is_not(None), r.Before.is_not(None), r.EmailKey.is_not(None))
            rows = update(contact_import_rows).where(r.ImportId == one.id, some, personal)
            session.execute(rows.values(Cells=None, Before=None, EmailKey=None))
            session.commit()
    with app.database.transaction() as session:
        session.execute(update(contact_imports).where(i.Id == one.id).values(ForgottenAt=app.clock(), Remarks=None))
        session.commit()
    return False


RETENTION = (Retention("lists that were imported, and the cells of their rows", timedelta(days=30), forget_list),)

"""Files of exports go after a week: they hold personal data, and who needs one makes another."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from shared.exports.model import ContactExport
from shared.exports.names import CONTAINER
from shared.exports.tables import contact_exports
from shared.platform.app import App
from shared.platform.retention import Retention

AT_ONCE = 100
c = contact_exports.c
OLD = select(ContactExport).where(c.ForgottenAt.is_(None)).order_by(c.CreatedAt).limit(AT_ONCE)


def forget_files(app: App, before: datetime) -> bool:
    """Deletes the files of exports from before a moment."""
    with app.database.reading() as session:
        found = session.scalars(OLD.where(c.CreatedAt < before)).all()
    for export in found:
        app.blobs.delete(CONTAINER, export.blob_name)
    with app.database.transaction() as session:
        gone = update(contact_exports).where(c.Id.in_([export.id for export in found]))
        session.execute(gone.values(ForgottenAt=app.clock()))
        session.commit()
    return len(found) < AT_ONCE


RETENTION = (Retention("files of exports", timedelta(days=7), forget_files),)

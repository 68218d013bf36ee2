"""Files go as the content of messages does; the messages still say that there were some."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select

from shared.attachments.names import COMMUNICATION_ATTACHMENTS
from shared.attachments.tables import attachments
from shared.platform.app import App
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.retention import Retention
from shared.settings import CustomerManagement

AT_ONCE = 100
c = attachments.c
OLD = (
    select(c.Id, c.BlobName)
    .where(c.CreatedAt < bindparam("before", type_=UtcDateTime()))
    .order_by(c.CreatedAt)
    .limit(AT_ONCE)
)


def kept(business: CustomerManagement) -> timedelta:
    """As long as messages keep their content."""
    return timedelta(days=business.max_communication_history_retention)


def forget_files(app: App, before: datetime) -> bool:
    """Deletes files from before a moment, and what is known of them."""
    with app.database.reading() as session:
        rows = session.execute(OLD, {"before": before}).all()
    for row in rows:
        app.blobs.delete(COMMUNICATION_ATTACHMENTS, row.BlobName)
    if rows:
        with app.database.transaction() as session:
            session.execute(delete(attachments).where(in_values(c.Id, "ids")), {"ids": [row.Id for row in rows]})
            session.commit()
    return len(rows) < AT_ONCE


RETENTION = (Retention("files of messages", kept, forget_files),)

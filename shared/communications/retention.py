"""What was said goes when its time is over; that something was said stays (Appendix B,
`MaxCommunicationHistoryRetention`)."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, false, or_, select, update

from shared.communications.tables import communications
from shared.platform.app import App
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.retention import Retention
from shared.settings import CustomerManagement

AT_ONCE = 1000
c = communications.c
BEFORE = bindparam("before", type_=UtcDateTime())
OLD = (
    select(c.Id)
    .where(c.ContentPurgedAt.is_(None), c.CreatedAt < BEFORE, c.Pending == false())
    .where(or_(c.ScheduledEnd.is_(None), c.ScheduledEnd < BEFORE))
    .order_by(c.CreatedAt)
    .limit(AT_ONCE)
)
EMPTY = {
    **dict.fromkeys(("Subject", "Content", "Html", "Notes", "RecipientEmail", "RecipientPhone"), None),
    **dict.fromkeys(("Location", "Attendees", "MeetingLink", "Attachments"), None),
}


def kept(business: CustomerManagement) -> timedelta:
    """As the setting says."""
    return timedelta(days=business.max_communication_history_retention)


def forget_contents(app: App, before: datetime) -> bool:
    """Empties communications from before a moment, but for those still to be sent."""
    with app.database.transaction() as session:
        ids = list(session.scalars(OLD, {"before": before}))
        if ids:
            gone = update(communications).where(in_values(c.Id, "ids"))
            session.execute(gone.values(**EMPTY, ContentPurgedAt=app.clock()), {"ids": ids})
        session.commit()
    return len(ids) < AT_ONCE


RETENTION = (Retention("contents of communications", kept, forget_contents),)

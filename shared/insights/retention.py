"""What was found in texts is forgotten when their content is; what was used on a day once nobody asks any more."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select

from shared.insights.tables import ai_usage, suggestions, text_findings
from shared.platform.app import App
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.retention import Retention, rows_of
from shared.settings import CustomerManagement

f, s, u = text_findings.c, suggestions.c, ai_usage.c
BEFORE = bindparam("before", type_=UtcDateTime())
OLD_FINDINGS = select(f.Id).where(f.WrittenAt < BEFORE)
OLD_SUGGESTIONS = select(s.Id).where(s.CreatedAt < BEFORE)


def _forget_usage(app: App, before: datetime) -> bool:
    with app.database.transaction() as session:
        session.execute(delete(ai_usage).where(u.Day < before.date().isoformat()))
        session.commit()
    return True


def _content(business: CustomerManagement) -> timedelta:
    return timedelta(days=business.max_communication_history_retention)


RETENTION = (
    Retention("what was found in texts", _content, rows_of(text_findings, OLD_FINDINGS)),
    Retention("suggestions", _content, rows_of(suggestions, OLD_SUGGESTIONS)),
    Retention("tokens used", timedelta(days=90), _forget_usage),
)

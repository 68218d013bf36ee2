"""What was found in texts is forgotten when their content is; what was used on a day once nobody asks any more."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select

from shared.insights.tables import ai_usage, suggestions, text_findings
from shared.platform.app import App
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.column_types import UtcDateTime
from shared.platform.retention import Retention
from shared.settings import CustomerManagement

AT_ONCE = 1_000
f, s, u = text_findings.c, suggestions.c, ai_usage.c
BEFORE = bindparam("before", type_=UtcDateTime())
OLD_FINDINGS = select(f.Id).where(f.WrittenAt < BEFORE).limit(AT_ONCE)
OLD_SUGGESTIONS = select(s.Id).where(s.CreatedAt < BEFORE).limit(AT_ONCE)


def _forget_findings(app: App, before: datetime) -> bool:
    with app.database.transaction() as session:
        ids = list(session.scalars(OLD_FINDINGS, {"before": before}))
        if ids:
            session.execute(delete(text_findings).where(in_values(f.Id, "ids")), {"ids": ids})
            session.commit()
    return len(ids) < AT_ONCE


def _forget_suggestions(app: App, before: datetime) -> bool:
    with app.database.transaction() as session:
        ids = list(session.scalars(OLD_SUGGESTIONS, {"before": before}))
        if ids:
            session.execute(delete(suggestions).where(in_values(s.Id, "ids")), {"ids": ids})
            session.commit()
    return len(ids) < AT_ONCE


def _forget_usage(app: App, before: datetime) -> bool:
    with app.database.transaction() as session:
        session.execute(delete(ai_usage).where(u.Day < before.date().isoformat()))
        session.commit()
    return True


def _content(business: CustomerManagement) -> timedelta:
    return timedelta(days=business.max_communication_history_retention)


RETENTION = (
    Retention("what was found in texts", _content, _forget_findings),
    Retention("suggestions", _content, _forget_suggestions),
    Retention("tokens used", timedelta(days=90), _forget_usage),
)

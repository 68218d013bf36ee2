"""What messaging may forget, once it cannot be asked for again."""

from datetime import timedelta

from shared.platform.messaging.purging import purge_events
from shared.platform.messaging.tables import inbox, outbox
from shared.platform.persistence.purging import delete_before
from shared.platform.retention import Retention, audited

KEPT = timedelta(days=30)
"""Longer than any broker redelivers, so that a late duplicate is still known as one."""

RETENTION = (
    Retention("published outbox rows", KEPT, lambda app, old: delete_before(app.database, outbox.c.SentAt, old)),
    Retention("events of the log", audited, lambda app, old: purge_events(app.database, old)),
    Retention("ids of handled messages", KEPT, lambda app, old: delete_before(app.database, inbox.c.HandledAt, old)),
)

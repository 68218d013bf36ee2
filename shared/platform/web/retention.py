"""What the API itself may forget."""

from datetime import timedelta

from shared.platform.persistence.purging import delete_before
from shared.platform.retention import Retention, audited
from shared.platform.web.idempotency import KEPT, keys

RETENTION = (
    Retention("answers to repeated requests", KEPT, lambda app, old: delete_before(app.database, keys.CreatedAt, old)),
    Retention("entries of the audit trail", audited, lambda app, old: app.access.purge(old.date())),
    Retention("files that were not written to their end", timedelta(hours=2), lambda app, _: app.blobs.remove_drafts()),
)

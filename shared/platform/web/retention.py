"""What the API itself may forget."""

from datetime import timedelta

from shared.platform.persistence.purging import delete_before
from shared.platform.retention import Retention
from shared.platform.web.access import RETENTION_YEARS
from shared.platform.web.idempotency import KEPT, keys

YEARS = timedelta(days=365 * RETENTION_YEARS)

RETENTION = (
    Retention("answers to repeated requests", KEPT, lambda app, old: delete_before(app.database, keys.CreatedAt, old)),
    Retention("entries of the audit trail", YEARS, lambda app, _: app.access.purge(app.clock().date())),
    Retention("files that were not written to their end", timedelta(hours=2), lambda app, _: app.blobs.remove_drafts()),
)

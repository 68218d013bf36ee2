"""Triggers of the audit trail: its API (specification §9.5)."""

from __future__ import annotations

from shared import audit
from shared.composition import app
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import ADMINS

triggers = Triggers("Audit", app, "Who called what, who was turned away, and who changed what.")


@triggers.route("GET", "audit", roles=ADMINS, versioned=False)
def list_audit_entries(query: audit.requests.AuditQuery, call: RequestContext) -> Reply[audit.responses.AuditPage]:
    """List what was done in a period, oldest first: calls, calls that were turned away, and changes.

    Without `since` it is the last day. A call shows a second or two after it was answered.
    """
    window = call.window(query, of="audit")
    audit.requests.first_page_only(window)
    return Reply(audit.queries.page_of(app(), query.wanted(app().clock()), window))


@triggers.route(
    "GET",
    "audit/csv",
    roles=ADMINS,
    versioned=False,
    media_type="text/csv",
    example="at,kind,caller,action,customerId,subjectId,status,traceId,id\n",
)
def download_audit_entries(query: audit.requests.AuditQuery, call: RequestContext) -> Reply[bytes]:
    """Download what was done in a period as CSV, the first 100,000 entries.

    It takes the filters of the list; `page`, `pageSize` and `cursor` mean nothing here.
    """
    return Reply(
        audit.queries.file_of(app(), query.wanted(app().clock())),
        headers={"Content-Disposition": 'attachment; filename="audit.csv"'},
    )

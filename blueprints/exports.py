"""Triggers of exports: their API (specification §5.2.7), and the job that writes the files."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from shared import exports
from shared.composition import app
from shared.exports.names import EXPORT
from shared.platform import web
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import MANAGERS

if TYPE_CHECKING:
    from shared.exports.model import ContactExport
    from shared.platform.jobs.work import Work

triggers = Triggers("Exports", app, "Lists of contacts to take along, as files.")


@triggers.route("POST", "customers/contacts/export", roles=MANAGERS, status=202)
def export_contacts(
    body: exports.requests.ExportRequest, call: RequestContext
) -> Reply[exports.responses.ExportStartedResponse]:
    """Make a list of contacts: CSV, Excel (.xlsx) or JSON.

    The file is written in the background; `Location` tells when it is there, and hands out a link to it. Cells that a
    spreadsheet would take for formulas are put behind an apostrophe; an import of the file takes it away again. CSV is
    UTF-8 with a byte order mark.
    """

    def started(one: ContactExport) -> Reply[exports.responses.ExportStartedResponse]:
        response = exports.responses.ExportStartedResponse(export_id=one.id, status=one.status)
        return Reply(response, location=f"customers/contacts/exports/{one.id}")

    return call.send(exports.commands.RequestExport(body.format, body.chosen(), body.columns()), started)


@triggers.route("GET", "customers/contacts/exports", roles=MANAGERS)
def list_exports(
    query: web.paging.PageQuery, call: RequestContext
) -> Reply[web.paging.Page[exports.responses.ExportResponse]]:
    """List exports, newest first."""
    return Reply(call.ask(exports.queries.list_exports, call.window(query, of="exports")))


@triggers.route("GET", "customers/contacts/exports/{export_id}", roles=MANAGERS, versioned=False, errors=("EXP-001",))
def get_export(export_id: UUID, call: RequestContext) -> Reply[exports.responses.ExportResponse]:
    """Show an export, with a link to its file once that is written.

    `downloadUrl` is good for a quarter of an hour; each call makes a new one.
    """
    one = call.ask(exports.queries.load_export, export_id)
    return Reply(exports.responses.ExportResponse.of(one, exports.worker.download_link(app(), one)))


@triggers.job(EXPORT, give_up=lambda work, reason: exports.worker.give_up_export(work, reason))
def write_contact_export(work: Work) -> bool:
    """An export was asked for: write its file."""
    return exports.worker.write_export(work)

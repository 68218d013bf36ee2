"""Exporting contact lists: HTTP triggers, and the queue trigger that writes the files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

import azure.functions as func

from shared.composition import app
from shared.platform.lazy import lazy
from shared.platform.messaging.topology import CONNECTION, EXPORT_REQUESTS
from shared.platform.web.endpoint import MANAGERS, Api
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext

if TYPE_CHECKING:
    from shared.exports import commands, queries, requests, responses, worker
    from shared.exports.model import ContactExport
    from shared.platform.web import paging
else:
    requests, commands, queries, responses, worker = lazy(
        "shared.exports", "requests", "commands", "queries", "responses", "worker"
    )
    (paging,) = lazy("shared.platform.web", "paging")

api = Api("Exports", app)


@api.route("POST", "customers/contacts/export", roles=MANAGERS, status=202)
def export_contacts(body: requests.ExportRequest, call: RequestContext) -> Reply[responses.ExportStartedResponse]:
    """Make a list of contacts: CSV, Excel (.xlsx) or JSON.

    The file is written in the background; `Location` tells when it is there, and hands out a link to it. Cells that a
    spreadsheet would take for formulas are put behind an apostrophe; an import of the file takes it away again.
    """

    def started(one: ContactExport) -> Reply[responses.ExportStartedResponse]:
        view = responses.ExportStartedResponse(export_id=one.id, status=one.status)
        return Reply(view, location=f"customers/contacts/exports/{one.id}")

    return call.send(commands.RequestExport(body.format, body.chosen(), body.columns()), started)


@api.route("GET", "customers/contacts/exports", roles=MANAGERS)
def list_exports(query: paging.PageQuery) -> Reply[paging.Page[responses.ExportResponse]]:
    """List exports, newest first."""
    part = query.within(app().settings.business, of="exports")
    with app().database.reading() as session:
        return Reply(queries.list_exports(session, part))


@api.route("GET", "customers/contacts/exports/{export_id}", roles=MANAGERS, errors=("EXP-001",))
def get_export(export_id: UUID) -> Reply[responses.ExportResponse]:
    """Show an export; `downloadUrl` is good for a quarter of an hour, each call makes a new one."""
    with app().database.reading() as session:
        one = queries.load_export(session, export_id)
    return Reply(responses.ExportResponse.of(one, worker.download_link(app(), one)))


@api.blueprint.function_name("end_stuck_exports")
@api.blueprint.timer_trigger(arg_name="timer", schedule="%IMPORT_RESUME_SCHEDULE%")
def end_stuck_exports(timer: func.TimerRequest) -> None:
    """End exports whose last worker died."""
    worker.fail_stuck_exports(app())


@api.blueprint.function_name("write_contact_export")
@api.blueprint.service_bus_queue_trigger(arg_name="message", queue_name=EXPORT_REQUESTS, connection=CONNECTION)
def write_contact_export(message: func.ServiceBusMessage) -> None:
    """An export was asked for: write its file."""
    worker.write_export(app(), UUID(json.loads(message.get_body())["data"]["exportId"]))

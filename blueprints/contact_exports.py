"""Exporting contact lists: HTTP triggers, and the queue trigger that writes the files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

import azure.functions as func

from shared.composition import app
from shared.platform.lazy import lazy
from shared.platform.messaging.topology import CONNECTION, EXPORT_REQUESTS
from shared.platform.web.call import Call
from shared.platform.web.endpoint import MANAGERS, Api
from shared.platform.web.reply import Reply

if TYPE_CHECKING:
    from shared.exports import bodies, commands, queries, views, work
    from shared.exports.model import ContactExport
    from shared.platform.web import paging
else:
    bodies, commands, queries, views, work = lazy("shared.exports", "bodies", "commands", "queries", "views", "work")
    (paging,) = lazy("shared.platform.web", "paging")

api = Api("Exports", app)


@api.route("POST", "customers/contacts/export", roles=MANAGERS, status=202)
def export_contacts(body: bodies.ExportBody, call: Call) -> Reply[views.ExportStartedView]:
    """Make a list of contacts: CSV, Excel (.xlsx) or JSON.

    The file is written in the background; `Location` tells when it is there, and hands out a link to it. Cells that a
    spreadsheet would take for formulas are put behind an apostrophe; an import of the file takes it away again.
    """

    def started(one: ContactExport) -> Reply[views.ExportStartedView]:
        view = views.ExportStartedView(export_id=one.id, status=one.status)
        return Reply(view, location=f"customers/contacts/exports/{one.id}")

    return call.send(commands.RequestExport(body.format, body.chosen(), body.columns()), started)


@api.route("GET", "customers/contacts/exports", roles=MANAGERS)
def list_exports(query: paging.PageQuery) -> Reply[paging.Page[views.ExportView]]:
    """List exports, newest first."""
    part = query.within(app().settings.business, of="exports")
    with app().database.reading() as session:
        return Reply(queries.list_exports(session, part))


@api.route("GET", "customers/contacts/exports/{export_id}", roles=MANAGERS, refuses=("EXP-001",))
def get_export(export_id: UUID) -> Reply[views.ExportView]:
    """Show an export; `downloadUrl` is good for a quarter of an hour, each call makes a new one."""
    with app().database.reading() as session:
        one = queries.load_export(session, export_id)
    return Reply(views.ExportView.of(one, work.link(app(), one)))


@api.blueprint.function_name("end_stuck_exports")
@api.blueprint.timer_trigger(arg_name="timer", schedule="%IMPORT_RESUME_SCHEDULE%")
def end_stuck_exports(timer: func.TimerRequest) -> None:
    """End exports whose last worker died."""
    work.end_stuck(app())


@api.blueprint.function_name("write_contact_export")
@api.blueprint.service_bus_queue_trigger(arg_name="message", queue_name=EXPORT_REQUESTS, connection=CONNECTION)
def write_contact_export(message: func.ServiceBusMessage) -> None:
    """An export was asked for: write its file."""
    work.work(app(), UUID(json.loads(message.get_body())["data"]["exportId"]))

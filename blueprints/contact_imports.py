"""Importing contact lists: HTTP triggers, and the blob, queue and timer triggers that worker the files off."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING
from uuid import UUID

import azure.functions as func

from shared.composition import app
from shared.kernel.ids import new_id
from shared.platform.lazy import lazy
from shared.platform.messaging.topology import CONNECTION, UNDO_REQUESTS
from shared.platform.web.endpoint import MANAGERS, Api
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.upload import Upload

if TYPE_CHECKING:
    from shared.contacts import responses as contact_responses
    from shared.imports import commands, failed_rows, queries, report, requests, responses, undo, worker
    from shared.imports.model import ContactImport
    from shared.platform.web import paging
else:
    requests, commands, queries, failed_rows, report, undo, responses, worker = lazy(
        "shared.imports", "requests", "commands", "queries", "failed_rows", "report", "undo", "responses", "worker"
    )
    (contact_responses,) = lazy("shared.contacts", "responses")
    (paging,) = lazy("shared.platform.web", "paging")

STORAGE = "ContactStorage"
"""The app setting (or its `__blobServiceUri` form) that trigger and adapter share."""
LARGEST_FILE = 100_000_000
"""Bytes; the platform takes no more in one request."""

api = Api("Imports", app)
log = logging.getLogger(__name__)


@api.route("POST", "customers/contacts/import", roles=MANAGERS, status=202, body_limit=LARGEST_FILE + 1_000_000)
def import_contacts(
    form: requests.ImportForm, file: Upload, call: RequestContext
) -> Reply[responses.ImportStartedResponse]:
    """Import a list of contacts: CSV, Excel (.xlsx) or JSON (array or lines).

    The file is stored and worked off in the background; follow the import at `Location`. One bad row never stops the
    file.
    """
    import_id = new_id()
    blob_name = f"{import_id}/{file.name}"

    def started(one: ContactImport) -> Reply[responses.ImportStartedResponse]:
        view = responses.ImportStartedResponse(import_id=one.id, status=one.status)
        return Reply(view, location=f"customers/contacts/imports/{one.id}")

    reply = call.send(commands.StartImport(file.name, blob_name, form.options(), import_id), started)
    try:
        worker.store_file(app(), import_id, blob_name, file.content)
    except Exception:
        call.forget()  # whoever asks again must not be told that all is well
        raise
    return reply


@api.route("POST", "customers/contacts/imports/uploads", roles=MANAGERS, status=201)
def announce_upload(body: requests.UploadRequest, call: RequestContext) -> Reply[responses.UploadResponse]:
    """Ask where to upload a list that is larger than a request may be.

    The import begins when the file is there; `uploadUrl` is good for an hour.
    """
    import_id = new_id()
    blob_name = f"{import_id}/{body.file_name}"
    until = app().clock() + worker.UPLOAD_LIFE

    def announced(one: ContactImport) -> Reply[responses.UploadResponse]:
        url = app().blobs.link(worker.CONTAINER, blob_name, to="write", until=until)
        view = responses.UploadResponse(
            import_id=one.id,
            status=one.status,
            upload_url=url,
            method="PUT",
            headers={"x-ms-blob-type": "BlockBlob"},
            expires_at=until,
        )
        return Reply(view, location=f"customers/contacts/imports/{one.id}")

    return call.send(commands.StartImport(body.file_name, blob_name, body.options(), import_id), announced)


@api.route("GET", "customers/contacts/imports", roles=MANAGERS)
def list_imports(query: paging.PageQuery) -> Reply[paging.Page[responses.ImportResponse]]:
    """List imports, newest first."""
    part = query.within(app().settings.business, of="imports")
    with app().database.reading() as session:
        return Reply(queries.list_imports(session, part, now=app().clock()))


@api.route("GET", "customers/contacts/imports/{import_id}", roles=MANAGERS, errors=("IMP-001",))
def get_import(import_id: UUID) -> Reply[responses.ImportResponse]:
    """Show an import: its state, its counts so far, how fast it goes."""
    with app().database.reading() as session:
        return Reply(queries.load_import(session, import_id, now=app().clock()))


@api.route("GET", "customers/contacts/imports/{import_id}/errors", roles=MANAGERS, errors=("IMP-001",))
def list_import_errors(import_id: UUID, query: paging.PageQuery) -> Reply[paging.Page[responses.RowErrorResponse]]:
    """List the rows that were not imported, and why.

    `IMP-003`: the row does not describe a contact; `IMP-004`: it cannot be read; `CONT-002`: its e-mail is taken,
    in the base or by an earlier row; `CONT-004`: the customer is full; `CUST-001`: no such customer; `CUST-002`: a
    new customer's e-mail is another's. After an undo also the contacts it kept: `IMP-006`, they changed since.
    """
    part = query.within(app().settings.business, of=f"errors of {import_id}")
    with app().database.reading() as session:
        return Reply(queries.errors_of(session, import_id, part))


@api.route("GET", "customers/contacts/imports/{import_id}/contacts", roles=MANAGERS, errors=("IMP-001",))
def list_imported_contacts(
    import_id: UUID, query: paging.PageQuery
) -> Reply[paging.Page[contact_responses.ContactResponse]]:
    """List the contacts an import made or changed, as they are now."""
    part = query.within(app().settings.business, of=f"contacts of {import_id}")
    with app().database.reading() as session:
        return Reply(queries.contacts_of(session, import_id, part))


@api.route(
    "GET",
    "customers/contacts/imports/{import_id}/report",
    roles=MANAGERS,
    errors=("IMP-001",),
    media_type="text/html",
)
def show_import_report(import_id: UUID) -> Reply[bytes]:
    """Show an import as a page: counts, a chart of outcomes, the first errors. A browser is asked for a token."""
    now, first = app().clock(), paging.Window(1, report.SHOWN_ERRORS, None, "")
    with app().database.reading() as session:
        one = queries.load_import(session, import_id, now=now)
        outcomes, errors = queries.outcomes(session, import_id), queries.errors_of(session, import_id, first)
    return Reply(report.page(one, outcomes, errors.items, now), headers=report.HEADERS)


@api.route(
    "GET",
    "customers/contacts/imports/{import_id}/failed-rows",
    roles=MANAGERS,
    errors=("IMP-001",),
    media_type="application/octet-stream",
)
def download_failed_rows(import_id: UUID) -> Reply[bytes]:
    """Download the rows that were not imported, in the file's own format with `code` and `message` beside them.

    Mended, it can be imported again as it is.
    """
    with app().database.reading() as session:
        name, content = failed_rows.written(*queries.failed_rows(session, import_id))
    return Reply(content, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@api.route(
    "POST",
    "customers/contacts/imports/{import_id}/cancel",
    roles=MANAGERS,
    versioned=False,
    errors=("IMP-001", "IMP-002"),
)
def cancel_import(import_id: UUID, call: RequestContext) -> Reply[responses.ImportResponse]:
    """Stop an import after the rows at hand; what is imported stays."""

    return call.send(commands.CancelImport(import_id), _shown)


@api.route(
    "POST",
    "customers/contacts/imports/{import_id}/undo",
    roles=MANAGERS,
    status=202,
    versioned=False,
    errors=("IMP-001", "IMP-005"),
)
def undo_import(import_id: UUID, call: RequestContext) -> Reply[responses.ImportResponse]:
    """Undo an import within 24 hours: remove the contacts it made, restore those it updated.

    Contacts that changed since are kept and listed under `errors`. A short list is undone at once, a long one goes on
    in the background; the import is `Undone` when that is done. Customers that the list brought along stay.
    """
    return call.send(undo.UndoImport(import_id), _shown)


def _shown(one: ContactImport) -> Reply[responses.ImportResponse]:
    return Reply(queries.shown(one, app().clock()))


@api.blueprint.function_name("import_dropped_file")
@api.blueprint.blob_trigger(
    arg_name="blob", path="contact-imports/{name}", connection=STORAGE, source=func.BlobSource.EVENT_GRID
)
def import_dropped_file(blob: func.InputStream) -> None:
    """A file has come: import it. The blob is only a hint; where it stands is in the database."""
    worker.import_blob(app(), (blob.name or "").partition("/")[2])


@api.blueprint.function_name("fail_poisoned_import")
@api.blueprint.queue_trigger(arg_name="message", queue_name="webjobs-blobtrigger-poison", connection=STORAGE)
def fail_poisoned_import(message: func.QueueMessage) -> None:
    """A file could not be handled in five tries: its import has failed."""
    letter = json.loads(message.get_body())
    if letter["ContainerName"] == worker.CONTAINER:
        worker.fail_blob(app(), letter["BlobName"], "The file could not be worked off in five tries.")


@api.blueprint.function_name("resume_imports")
@api.blueprint.timer_trigger(arg_name="timer", schedule="%IMPORT_RESUME_SCHEDULE%")
def resume_imports(timer: func.TimerRequest) -> None:
    """Go on with imports whose worker died, and end those whose file never came."""
    house = app()
    with house.database.reading() as session:
        blobs = queries.waiting(session, at=house.clock())
        silent = queries.abandoned(session, before=house.clock() - 2 * worker.UPLOAD_LIFE)
    for import_id in silent:
        house.mediator.send(commands.FailImport(import_id, "The file never came."), actor=worker.DROPPED_BY)
    for name in blobs:
        try:
            worker.import_blob(house, name)
        except Exception:  # the others must not wait for it
            log.exception("An import could not go on")


@api.blueprint.function_name("undo_rest_of_import")
@api.blueprint.service_bus_queue_trigger(arg_name="message", queue_name=UNDO_REQUESTS, connection=CONNECTION)
def undo_rest_of_import(message: func.ServiceBusMessage) -> None:
    """An undo was asked for: do what the request itself did not."""
    asked = json.loads(message.get_body())["data"]
    worker.undo_rest(app(), UUID(asked["importId"]), by=asked["requestedBy"])

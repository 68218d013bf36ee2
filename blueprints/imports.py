"""Triggers of imports: their API (specification §5.2.6), and the queue, jobs and timer that work the files off."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING
from uuid import UUID

from shared import contacts, duplicates, imports
from shared.composition import app
from shared.imports.names import CONTAINER, FILES, IMPORT, UNDO
from shared.kernel.ids import new_id
from shared.kernel.naming import iso, to_json
from shared.platform import web
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import MANAGERS
from shared.platform.web.upload import Upload

if TYPE_CHECKING:
    from shared.imports.model import ContactImport
    from shared.platform.jobs.work import Work

LARGEST_FILE = 100_000_000
"""Bytes; the platform takes no more in one request."""

triggers = Triggers("Imports", app, "Lists of contacts that come in as files: their progress, errors, report and undo.")
log = logging.getLogger(__name__)


@triggers.route("POST", "customers/contacts/import", roles=MANAGERS, status=202, body_limit=LARGEST_FILE + 1_000_000)
def import_contacts(
    form: imports.requests.ImportForm, file: Upload, call: RequestContext
) -> Reply[imports.responses.ImportStartedResponse]:
    """Import a list of contacts: CSV, Excel (.xlsx, .xls), OpenDocument (.ods) or JSON (array or lines).

    The file is stored and worked off in the background; look at `Location` every second or so. One bad row never stops
    the file. Columns are recognised by their headers in many languages; `mappings` says which is which where that
    fails. Each row names its customer, or `customerId` names one for all; `onUnknownCustomer=create` makes those that
    do not exist.
    """
    import_id = new_id()
    blob_name = f"{import_id}/{file.name}"

    def started(one: ContactImport) -> Reply[imports.responses.ImportStartedResponse]:
        response = imports.responses.ImportStartedResponse(import_id=one.id, status=one.status)
        return Reply(response, location=f"customers/contacts/imports/{one.id}")

    def store() -> None:
        imports.worker.store_file(app(), import_id, blob_name, file.content)

    return call.send(imports.commands.StartImport(file.name, blob_name, form.options(), import_id), started, then=store)


def _with_link(body: bytes) -> bytes:
    """An announced upload with the link to it, which opens the blob to its bearer: each sending makes its own."""
    told = json.loads(body)
    url, until = imports.arrivals.upload_link(app(), UUID(told["importId"]))
    return to_json(told | {"uploadUrl": url, "expiresAt": iso(until)})


@triggers.route(
    "POST", "customers/contacts/imports/uploads", roles=MANAGERS, status=201, versioned=False, complete=_with_link
)
def announce_upload(
    body: imports.requests.UploadRequest, call: RequestContext
) -> Reply[imports.responses.UploadResponse]:
    """Ask where to upload a list that is larger than a request may be.

    The import begins when the file is there; `uploadUrl` is good for an hour.
    """
    import_id = new_id()

    def announced(one: ContactImport) -> Reply[imports.responses.UploadResponse]:
        response = imports.responses.UploadResponse(
            import_id=one.id,
            status=one.status,
            upload_url="",
            method="PUT",
            headers={"x-ms-blob-type": "BlockBlob"},
            expires_at=one.created_at + imports.worker.UPLOAD_LIFE,
        )
        return Reply(response, location=f"customers/contacts/imports/{one.id}")

    blob_name = f"{import_id}/{body.file_name}"
    return call.send(imports.commands.StartImport(body.file_name, blob_name, body.options(), import_id), announced)


@triggers.route("GET", "customers/contacts/imports", roles=MANAGERS)
def list_imports(
    query: web.paging.PageQuery, call: RequestContext
) -> Reply[web.paging.Page[imports.responses.ImportResponse]]:
    """List imports, newest first."""
    return Reply(call.ask(imports.queries.list_imports, call.window(query, of="imports"), now=app().clock()))


@triggers.route("GET", "customers/contacts/imports/{import_id}", roles=MANAGERS, versioned=False, errors=("IMP-001",))
def get_import(import_id: UUID, call: RequestContext) -> Reply[imports.responses.ImportResponse]:
    """Show an import: its state, its counts so far, how fast it goes."""
    shown = call.ask(imports.queries.load_import, import_id, now=app().clock())
    return Reply(shown.model_copy(update={"possible_duplicates": _duplicates(import_id, call)}))


def _duplicates(import_id: UUID, call: RequestContext) -> int:
    """How many pairs of customers a list has made that are probably one."""
    return call.ask(duplicates.queries.pairs_with, imports.queries.customers_brought(import_id))


@triggers.route("GET", "customers/contacts/imports/{import_id}/errors", roles=MANAGERS, errors=("IMP-001",))
def list_import_errors(
    import_id: UUID, query: web.paging.PageQuery, call: RequestContext
) -> Reply[web.paging.Page[imports.responses.RowErrorResponse]]:
    """List the rows that were not imported, and why.

    `IMP-003`: the row does not describe a contact; `IMP-004`: it cannot be read; `CONT-002`: its e-mail is taken,
    in the base or by an earlier row; `CONT-004`: the customer is full; `CUST-001`: no such customer; `CUST-002`: a
    new customer's e-mail is another's; `IMP-007`: several customers have the name. After an undo also
    the contacts it kept: `IMP-006`, they changed since.
    """
    window = call.window(query, of=f"errors of {import_id}")
    return Reply(call.ask(imports.queries.errors_of, import_id, window))


@triggers.route("GET", "customers/contacts/imports/{import_id}/contacts", roles=MANAGERS, errors=("IMP-001",))
def list_imported_contacts(
    import_id: UUID, query: web.paging.PageQuery, call: RequestContext
) -> Reply[web.paging.Page[contacts.responses.ContactResponse]]:
    """List the contacts an import made or changed, as they are now."""
    window = call.window(query, of=f"contacts of {import_id}")
    return Reply(call.ask(imports.queries.contacts_of, import_id, window))


@triggers.route(
    "GET",
    "customers/contacts/imports/{import_id}/report",
    roles=MANAGERS,
    errors=("IMP-001",),
    media_type="text/html",
    example="<!doctype html><title>Import of people.csv</title>",
)
def show_import_report(import_id: UUID, call: RequestContext) -> Reply[bytes]:
    """Show an import as a page: counts, a chart of outcomes, the first errors. A browser is asked for a token."""
    found = _duplicates(import_id, call)
    return call.ask(imports.report.page_of, import_id, now=app().clock(), duplicates=found)


@triggers.route(
    "GET",
    "customers/contacts/imports/{import_id}/failed-rows",
    roles=MANAGERS,
    errors=("IMP-001",),
    media_type="application/octet-stream",
    example="Vorname;Nachname;E-Mail;code;message\nBen;Nevis;oops;IMP-003;email is not a valid e-mail address\n",
)
def download_failed_rows(import_id: UUID, call: RequestContext) -> Reply[bytes]:
    """Download the rows that were not imported, in the file's own format.

    `code` and `message` stand beside each. Mended, it can be imported again as it is.
    """
    name, content = call.ask(imports.failed_rows.file_of, import_id)
    return Reply(content, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@triggers.route(
    "POST",
    "customers/contacts/imports/{import_id}/cancel",
    roles=MANAGERS,
    versioned=False,
    errors=("IMP-001", "IMP-002"),
)
def cancel_import(import_id: UUID, call: RequestContext) -> Reply[imports.responses.ImportResponse]:
    """Stop an import after the rows at hand; what is imported stays."""
    return call.send(imports.commands.CancelImport(import_id), _shown)


@triggers.route(
    "POST",
    "customers/contacts/imports/{import_id}/undo",
    roles=MANAGERS,
    status=202,
    versioned=False,
    errors=("IMP-001", "IMP-005"),
)
def undo_import(import_id: UUID, call: RequestContext) -> Reply[imports.responses.ImportResponse]:
    """Undo an import within 24 hours: remove the contacts it made, restore those it updated.

    Contacts that changed since are kept and listed under `errors`. A short list is undone at once, a long one goes on
    in the background; the import is `Undone` when that is done. Customers that the list brought along stay.
    """
    return call.send(imports.undo.UndoImport(import_id), _shown)


def _shown(one: ContactImport) -> Reply[imports.responses.ImportResponse]:
    return Reply(imports.queries.shown(one, app().clock()))


@triggers.files(CONTAINER, FILES)
def note_dropped_file(name: str) -> None:
    """Storage tells that a file is there: its import begins. What it says is only a hint; storage is asked."""
    imports.arrivals.note_file(app(), name)


@triggers.job(IMPORT, give_up=lambda work, reason: imports.worker.give_up_import(work, reason))
def import_contact_list(work: Work) -> bool:
    """A file is there: make contacts of its rows."""
    return imports.worker.import_list(work)


@triggers.job(UNDO, give_up=lambda work, reason: log.error("The undo of import %s: %s", work.subject_id, reason))
def undo_contact_import(work: Work) -> bool:
    """An undo was asked for: do what the request itself did not."""
    return imports.worker.undo_list(work)


@triggers.timer("IMPORT_EXPIRY_SCHEDULE")
def end_imports_without_file() -> None:
    """End imports whose files were announced and never came."""
    imports.arrivals.end_absent(app())

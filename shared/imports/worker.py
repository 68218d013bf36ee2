"""Working an import off: from the blob to the last row, resumable at any point."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from itertools import batched
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from shared.adapters.blobs import BlobReplaced, NoSuchBlob
from shared.contacts.list_files import FIELDS, FileFormat
from shared.imports import commands
from shared.imports.column_matching import suggest
from shared.imports.contact_parsing import parse_contact
from shared.imports.customer_matching import Known, known_from_dry_run
from shared.imports.model import ImportNotUndoable
from shared.imports.names import CONTAINER
from shared.imports.queries import import_of_blob, imported_customers, simulated_customers
from shared.imports.repository import LostLease
from shared.imports.table_reader import opened
from shared.imports.table_rows import Rows, Unreadable
from shared.imports.undo import UndoImport
from shared.imports.values import FileRow, ImportStatus, Options
from shared.kernel.errors import Conflict
from shared.kernel.ids import new_id
from shared.platform.observability import telemetry
from shared.platform.resilience import Unreachable

if TYPE_CHECKING:
    from shared.imports.model import ContactImport
    from shared.platform.app import App

CHUNK = 2000
SIDECAR = ".mapping.json"
ANNOUNCED = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/")
"""Files the API knows of lie in a folder of their import's."""
UPLOAD_LIFE = timedelta(hours=1)
"""How long a link to upload a file is good."""

PASSED_ON = (Unreadable, NoSuchBlob, Unreachable)

log = logging.getLogger(__name__)


def import_blob(app: App, blob_name: str) -> None:
    """Imports the file of this name as far as it is not imported yet. Returns at once if another worker has it."""
    if blob_name.endswith(SIDECAR) and not ANNOUNCED.match(blob_name):
        return
    owner = new_id()
    try:
        etag = app.blobs.etag(CONTAINER, blob_name)
    except NoSuchBlob:
        fail_blob(app, blob_name, "The file is gone.")
        return
    taken = app.mediator.send(commands.TakeImport(blob_name, etag, owner, Options(mappings=_sidecar(app, blob_name))))
    if taken is None:
        return
    try:
        _read(app, taken, owner, etag)
    except LostLease:
        log.info("Import %s is in other hands", taken.id)
    except (Unreadable, BlobReplaced) as error:
        app.mediator.send(commands.FailImport(taken.id, str(error)), actor=taken.created_by)
    except NoSuchBlob:
        app.mediator.send(commands.FailImport(taken.id, "The file is gone."), actor=taken.created_by)
    except Exception:  # not the file's fault: the next try may begin at once
        app.mediator.send(commands.ReleaseImport(taken.id, owner), actor=taken.created_by)
        raise


def store_file(app: App, import_id: UUID, blob_name: str, content: BinaryIO) -> None:
    """Puts a file where its trigger waits for it; the import that will not have it has failed."""
    try:
        app.blobs.put(CONTAINER, blob_name, content)
    except Exception:
        app.mediator.send(commands.FailImport(import_id, "The file could not be stored."))
        raise


def fail_blob(app: App, blob_name: str, reason: str) -> None:
    """Ends the import of a blob that could not be worked off."""
    with app.database.reading() as session:
        found = import_of_blob(session, blob_name)
    if found:
        app.mediator.send(commands.FailImport(found, reason))


def undo_rest(app: App, import_id: UUID, *, by: str) -> None:
    """Undoes what is left of an import to undo."""
    status = None
    while status is not ImportStatus.UNDONE:
        try:
            status = app.mediator.send(UndoImport(import_id), actor=by).status
        except ImportNotUndoable:  # undone already
            return


def _read(app: App, taken: ContactImport, owner: UUID, etag: str) -> None:
    with app.blobs.opened(CONTAINER, taken.blob_name) as file:
        format, rows = _readable(file, taken)
        mappings = _understood(taken.mappings, rows.columns)
        processed = taken.processed_records
        app.mediator.send(
            commands.BeginImport(taken.id, owner, processed, format, rows.columns, mappings, etag),
            actor=taken.created_by,
        )
        known = _known_before(app, taken)
        described = ((row, parse_contact(row, mappings)) for row in _to_the_end(rows) if row.number > processed)
        chunks = ((chunk, rows.progress()) for chunk in batched(described, CHUNK, strict=False))
        for chunk, progress in _read_ahead(chunks):
            if app.blobs.etag(CONTAINER, taken.blob_name) != etag:
                raise Unreadable("The file was replaced while it was read.")
            command = commands.ImportRows(taken.id, owner, processed, chunk, progress, known)
            done, known = _import(app, command, taken.created_by)
            telemetry.count("contacts.imported", done.processed_records - processed)
            processed = done.processed_records
            if done.cancel_requested:
                break
    if not taken.dry_run:
        with app.database.reading() as session:
            customers = imported_customers(session, taken.id)
        for some in batched(customers, 200, strict=False):
            app.mediator.send(commands.IndexContacts(some), actor=taken.created_by)
    app.mediator.send(commands.FinishImport(taken.id, owner, processed), actor=taken.created_by)


def _import(app: App, command: commands.ImportRows, actor: str) -> commands.RowsImported:
    """A chunk; once more if an e-mail address was taken between our look and our commit."""
    try:
        return app.mediator.send(command, actor=actor)
    except Conflict:
        return app.mediator.send(command, actor=actor)


def _known_before(app: App, taken: ContactImport) -> Known:
    """What a dry run that was interrupted found out; a real import left it in the database."""
    if not taken.dry_run or not taken.processed_records:
        return {}
    with app.database.reading() as session:
        return known_from_dry_run(simulated_customers(session, taken.id))


def _readable(file: BinaryIO, taken: ContactImport) -> tuple[FileFormat, Rows]:
    with _parsing("The file cannot be read"):
        return opened(file, taken.file_name, taken.format)


def _to_the_end(rows: Rows) -> Iterator[FileRow]:
    with _parsing("The file cannot be read any further"):
        yield from rows


@contextmanager
def _parsing(problem: str) -> Iterator[None]:
    """Parsers raise more kinds of error than they document; each of them is the file's fault."""
    try:
        yield
    except PASSED_ON:
        raise
    except Exception as wrong:
        raise Unreadable(f"{problem} ({type(wrong).__name__}).") from wrong


def _read_ahead[T](chunks: Iterator[T]) -> Iterator[T]:
    """The chunks, each read while the one before it is written."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = reader.submit(next, chunks, None)
            yield chunk


def _understood(given: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """Our field → column. Raises Unreadable if what is needed is not there."""
    known = list(columns)
    if unknown := [column for column in given.values() if column not in known]:
        raise Unreadable(f"The file has no column {unknown[0]!r}; it has {', '.join(known)[:300]}.")
    suggested = suggest([column for column in known if column not in given.values()])
    mappings = {**{field: column for field, column in suggested.items() if field not in given}, **given}
    if missing := [field for field in ("firstName", "lastName", "email") if field not in mappings]:
        raise Unreadable(f"No column was recognised as {missing[0]}; the file has {', '.join(known)[:300]}.")
    return {field: mappings[field] for field in FIELDS if field in mappings}


def _sidecar(app: App, blob_name: str) -> dict[str, str]:
    """The mapping that lies beside a dropped file as `NAME.mapping.json`; none if there is none that makes sense."""
    try:
        with app.blobs.opened(CONTAINER, blob_name + SIDECAR) as file:
            given = json.loads(file.read(100_000))
    except (NoSuchBlob, ValueError):
        return {}
    sensible = isinstance(given, dict) and all(isinstance(value, str) for value in given.values())
    return {field: column for field, column in given.items() if field in FIELDS} if sensible else {}

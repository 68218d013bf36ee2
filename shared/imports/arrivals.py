"""Files that come, and files that don't."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from shared.adapters.blobs import NoSuchBlob, NotAFile
from shared.imports.commands import FailImport, FileArrived, RecogniseCopy, RefuseFile
from shared.imports.names import CONTAINER
from shared.imports.queries import files_kept, import_with_id, imports_without_file
from shared.imports.sidecar import ENDING
from shared.imports.worker import ANNOUNCED, UPLOAD_LIFE
from shared.kernel.text import SURROGATE, fitting, units
from shared.platform.persistence.reading import ask

if TYPE_CHECKING:
    from shared.platform.app import App

LONGEST_BLOB_NAME = 400
"""UTF-16 units of a blob's name that an import can bear."""


def note_file(app: App, blob_name: str) -> None:
    """Begins the import of a file that storage told of; one that nobody can import gets an import that says why."""
    if blob_name.endswith(ENDING) and not ANNOUNCED.match(blob_name):
        return
    reason, etag = "", "none"
    try:
        etag = app.blobs.etag(CONTAINER, blob_name)
    except NotAFile:
        reason = "What was dropped is no file: a pipe, a device or a link has no content of its own."
    except NoSuchBlob:
        return  # it went again
    storable = _storable(blob_name)
    if storable != blob_name:
        reason = f"The file's name is longer than {LONGEST_BLOB_NAME} characters, or is no text."
    app.mediator.send(RefuseFile(storable, etag, reason) if reason else FileArrived(blob_name, etag))


def upload_link(app: App, import_id: UUID) -> tuple[str, datetime]:
    """A link to upload an announced file to, and until when it is good. Raises ImportNotFound."""
    announced = ask(app.database, lambda session: import_with_id(session, import_id))
    until = app.clock() + UPLOAD_LIFE
    return app.blobs.link(CONTAINER, announced.blob_name, to="write", until=until), until


def end_absent(app: App) -> None:
    """Ends imports whose files were announced and never came."""
    with app.database.reading() as session:
        absent = imports_without_file(session, before=app.clock() - 2 * UPLOAD_LIFE)
    for import_id, blob_name in absent.items():
        note_file(app, blob_name)  # it may have come, and only the message about it not
        app.mediator.send(FailImport(import_id, "The file never came.", if_absent=True))


def recognise_copies(app: App) -> int:
    """After a restore: files are copies, whose versions differ; notes those that are there. Returns how many."""
    count = 0
    with app.database.reading() as session:
        kept = files_kept(session)
    for import_id, blob_name, known in kept:
        with suppress(NoSuchBlob):
            if (etag := app.blobs.etag(CONTAINER, blob_name)) != known:
                app.mediator.send(RecogniseCopy(import_id, etag))
                count += 1
    return count


def _storable(name: str) -> str:
    """The name as a column takes it; what it loses shows as a digest of the whole."""
    text = SURROGATE.sub("\ufffd", name)
    if text == name and units(text) <= LONGEST_BLOB_NAME:
        return text
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{fitting(text, LONGEST_BLOB_NAME)}…{digest}"

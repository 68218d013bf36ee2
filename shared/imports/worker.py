"""Working an import off: from the file to the last row, resumable at any point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from shared.adapters.blobs import BlobReplaced, NoSuchBlob, NotAFile
from shared.imports import commands
from shared.imports.columns import MatchedColumns, match_columns, missing_field
from shared.imports.customer_matching import Known, known_from_dry_run
from shared.imports.model import ImportNotUndoable
from shared.imports.names import CONTAINER
from shared.imports.queries import import_with_id, imported_customers, names_erased, simulated_customers
from shared.imports.reading.reader import Chunk, ReadFile, reading
from shared.imports.reading.rows import Unreadable
from shared.imports.row_commands import ImportRows, RowsImported
from shared.imports.sidecar import mappings_beside
from shared.imports.understanding import Warnings, ignored
from shared.imports.undo import BELOW, UndoRows
from shared.imports.values import ImportStatus, Mappings, columns_of
from shared.kernel.errors import Conflict
from shared.platform.jobs.commands import KeepCheckpoint
from shared.platform.observability import telemetry

if TYPE_CHECKING:
    from shared.imports.model import ContactImport
    from shared.platform.app import App
    from shared.platform.jobs.work import Work

ANNOUNCED = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/")
"""Files the API knows of lie in a folder of their import's."""
UPLOAD_LIFE = timedelta(hours=1)
"""How long a link to upload a file is good."""
INDEXED_AT_ONCE = 200
"""Customers made findable in one transaction."""


def store_file(app: App, import_id: UUID, blob_name: str, content: BinaryIO) -> None:
    """Puts a file where storage tells of it; the import that will not have it has failed."""
    try:
        app.blobs.put(CONTAINER, blob_name, content)
    except Exception:
        app.mediator.send(commands.FailImport(import_id, "The file could not be stored."))
        raise


def give_up_import(work: Work, reason: str) -> None:
    """Ends an import that can't be done; what it made is found all the same."""
    with work.app.database.reading() as session:
        taken = import_with_id(session, work.subject_id)
    if not taken.dry_run:
        _make_findable(taken, work, reason)
    work.app.mediator.send(commands.FailImport(work.subject_id, reason))


def import_list(work: Work) -> bool:
    """Imports the next rows of a file, while there is time; says whether the import has ended."""
    app, reason = work.app, work.checkpoint.get(commands.FAILED)
    with app.database.reading() as session:
        taken = import_with_id(session, work.subject_id)
    if taken.status is not ImportStatus.PROCESSING:
        return True
    processed = taken.processed_records
    if not work.checkpoint:  # its rows are not all done
        try:
            processed, ended = _import_rows(taken, work)
            if not ended:
                return False
        except (Unreadable, NoSuchBlob) as error:
            reason = _reason(error)
            app.mediator.send(KeepCheckpoint(work.lease, {commands.FAILED: reason}))
    if not taken.dry_run and not _make_findable(taken, work, reason):
        return False
    if reason is not None:
        app.mediator.send(commands.FailImport(taken.id, reason), actor=taken.created_by)
    else:
        app.mediator.send(commands.FinishImport(taken.id, work.lease, processed), actor=taken.created_by)
    _drop_file_of_erased(app, taken)
    return True


def _drop_file_of_erased(app: App, done: ContactImport) -> None:
    """A list that names persons who were erased is not kept."""
    with app.database.reading() as session:
        named = names_erased(session, done.id)
    if named:
        app.blobs.delete(CONTAINER, done.blob_name)
        app.mediator.send(commands.ForgetRemarks(done.id))


def _reason(error: Unreadable | NoSuchBlob) -> str:
    match error:
        case Unreadable():
            return str(error)
        case NotAFile():
            return "What lies where the file lay is no file."
        case BlobReplaced():
            return "The file was replaced while it was read."
    return "The file is gone."


def undo_list(work: Work) -> bool:
    """Undoes the next rows of an import, while there is time; says whether all are undone."""
    below: int | None = work.checkpoint[BELOW]
    try:
        while below is not None:
            if not work.has_time():
                return False
            below = work.app.mediator.send(UndoRows(work.subject_id, work.lease, below), actor=work.by)
    except ImportNotUndoable:  # undone already, and its last step not noted
        pass
    return True


def _import_rows(taken: ContactImport, work: Work) -> tuple[int, bool]:
    """How many rows of the file are done now, and whether those are all."""
    app = work.app
    processed = taken.processed_records
    _must_be_the_same(app, taken)
    given = _given(app, taken)
    with (
        app.blobs.opened(CONTAINER, taken.blob_name) as file,
        reading(
            file,
            taken.file_name,
            taken.format,
            encoding=taken.encoding or (taken.understood.encoding if taken.understood else None),
            columns=taken.columns,
            wanted=[column for each in columns_of(given).values() for column in each],
            after=processed,
        ) as read,
    ):
        matched = _matched(taken, given, read)
        columns, remarks = read.columns, read.remarks
        remarks.warnings.extend(matched.warnings)
        used = {column for each in columns_of(matched.mappings).values() for column in each}
        remarks.warnings.extend(ignored(columns, used, remarks.samples))
        understood = replace(read.understood, guessed=sorted(matched.guessed))
        begun = commands.BeginImport(
            taken.id, work.lease, processed, read.format, columns, matched.mappings, understood, remarks
        )
        app.mediator.send(begun, actor=taken.created_by)
        if missing := missing_field(matched.mappings):
            raise Unreadable(f"No column was recognised as {missing}; the file has {', '.join(columns)[:300]}.")
        known = _known_before(app, taken)
        for chunk in _read_ahead(read.chunks(matched.mappings, matched.guessed)):
            _must_be_the_same(app, taken)
            command = ImportRows(taken.id, work.lease, processed, chunk.rows, chunk.progress, known, chunk.warnings)
            done, known = _import(app, command, taken.created_by)
            telemetry.count("contacts.imported", done.processed_records - processed)
            processed = done.processed_records
            if done.cancel_requested:
                break
            if not work.has_time():  # asked after a chunk: whatever it takes to come so far, each slice gets on
                return processed, False
    return processed, True


def _import(app: App, command: ImportRows, actor: str) -> RowsImported:
    """A chunk; once more if an e-mail address was taken between our look and our commit."""
    try:
        return app.mediator.send(command, actor=actor)
    except Conflict:
        return app.mediator.send(command, actor=actor)


def _make_findable(taken: ContactImport, work: Work, reason: str | None) -> bool:
    """Indexes the customers whose contacts changed, while there is time; says whether that is all of them."""
    app = work.app
    so_far = work.checkpoint.get(commands.INDEXED)
    last = UUID(so_far) if so_far else None
    while True:
        with app.database.reading() as session:
            some = imported_customers(session, taken.id, last, INDEXED_AT_ONCE)
        if not some:
            return True
        app.mediator.send(commands.IndexContacts(some, work.lease, reason), actor=taken.created_by)
        last = some[-1]
        if not work.has_time():
            return False


def _must_be_the_same(app: App, taken: ContactImport) -> None:
    if app.blobs.etag(CONTAINER, taken.blob_name) != taken.blob_etag:
        raise Unreadable("The file was replaced while it was read.")


def _known_before(app: App, taken: ContactImport) -> Known:
    """What a dry run that was interrupted found out; a real import left it in the database."""
    if not taken.dry_run or not taken.processed_records:
        return {}
    with app.database.reading() as session:
        return known_from_dry_run(simulated_customers(session, taken.id))


def _given(app: App, taken: ContactImport) -> Mappings:
    """Which column is which, as it was found out before, or as far as who announced the file said, or a file beside it.

    Raises Unreadable.
    """
    known = taken.understood or ANNOUNCED.match(taken.blob_name)
    return taken.mappings if known else mappings_beside(app.blobs, taken.blob_name)


def _matched(taken: ContactImport, given: Mappings, read: ReadFile) -> MatchedColumns:
    """Which column is which, now that the headers are known. Raises Unreadable."""
    if taken.understood:
        return MatchedColumns(given, frozenset(taken.understood.guessed), Warnings())
    return match_columns(given, read.columns, read.remarks.samples)


def _read_ahead(chunks: Iterator[Chunk]) -> Iterator[Chunk]:
    """The chunks, each read while the one before it is written."""
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = reader.submit(next, chunks, None)
            yield chunk

"""Writing an export's file: from the contacts to blob storage, part by part, and then all of it at once."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from shared.contacts.list_files import FileFormat
from shared.exports import commands, queries
from shared.exports.file_writer import TextFile, TooManyRows, write_workbook
from shared.exports.names import CONTAINER
from shared.exports.values import ExportStatus
from shared.platform.jobs.commands import KeepCheckpoint

if TYPE_CHECKING:
    from shared.exports.model import ContactExport
    from shared.platform.app import App
    from shared.platform.jobs.work import Work

LINK_LIFE = timedelta(minutes=15)
PART_BYTES = 8 * 1024 * 1024
"""A part of a file is stored when it is as large as this; there is the job's checkpoint."""
AFTER, COUNT, PARTS = "after", "count", "parts"
"""In the checkpoint: the customer to go on behind, how many contacts there are, and the names of the parts."""


def give_up_export(work: Work, reason: str) -> None:
    """Ends an export that can't be done."""
    work.app.mediator.send(commands.FailExport(work.subject_id, reason))


def write_export(work: Work) -> bool:
    """Writes an export's file, as far as there is time; says whether the export has ended."""
    app = work.app
    with app.database.reading() as session:
        export = queries.load_export(session, work.subject_id)
    if export.status is not ExportStatus.PROCESSING:
        return True
    try:
        count = _workbook(app, export) if export.format is FileFormat.EXCEL else _text(export, work)
    except TooManyRows as error:
        app.mediator.send(commands.FailExport(export.id, str(error)))
        return True
    if count is None:
        return False
    app.mediator.send(commands.FinishExport(export.id, count), actor=export.created_by)
    return True


def _workbook(app: App, export: ContactExport) -> int:
    """Writes it in one go: a worksheet holds no more than a slice has time for."""
    with tempfile.TemporaryFile() as file:
        batches = queries.exported(app.database, export.columns, export.filters)
        count = write_workbook(file, export.columns, (batch for batch, _ in batches))
        file.seek(0)
        app.blobs.put(CONTAINER, export.blob_name, file)
    return count


def _text(export: ContactExport, work: Work) -> int | None:
    """Writes the next parts of it; returns how many contacts it holds, None if there was no time for all."""
    app = work.app
    text, known = TextFile(export.format, export.columns), work.checkpoint
    count, parts = int(known.get(COUNT, 0)), list[str](known.get(PARTS, ()))
    after = UUID(known[AFTER]) if AFTER in known else None
    part = bytearray(b"" if parts else text.beginning())
    for batch, last in queries.exported(app.database, export.columns, export.filters, after=after):
        part += text.contacts(batch, first=count == 0)
        count += len(batch)
        if len(part) < PART_BYTES and work.has_time():
            continue
        parts.append(_stored(bytes(part), len(parts), export, work))
        part = bytearray()
        app.mediator.send(KeepCheckpoint(work.lease, {AFTER: str(last), COUNT: count, PARTS: parts}))
        if not work.has_time():
            return None
    last_part = _stored(bytes(part) + text.ending(), len(parts), export, work)
    app.mediator.send(KeepCheckpoint(work.lease, known))  # who lost its lease makes no file
    app.blobs.join(CONTAINER, export.blob_name, [*parts, last_part])
    return count


def _stored(content: bytes, number: int, export: ContactExport, work: Work) -> str:
    """Stores a part under a name that no other worker gives. Returns it."""
    name = f"{work.lease.owner.hex}-{number:06}"
    work.app.blobs.put_part(CONTAINER, export.blob_name, name, content)
    return name


def download_link(app: App, one: ContactExport) -> tuple[str, datetime] | None:
    """A link to the export's file, for a few minutes, and when they end; None while there is no file."""
    if one.status is not ExportStatus.COMPLETED or one.forgotten_at is not None:
        return None
    until = app.clock() + LINK_LIFE
    return app.blobs.link(CONTAINER, one.blob_name, to="read", until=until), until

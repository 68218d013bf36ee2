"""Writing an export's file: from the contacts to blob storage, all of it or nothing."""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from shared.exports import commands, queries
from shared.exports.file_writer import TooManyRows, write
from shared.exports.names import CONTAINER
from shared.exports.values import ExportStatus
from shared.platform.messaging.topology import MAX_DELIVERIES

if TYPE_CHECKING:
    from shared.exports.model import ContactExport
    from shared.platform.app import App

LINK_LIFE = timedelta(minutes=15)
STUCK_AFTER = timedelta(hours=2)


def write_export(app: App, export_id: UUID) -> None:
    """Writes the file, unless the export has ended. Whatever fails is raised, so that the message comes again."""
    taken = app.mediator.send(commands.TakeExport(export_id))
    if taken is None:
        return
    try:
        with tempfile.TemporaryFile() as file:
            batches = queries.exported(app.database, taken.columns, taken.filters)
            count = write(file, taken.format, taken.columns, batches)
            file.seek(0)
            app.blobs.put(CONTAINER, taken.blob_name, file)
    except TooManyRows as error:
        app.mediator.send(commands.FailExport(export_id, str(error)))
        return
    except Exception as failure:
        if taken.attempts >= MAX_DELIVERIES:  # the message will not be delivered again
            reason = f"The file could not be written ({type(failure).__name__})."
            app.mediator.send(commands.FailExport(export_id, reason))
        raise
    app.mediator.send(commands.FinishExport(export_id, count), actor=taken.created_by)


def fail_stuck_exports(app: App) -> None:
    """Ends exports that the queue has given up on without a word."""
    with app.database.reading() as session:
        stuck = queries.stuck_exports(session, before=app.clock() - STUCK_AFTER)
    for export_id in stuck:
        app.mediator.send(commands.FailExport(export_id, "The file could not be written."))


def download_link(app: App, one: ContactExport) -> tuple[str, datetime] | None:
    """A link to the export's file, for a few minutes, and when they end; None while there is no file."""
    if one.status is not ExportStatus.COMPLETED:
        return None
    until = app.clock() + LINK_LIFE
    return app.blobs.link(CONTAINER, one.blob_name, to="read", until=until), until

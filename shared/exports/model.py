"""An export: what was asked for, and the file that came of it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shared.contacts.list_files import FileFormat
from shared.exports.events import ContactExportRequested, ContactListExported
from shared.exports.names import CONTAINER
from shared.exports.values import ExportStatus, Filters
from shared.kernel.errors import NotFound
from shared.kernel.events import Aggregate
from shared.kernel.text import fitting

ENDINGS = {FileFormat.CSV: "csv", FileFormat.EXCEL: "xlsx", FileFormat.JSON: "json"}


class ExportNotFound(NotFound):
    code = "EXP-001"
    meaning = "Export not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Export {id} does not exist.")


class ContactExport(Aggregate):
    """Its file appears whole or not at all."""

    def __init__(
        self, id: UUID, format: FileFormat, filters: Filters, columns: Sequence[str], *, by: str, at: datetime
    ) -> None:
        self.id, self.version = id, 0
        self.format, self.columns = format, tuple(columns)
        self.customer_ids, self.tags = tuple(map(str, filters.customer_ids)), filters.tags
        self.status = ExportStatus.PROCESSING
        self.failure_reason: str | None = None
        self.record_count: int | None = None
        self.created_at, self.created_by = at, by
        self.finished_at: datetime | None = None
        self.forgotten_at: datetime | None = None
        self.record(ContactExportRequested(export_id=id, requested_at=at, requested_by=by), {})

    @property
    def filters(self) -> Filters:
        return Filters(tuple(map(UUID, self.customer_ids)), tuple(self.tags))

    @property
    def blob_name(self) -> str:
        """The file's name in its container."""
        return f"{self.id}.{ENDINGS[self.format]}"

    def complete(self, record_count: int, *, at: datetime) -> None:
        """The file is there, with so many contacts. Of two workers that wrote it, the first to say so counts."""
        if self.status is not ExportStatus.PROCESSING:
            return
        self.status, self.record_count, self.finished_at = ExportStatus.COMPLETED, record_count, at
        event = ContactListExported(
            export_id=self.id,
            record_count=record_count,
            format=self.format,
            blob_url=f"{CONTAINER}/{self.blob_name}",
            exported_at=at,
            exported_by=self.created_by,
        )
        self.record(event, {})

    def fail(self, reason: str, *, at: datetime) -> None:
        """There will be no file, unless there is one."""
        if self.status is not ExportStatus.PROCESSING:
            return
        self.status, self.failure_reason, self.finished_at = ExportStatus.FAILED, fitting(reason, 1000), at

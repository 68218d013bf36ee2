"""An import: what is known of the file, how far it has come, and how it ended."""

from datetime import datetime
from uuid import UUID

from shared.imports.events import ContactListImported
from shared.imports.values import FileFormat, ImportStatus, Options
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.events import Aggregate


class ImportNotFound(NotFound):
    code = "IMP-001"
    meaning = "Import not found"


class ImportEnded(Conflict):
    code = "IMP-002"
    meaning = "The import has ended and can no longer be cancelled"


class RowInvalid(Invalid):
    code = "IMP-003"
    meaning = "A row of the file does not describe a contact"


class RowUnreadable(Invalid):
    code = "IMP-004"
    meaning = "A row of the file cannot be read"


class ContactImport(Aggregate):
    """`processed_records` is also the checkpoint: rows up to it are done, whatever happens."""

    def __init__(
        self, id: UUID, file_name: str, blob_name: str, options: Options, *, by: str, at: datetime
    ) -> None:  # fmt: skip
        self.id, self.version = id, 0
        self.file_name, self.blob_name = file_name, blob_name
        self.blob_etag: str | None = None
        self.format: FileFormat | None = options.format
        self.mappings = dict(options.mappings)
        self.mode, self.on_unknown_customer, self.customer_id = (
            options.mode,
            options.on_unknown_customer,
            options.customer_id,
        )
        self.status = ImportStatus.PROCESSING
        self.failure_reason: str | None = None
        self.total_records: int | None = None
        self.processed_records = self.successful_records = self.failed_records = 0
        self.lease_owner: UUID | None = None
        self.leased_until: datetime | None = None
        self.cancel_requested = False
        self.created_at, self.created_by = at, by
        self.started_at: datetime | None = None
        self.finished_at: datetime | None = None

    def begins(self, etag: str, format: FileFormat, mappings: dict[str, str], *, at: datetime) -> None:
        """The file has been opened, and its columns are understood."""
        self.blob_etag, self.format, self.mappings = etag, format, mappings
        self.started_at = self.started_at or at

    def advances(self, *, successful: int, failed: int) -> None:
        """So many more rows are done."""
        self.successful_records += successful
        self.failed_records += failed
        self.processed_records += successful + failed

    def cancel(self) -> None:
        """Asks whoever works on it to stop. Raises ImportEnded."""
        if self.status is not ImportStatus.PROCESSING:
            raise ImportEnded(f"The import is {self.status} already.")
        self.cancel_requested = True

    def fail(self, reason: str, *, at: datetime) -> None:
        """The file as a whole could not be imported, or not to its end; rows that were done stay done."""
        self.failure_reason = reason[:1000]
        self._ends(ImportStatus.FAILED, (reason,), at)

    def finish(self, errors: tuple[str, ...], *, at: datetime) -> None:
        """Every row has its outcome, or somebody asked to stop."""
        ended = ImportStatus.COMPLETED_WITH_ERRORS if self.failed_records else ImportStatus.COMPLETED
        self.total_records = self.processed_records
        self._ends(ImportStatus.CANCELLED if self.cancel_requested else ended, errors, at)

    def _ends(self, status: ImportStatus, errors: tuple[str, ...], at: datetime) -> None:
        self.status, self.finished_at, self.lease_owner, self.leased_until = status, at, None, None
        event = ContactListImported(
            import_id=self.id,
            total_records=self.processed_records,
            successful_records=self.successful_records,
            failed_records=self.failed_records,
            errors=errors,
            imported_at=at,
            imported_by=self.created_by,
        )
        self.raises(event, {})

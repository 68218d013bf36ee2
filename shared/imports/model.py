"""An import: what is known of the file, how far it has come, and how it ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from shared.contacts.list_files import FileFormat
from shared.imports.events import ContactImportUndoRequested, ContactListImported, ContactListImportUndone
from shared.imports.understanding import Understood
from shared.imports.values import ImportStatus, Mappings, Options, TextEncoding
from shared.kernel.errors import Conflict, Invalid, NotFound
from shared.kernel.events import Aggregate
from shared.kernel.text import fitting

UNDO_WITHIN = timedelta(hours=24)


class ImportNotFound(NotFound):
    code = "IMP-001"
    meaning = "Import not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Import {id} does not exist.")


class ImportEnded(Conflict):
    code = "IMP-002"
    meaning = "The import has ended and can no longer be cancelled"

    def __init__(self, status: ImportStatus) -> None:
        super().__init__(f"The import is {status} already.")


class ImportNotUndoable(Conflict):
    code = "IMP-005"
    meaning = "The import cannot be undone: it runs, was a dry run, is undone, or ended more than 24 hours ago"

    def __init__(self) -> None:
        super().__init__(f"{self.meaning}.")


class ChangedSince(Conflict):
    code = "IMP-006"
    meaning = "The contact changed since the import, which was undone without it"


class RowInvalid(Invalid):
    code = "IMP-003"
    meaning = "A row of the file does not describe a contact"


class AmbiguousCustomer(Conflict):
    code = "IMP-007"
    meaning = "Several customers have the name that a row gives its customer"


class RowUnreadable(Invalid):
    code = "IMP-004"
    meaning = "A row of the file cannot be read"


class ContactImport(Aggregate):
    """`processed_records` is also the checkpoint: rows up to it are done, whatever happens."""

    keyed_early = True

    def __init__(self, id: UUID, file_name: str, blob_name: str, options: Options, *, by: str, at: datetime) -> None:
        self.id, self.version = id, 0
        self.file_name, self.blob_name = file_name, blob_name
        self.blob_etag: str | None = None
        self.format: FileFormat | None = options.format
        self.encoding: TextEncoding | None = options.encoding
        self.mappings = dict(options.mappings)
        self.mode, self.on_unknown_customer, self.customer_id = (
            options.mode,
            options.on_unknown_customer,
            options.customer_id,
        )
        self.dry_run = options.dry_run
        self.status = ImportStatus.PROCESSING
        self.failure_reason: str | None = None
        self.total_records: int | None = None
        self.processed_records = self.successful_records = self.failed_records = 0
        self.cancel_requested = False
        self.columns: tuple[str, ...] | None = None
        self.progress: float | None = None
        self.undo_requested_at: datetime | None = None
        self.undone_records = self.kept_records = 0
        self.created_at, self.created_by = at, by
        self.started_at: datetime | None = None
        self.finished_at: datetime | None = None
        self.forgotten_at: datetime | None = None
        self.understood: Understood | None = None

    def arrive(self, etag: str) -> bool:
        """This version of the file is there; False if the import has its file, or has ended and wants none."""
        if self.status is not ImportStatus.PROCESSING or self.blob_etag is not None:
            return False
        self.blob_etag = etag
        return True

    def begin(
        self,
        format: FileFormat,
        columns: Sequence[str],
        mappings: Mappings,
        understood: Understood,
        *,
        at: datetime,
    ) -> bool:
        """The file has been opened, and its columns are understood; says whether for the first time.

        Raises ImportEnded.
        """
        self._must_run()
        self.format, self.columns, self.mappings = format, tuple(columns), dict(mappings)
        self.understood = understood
        is_first = self.started_at is None
        self.started_at = self.started_at or at
        return is_first

    def was_copied(self, etag: str) -> None:
        """Its file was restored from a backup: the version is another, the content is not."""
        self.blob_etag = etag

    def advance(self, *, successful: int, failed: int, progress: float) -> None:
        """So many more rows are done, and so much of the file (0 to 1) is read. Raises ImportEnded."""
        self._must_run()
        self.progress = progress
        self.successful_records += successful
        self.failed_records += failed
        self.processed_records += successful + failed

    def cancel(self, *, at: datetime) -> None:
        """Asks its worker to stop; ends it at once if its file has not come. Raises ImportEnded."""
        self._must_run()
        self.cancel_requested = True
        if self.blob_etag is None:
            self.finish((), at=at)

    def fail(self, reason: str, *, at: datetime) -> None:
        """The file as a whole could not be imported, or not to its end; rows that were done stay done.

        Changes nothing if the import has ended already.
        """
        if self.status is not ImportStatus.PROCESSING:
            return
        self.failure_reason = fitting(reason, 1000)
        self._end(ImportStatus.FAILED, (self.failure_reason,), at)

    def finish(self, errors: tuple[str, ...], *, at: datetime) -> None:
        """Every row has its outcome, or it was cancelled. Raises ImportEnded."""
        self._must_run()
        ended = ImportStatus.COMPLETED_WITH_ERRORS if self.failed_records else ImportStatus.COMPLETED
        self.total_records = self.processed_records
        if not self.cancel_requested:
            self.progress = 1.0
        self._end(ImportStatus.CANCELLED if self.cancel_requested else ended, errors, at)

    def _must_run(self) -> None:
        if self.status is not ImportStatus.PROCESSING:
            raise ImportEnded(self.status)

    def _end(self, status: ImportStatus, errors: tuple[str, ...], at: datetime) -> None:
        self.status, self.finished_at = status, at
        if self.dry_run:
            return
        event = ContactListImported(
            import_id=self.id,
            total_records=self.processed_records,
            successful_records=self.successful_records,
            failed_records=self.failed_records,
            errors=errors,
            imported_at=at,
            imported_by=self.created_by,
        )
        self.record(event, {})

    def request_undo(self, *, by: str, at: datetime) -> bool:
        """What it made is to be unmade; False, and no change, while that goes on already. Raises ImportNotUndoable."""
        if self.undo_requested_at is not None and self.status is not ImportStatus.UNDONE:
            return False
        ended = self.status not in (ImportStatus.PROCESSING, ImportStatus.UNDONE)
        if not ended or self.dry_run or self.finished_at is None or at - self.finished_at > UNDO_WITHIN:
            raise ImportNotUndoable
        self.undo_requested_at = at
        self.record(ContactImportUndoRequested(import_id=self.id, requested_at=at, requested_by=by), {})
        return True

    def advance_undo(self, *, undone: int, kept: int, finished: bool, by: str, at: datetime) -> None:
        """So many rows more are undone, or kept because their contacts changed since. Raises ImportNotUndoable."""
        if self.undo_requested_at is None or self.status is ImportStatus.UNDONE:
            raise ImportNotUndoable
        self.undone_records += undone
        self.kept_records += kept
        if finished:
            self.status = ImportStatus.UNDONE
            event = ContactListImportUndone(
                import_id=self.id,
                undone_records=self.undone_records,
                kept_records=self.kept_records,
                undone_at=at,
                undone_by=by,
            )
            self.record(event, {})

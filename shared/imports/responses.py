"""What the import endpoints answer (decisions "Contacts")."""

from datetime import datetime
from typing import Self
from uuid import UUID

from shared.contacts.list_files import FileFormat
from shared.imports.model import ContactImport
from shared.imports.values import ImportMode, ImportStatus, UnknownCustomer
from shared.platform.web.schemas import Response


class ImportStartedResponse(Response):
    """What an accepted import answers (§5.2.6)."""

    import_id: UUID
    status: ImportStatus


class UploadResponse(Response):
    """An import that waits for its file: send it to `uploadUrl` with this method and these headers."""

    import_id: UUID
    status: ImportStatus
    upload_url: str
    method: str
    headers: dict[str, str]
    expires_at: datetime


class ImportResponse(Response):
    """An import: counts grow while it runs."""

    import_id: UUID
    file_name: str
    status: ImportStatus
    failure_reason: str | None
    format: FileFormat | None
    mappings: dict[str, str]
    mode: ImportMode
    on_unknown_customer: UnknownCustomer
    customer_id: UUID | None
    dry_run: bool
    total_records: int | None
    processed_records: int
    successful_records: int
    failed_records: int
    undone_records: int
    kept_records: int
    """Contacts that changed since and were left alone by the undo; `errors` lists them."""
    progress: float | None
    """How much of the file is read, 0 to 1."""
    rows_per_second: float | None
    estimated_end: datetime | None
    created_at: datetime
    created_by: str
    started_at: datetime | None
    finished_at: datetime | None
    undo_requested_at: datetime | None

    @classmethod
    def of(cls, one: ContactImport, *, rows_per_second: float | None, estimated_end: datetime | None) -> Self:
        """An import as it is now."""
        attributes = {field: getattr(one, field) for field in cls.model_fields if hasattr(one, field)}
        return cls(import_id=one.id, rows_per_second=rows_per_second, estimated_end=estimated_end, **attributes)


class RowErrorResponse(Response):
    """Why a row was not imported. `row` counts from the first row of data."""

    row: int
    column: str | None
    code: str
    message: str

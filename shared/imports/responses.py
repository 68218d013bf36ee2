"""What the import endpoints answer (decisions "Contacts")."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from shared.contacts.list_files import FileFormat
from shared.imports import fields as f
from shared.imports.model import ContactImport
from shared.imports.understanding import WarningCode
from shared.imports.values import ImportMode, ImportStatus, UnknownCustomer, columns_of
from shared.platform.web import fields
from shared.platform.web.schemas import Response, described


class ImportStartedResponse(Response):
    """What an accepted import answers (§5.2.6)."""

    import_id: Annotated[UUID, f.IMPORT_ID]
    status: ImportStatus


class UploadResponse(Response):
    """An import that waits for its file: send it to `uploadUrl` with this method and these headers."""

    import_id: Annotated[UUID, f.IMPORT_ID]
    status: ImportStatus
    upload_url: Annotated[str, described("Where to send the file.", "https://files.example.com/contact-imports/people")]
    method: Annotated[str, described("With this method.", "PUT")]
    headers: Annotated[dict[str, str], described("With these headers.", {"x-ms-blob-type": "BlockBlob"})]
    expires_at: Annotated[datetime, described("Until then.")]


class ColumnResponse(Response):
    """A column of the file, and what it became."""

    column: Annotated[str, described("Its header.", "Vorname")]
    field: Annotated[str, described("Our field that it became; null if it was ignored.", "firstName")] | None
    sample: Annotated[str, described("The first value it has; null if it is empty, or no longer kept.", "Ada")] | None


class SkippedSheetResponse(Response):
    """A sheet of a workbook that was not read."""

    sheet: Annotated[str, described("Its name.", "Instructions")]
    reason: Annotated[str, described("Why not.", "it is hidden")]


class UnderstoodResponse(Response):
    """How a file was read."""

    encoding: Annotated[str, described("Of a text.", "utf-8")] | None
    delimiter: Annotated[str, described("What stands between the cells of a text.", ";")] | None
    header_row: Annotated[int, described("Where the header stands, as an editor or a spreadsheet counts.", 3)] | None
    sheets: Annotated[tuple[str, ...], described("The sheets of a workbook that were read.", ["People"])]
    skipped_sheets: Annotated[tuple[SkippedSheetResponse, ...], described("Those that were not, and why.")]
    columns: Annotated[tuple[ColumnResponse, ...], described("The file's columns, and what they became.")]

    @classmethod
    def of(cls, one: ContactImport, samples: Mapping[str, str]) -> Self | None:
        """How the file of an import was read; None before. `samples` are values by column."""
        if one.understood is None:
            return None
        fields = {column: field for field, columns in columns_of(one.mappings).items() for column in columns}
        columns = (
            ColumnResponse(column=column, field=fields.get(column), sample=samples.get(column))
            for column in one.columns or ()
        )
        skipped = (
            SkippedSheetResponse(sheet=name, reason=reason) for name, reason in one.understood.skipped_sheets.items()
        )
        return cls(
            encoding=one.understood.encoding,
            delimiter=one.understood.delimiter,
            header_row=one.understood.header_row,
            sheets=tuple(one.understood.sheets),
            skipped_sheets=tuple(skipped),
            columns=tuple(columns),
        )


class WarningResponse(Response):
    """Something that was changed or left out, in the list as a whole or in a row."""

    code: Annotated[WarningCode, described("What kind of thing it is.", "ColumnIgnored")]
    message: Annotated[str, described("What was changed or left out, in words.", "The column 'Notes' was not read.")]
    row: Annotated[int, f.ROW] | None
    line: Annotated[int, f.LINE] | None
    sheet: Annotated[str, f.SHEET] | None
    column: Annotated[str, described("The column it is about; null if it is about all.", "Notes")] | None


class ImportResponse(Response):
    """An import: counts grow while it runs."""

    import_id: Annotated[UUID, f.IMPORT_ID]
    file_name: Annotated[str, f.FILE_NAME]
    status: Annotated[ImportStatus, f.STATUS]
    failure_reason: Annotated[str, fields.FAILURE_REASON] | None
    format: Annotated[FileFormat, f.FORMAT] | None
    mappings: Annotated[
        dict[str, str | list[str] | None],
        described(
            "Our field → column of the file, or several of which the next counts where those before it are empty;"
            " null where a field was switched off.",
            {"firstName": "Vorname", "phone": ["Mobil", "Telefon"]},
        ),
    ]
    mode: Annotated[ImportMode, f.MODE]
    on_unknown_customer: Annotated[UnknownCustomer, f.ON_UNKNOWN_CUSTOMER]
    customer_id: Annotated[UUID, f.CUSTOMER_ID] | None
    dry_run: Annotated[bool, f.DRY_RUN]
    total_records: Annotated[int, described("Rows of the file; null until all are read.", 1180)] | None
    processed_records: Annotated[int, described("Rows looked at.", 1180)]
    successful_records: Annotated[int, described("Rows that made or changed a contact.", 1173)]
    failed_records: Annotated[int, described("Rows that were refused; `errors` lists them.", 7)]
    undone_records: Annotated[int, described("Rows taken back by an undo.", 0)]
    kept_records: Annotated[int, described("Rows an undo left alone, as their contact changed since.", 0)]
    progress: Annotated[float, described("How much of the file is read, 0 to 1; null before.", 1.0)] | None
    rows_per_second: Annotated[float, described("How fast it goes, or went; null before.", 5200.0)] | None
    estimated_end: (
        Annotated[datetime, described("When it will be done, about; null if that can't be said.", None)] | None
    )
    created_at: Annotated[datetime, fields.CREATED_AT]
    created_by: Annotated[str, fields.CREATED_BY]
    started_at: Annotated[datetime, fields.STARTED_AT] | None
    finished_at: Annotated[datetime, fields.FINISHED_AT] | None
    undo_requested_at: Annotated[datetime, described("When its undo was asked for; null if it was not.", None)] | None
    possible_duplicates: Annotated[int, f.POSSIBLE_DUPLICATES] | None = None
    understood: Annotated[UnderstoodResponse, f.UNDERSTOOD] | None = None
    warnings: Annotated[tuple[WarningResponse, ...], f.WARNINGS] | None = None
    warning_count: Annotated[int, f.WARNING_COUNT] | None = None

    @classmethod
    def of(cls, one: ContactImport, *, rows_per_second: float | None, estimated_end: datetime | None) -> Self:
        """An import as it is now, as lists show it."""
        own = cls.model_fields.keys() - {"understood"}
        attributes = {field: getattr(one, field) for field in own if hasattr(one, field)}
        return cls(import_id=one.id, rows_per_second=rows_per_second, estimated_end=estimated_end, **attributes)


class RowErrorResponse(Response):
    """Why a row was not imported. `row` counts from the first row of data."""

    row: Annotated[int, f.ROW]
    line: Annotated[int, f.LINE] | None
    sheet: Annotated[str, f.SHEET] | None
    column: Annotated[str, described("The column at fault; null if it is the row as a whole.", "E-Mail")] | None
    code: Annotated[str, described("What kind of error it is.", "IMP-003")]
    message: Annotated[str, described("What is wrong, in words.", "email is not a valid e-mail address")]

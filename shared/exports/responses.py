"""What the export endpoints answer (specification §5.2.7)."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from shared.contacts.list_files import FileFormat
from shared.exports import fields as f
from shared.exports.model import ContactExport
from shared.exports.values import ExportStatus
from shared.platform.web.fields import CREATED_AT, CREATED_BY, FAILURE_REASON, FINISHED_AT
from shared.platform.web.schemas import Response, described


class ExportStartedResponse(Response):
    """What an accepted export answers."""

    export_id: Annotated[UUID, f.EXPORT_ID]
    status: ExportStatus


class FilterResponse(Response):
    """Which contacts were asked for."""

    customer_ids: Annotated[tuple[UUID, ...], f.CUSTOMER_IDS]
    tags: Annotated[tuple[str, ...], f.TAGS]


class ExportResponse(Response):
    """An export; when it is completed, a single one carries a link to its file that is good for some minutes."""

    export_id: Annotated[UUID, f.EXPORT_ID]
    status: Annotated[ExportStatus, f.STATUS]
    failure_reason: Annotated[str, FAILURE_REASON] | None
    format: Annotated[FileFormat, f.FORMAT]
    filters: Annotated[FilterResponse, f.FILTERS]
    fields: Annotated[tuple[str, ...], f.FIELDS]
    record_count: Annotated[int, described("Contacts in the file; null until it is written.", 1173)] | None
    download_url: (
        Annotated[str, described("Where the file is; null until it is written.", "https://files.example.com/x.csv")]
        | None
    )
    download_expires_at: Annotated[datetime, described("Until when the link is good; null without one.")] | None
    created_at: Annotated[datetime, CREATED_AT]
    created_by: Annotated[str, CREATED_BY]
    finished_at: Annotated[datetime, FINISHED_AT] | None

    @classmethod
    def of(cls, one: ContactExport, link: tuple[str, datetime] | None) -> Self:
        """An export as it is now, with a link to its file and the end of its life."""
        return cls(
            export_id=one.id,
            status=one.status,
            failure_reason=one.failure_reason,
            format=one.format,
            filters=FilterResponse(customer_ids=one.filters.customer_ids, tags=one.filters.tags),
            fields=one.columns,
            record_count=one.record_count,
            download_url=link and link[0],
            download_expires_at=link and link[1],
            created_at=one.created_at,
            created_by=one.created_by,
            finished_at=one.finished_at,
        )

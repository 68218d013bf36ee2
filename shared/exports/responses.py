"""What the export endpoints answer (specification §5.2.7)."""

from datetime import datetime
from typing import Self
from uuid import UUID

from shared.contacts.list_files import FileFormat
from shared.exports.model import ContactExport
from shared.exports.values import ExportStatus
from shared.platform.web.schemas import Response


class ExportStartedResponse(Response):
    """What an accepted export answers."""

    export_id: UUID
    status: ExportStatus


class FilterResponse(Response):
    customer_ids: tuple[UUID, ...]
    tags: tuple[str, ...]


class ExportResponse(Response):
    """An export; when it is completed, a single one carries a link to its file that is good for some minutes."""

    export_id: UUID
    status: ExportStatus
    failure_reason: str | None
    format: FileFormat
    filters: FilterResponse
    fields: tuple[str, ...]
    record_count: int | None
    download_url: str | None
    download_expires_at: datetime | None
    created_at: datetime
    created_by: str
    finished_at: datetime | None

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

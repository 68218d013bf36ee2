"""What the attachment endpoints answer (decisions "Communications")."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from shared.platform.web.fields import CREATED_AT, CREATED_BY, VERSION
from shared.platform.web.schemas import Response, described


class AttachmentResponse(Response):
    """A file of a customer's."""

    id: Annotated[UUID, described("The attachment's id: what `attachments` of a message name.")]
    customer_id: Annotated[UUID, described("Whose it is.")]
    file_name: Annotated[str, described("What it was called by who sent it.", "floor plan.pdf")]
    media_type: Annotated[str, described("What it is, by its content.", "application/pdf")]
    size: Annotated[int, described("Bytes.", 48_213)]
    created_at: Annotated[datetime, CREATED_AT]
    created_by: Annotated[str, CREATED_BY]
    version: Annotated[int, VERSION]

    @classmethod
    def of(cls, one: Any) -> Self:
        """An attachment as it is now, or a row of the table as it shows one."""
        return cls.model_validate(one)


class AttachmentLinkResponse(AttachmentResponse):
    """A file, and for some minutes a link to it."""

    download_url: Annotated[str, described("Leads to the file.", "https://example.com/f?signature=…")]
    download_url_expires_at: Annotated[datetime, described("Until then.")]

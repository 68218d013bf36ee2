"""What the template endpoints answer (ours; decisions "Communications")."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from shared.platform.web.fields import CREATED_AT, CREATED_BY, LAST_MODIFIED_AT, LAST_MODIFIED_BY, VERSION
from shared.platform.web.schemas import Response, described
from shared.templates import fields as f
from shared.templates.values import TemplateChannel, TextFormat, Wording


class TemplateResponse(Response):
    """A template."""

    id: Annotated[UUID, described("The template's id.")]
    name: Annotated[str, f.NAME]
    channel: Annotated[TemplateChannel, f.CHANNEL]
    format: Annotated[TextFormat, f.FORMAT]
    subject: Annotated[str, f.SUBJECT] | None
    body: Annotated[str, f.BODY]
    content_version: Annotated[int, described("Goes up with every change of the wording.", 1)]
    created_at: Annotated[datetime, CREATED_AT]
    created_by: Annotated[str, CREATED_BY]
    last_modified_at: Annotated[datetime, LAST_MODIFIED_AT] | None
    last_modified_by: Annotated[str, LAST_MODIFIED_BY] | None
    version: Annotated[int, VERSION]

    @classmethod
    def of(cls, one: Any) -> Self:
        """A template as it is now, or a row of the table as it shows one."""
        return cls(
            id=one.id,
            name=one.name,
            channel=one.channel,
            **vars(one.wording),
            content_version=one.content_version,
            created_at=one.created_at,
            created_by=one.created_by,
            last_modified_at=one.last_modified_at,
            last_modified_by=one.last_modified_by,
            version=one.version,
        )

    def wording(self) -> Wording:
        """The wording as the domain knows it."""
        return Wording(self.subject, self.body, self.format)


class PreviewResponse(Response):
    """A template filled in, as its message would be."""

    subject: Annotated[str, described("The subject; null for SMS.", "Thank you, Ada")] | None
    text: Annotated[str, described("The text; of an HTML body, what is read without its marks.", "Dear Ada, …")]
    html: Annotated[str, described("The body in HTML, cleaned; null if it is text.", None, "<p>Dear Ada, …</p>")] | None

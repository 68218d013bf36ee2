"""What the template endpoints take (ours; decisions "Communications")."""

from typing import Annotated, Any

from pydantic import Field

from shared.kernel.errors import Invalid
from shared.platform.web.paging import PageQuery
from shared.platform.web.schemas import Email, Id, Phone, Request, Text, described, omittable
from shared.templates import fields as f
from shared.templates.values import TemplateChannel, TextFormat, Wording

Name = Annotated[str, Text(200), f.NAME]
Subject = Annotated[str, Text(500), f.SUBJECT]
Body = Annotated[str, Text(50_000), f.BODY]
Format = Annotated[TextFormat, f.FORMAT]


class NewTemplate(Request):
    """A template."""

    name: Name
    channel: Annotated[TemplateChannel, f.CHANNEL] = TemplateChannel.EMAIL
    format: Format = TextFormat.TEXT
    subject: Subject | None = None
    body: Body

    def wording(self) -> Wording:
        """The wording as the domain knows it."""
        return Wording(self.subject, self.body, self.format)


class TemplateRequest(Request):
    """The fields to replace; those left out stay."""

    name: Name = omittable()
    format: Format = omittable()
    subject: Subject | None = omittable()
    body: Body = omittable()


class PreviewRequest(Request):
    """For whom it is filled in, and with what else."""

    customer_id: Annotated[Id, described("Fills in `customer`.", None)] | None = None
    contact_id: Annotated[Id, described("Fills in `contact`; one of that customer's.", None)] | None = None
    data: Annotated[dict[str, Any], Field(max_length=100), f.DATA] = {}  # noqa: RUF012 - frozen

    def values(self) -> dict[str, Any]:
        """The values as they were given."""
        return dict(self.data)


class TestRequest(PreviewRequest):
    """To whom it goes, and with what it is filled in."""

    recipient_email: Annotated[Email, described("Of mail: where it goes.", "amira@aurora.example.com")] | None = None
    recipient_phone: Annotated[Phone, described("Of SMS: where it goes.", "+493012345678")] | None = None

    def recipient(self, channel: TemplateChannel) -> str:
        """The address. Raises Invalid."""
        field = "recipientPhone" if channel is TemplateChannel.SMS else "recipientEmail"
        address = self.recipient_phone if channel is TemplateChannel.SMS else self.recipient_email
        if address is None:
            raise Invalid.field(field, "is required")
        return address


class TemplateQuery(PageQuery):
    """Filters of the templates."""

    channel: Annotated[TemplateChannel, described("Only those of this channel.")] | None = None

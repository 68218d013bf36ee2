"""What the export endpoint takes (specification §5.2.7)."""

from typing import Annotated, Literal

from pydantic import Field

from shared.contacts.list_files import FileFormat
from shared.contacts.requests import Tag
from shared.exports import fields as f
from shared.exports.values import USUAL_COLUMNS, Filters
from shared.platform.web.schemas import Id, Request

Column = Literal[
    "contactId",
    "firstName",
    "lastName",
    "email",
    "phone",
    "position",
    "tags",
    "customerId",
    "customerNumber",
    "companyName",
    "isPrimary",
    "status",
    "createdAt",
    "lastModifiedAt",
]


class FilterRequest(Request):
    """Which contacts; what is empty or left out filters nothing."""

    customer_ids: Annotated[tuple[Id, ...], f.CUSTOMER_IDS] = ()
    tags: Annotated[tuple[Tag, ...], Field(max_length=100), f.TAGS] = ()


class ExportRequest(Request):
    """A list to make. Left out, `fields` are as many as an import of the file needs."""

    format: Annotated[FileFormat, f.FORMAT] = FileFormat.CSV
    filters: Annotated[FilterRequest, f.FILTERS] = FilterRequest()
    fields: Annotated[tuple[Column, ...], f.FIELDS] = ()

    def columns(self) -> tuple[str, ...]:
        """The file's columns, each once."""
        return tuple(dict.fromkeys(self.fields)) or USUAL_COLUMNS

    def chosen(self) -> Filters:
        """The filters as the domain knows them."""
        return Filters(tuple(dict.fromkeys(self.filters.customer_ids)), self.filters.tags)

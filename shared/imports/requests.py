"""What the import endpoints take (specification §5.2.6)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Json
from pydantic_core import PydanticCustomError

from shared.contacts.list_files import FileFormat
from shared.imports.values import ImportMode, Options, UnknownCustomer
from shared.kernel.text import UNPRINTABLE
from shared.platform.web.schemas import Id, Request, Text


def _without_folders(name: str) -> str:
    if "/" in name or "\\" in name or name.startswith(".") or UNPRINTABLE.search(name) or len(name.encode()) > 200:
        raise PydanticCustomError(
            "value_error", "A file's name of at most 200 bytes, without folders and not beginning with a dot"
        )
    return name


OurField = Literal[
    "firstName", "lastName", "email", "phone", "position", "tags", "customerId", "customerNumber", "companyName"
]


type Mappings = Mapping[OurField, Annotated[str, Text(200)]]


class HowToImport(Request):
    format: FileFormat | None = None
    mode: ImportMode = ImportMode.CREATE
    customer_id: Id | None = None
    on_unknown_customer: UnknownCustomer = UnknownCustomer.FAIL
    dry_run: Annotated[bool, Field(description="Find out what would happen, and change nothing.")] = False

    def _options(self, mappings: Mapping[OurField, str]) -> Options:
        columns = {str(field): column for field, column in mappings.items()}
        return Options(self.format, columns, self.mode, self.customer_id, self.on_unknown_customer, self.dry_run)


class ImportForm(HowToImport):
    """How to import the file that comes along.

    `mappings` (our field → column of the file, as JSON) may be left out: columns are recognised by their headers in
    many languages. A row names its customer by id, number or company name; `customerId` is for rows that name none.
    """

    mappings: Json[Mappings] = Field(default_factory=dict)

    def options(self) -> Options:
        """The form as the domain knows it."""
        return self._options(self.mappings)


class UploadRequest(HowToImport):
    """How to import a file that will be uploaded to storage; as the form of an import."""

    file_name: Annotated[str, Text(200), AfterValidator(_without_folders)]
    mappings: Mappings = Field(default_factory=dict)

    def options(self) -> Options:
        """The body as the domain knows it."""
        return self._options(self.mappings)

"""What the import endpoints take (specification §5.2.6)."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Json

from shared.contacts.list_files import FileFormat
from shared.imports import fields as f
from shared.imports.encoding_names import encoding_called
from shared.imports.values import ImportMode, Options, TextEncoding, UnknownCustomer
from shared.kernel.text import UNPRINTABLE
from shared.platform.web.schemas import Id, Request, Text, described
from shared.platform.web.wording import wrong


def _without_folders(name: str) -> str:
    if "/" in name or "\\" in name or name.startswith(".") or UNPRINTABLE.search(name) or len(name.encode()) > 200:
        raise wrong("must be a file's name of at most 200 bytes, without folders and not beginning with a dot")
    return name


def _encoding(name: str) -> TextEncoding:
    if found := encoding_called(name):
        return found
    raise wrong(f"must be one of {', '.join(TextEncoding)}, in whatever spelling")


OurField = Literal[
    "firstName",
    "lastName",
    "fullName",
    "email",
    "phone",
    "position",
    "tags",
    "customerId",
    "customerNumber",
    "companyName",
]
type Column = Annotated[str, Text(200), described("A column of the file, by its header.", "E-Mail")]
type Columns = Annotated[
    tuple[Column, ...],
    Field(min_length=1, max_length=20, strict=False),
    described("Columns that feed one field: of a row the first that has a value; tags of all.", ["Mobile", "Phone"]),
]


type Mappings = Annotated[Mapping[OurField, Column | Columns | None], f.MAPPINGS]


class HowToImport(Request):
    """What all imports take."""

    format: Annotated[FileFormat, f.FORMAT] | None = None
    encoding: Annotated[str, Text(40), AfterValidator(_encoding), f.ENCODING] | None = None
    mode: Annotated[ImportMode, f.MODE] = ImportMode.CREATE
    customer_id: Annotated[Id, f.CUSTOMER_ID] | None = None
    on_unknown_customer: Annotated[UnknownCustomer, f.ON_UNKNOWN_CUSTOMER] = UnknownCustomer.FAIL
    dry_run: Annotated[bool, f.DRY_RUN] = False

    def _options(self, mappings: Mapping[OurField, str | tuple[str, ...] | None]) -> Options:
        columns = {str(field): list(one) if isinstance(one, tuple) else one for field, one in mappings.items()}
        return Options(
            self.format,
            columns,
            self.mode,
            self.customer_id,
            self.on_unknown_customer,
            self.dry_run,
            TextEncoding(self.encoding) if self.encoding else None,
        )


class ImportForm(HowToImport):
    """How to import the file that comes along.

    `mappings` (our field → column of the file, as JSON) may be left out: columns are recognised by their headers in
    many languages. A row names its customer by id, number or company name; `customerId` is for rows that name none.
    """

    mappings: Annotated[Json[Mappings], f.MAPPINGS_AS_JSON] = Field(default_factory=dict)

    def options(self) -> Options:
        """The form as the domain knows it."""
        return self._options(self.mappings)


class UploadRequest(HowToImport):
    """How to import a file that will be uploaded to storage; as the form of an import."""

    file_name: Annotated[str, Text(200), AfterValidator(_without_folders), f.FILE_NAME]
    mappings: Mappings = Field(default_factory=dict)

    def options(self) -> Options:
        """The body as the domain knows it."""
        return self._options(self.mappings)

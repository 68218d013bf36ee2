"""What the import endpoints take (specification §5.2.6)."""

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, Json

from shared.imports.values import FileFormat, ImportMode, Options, UnknownCustomer
from shared.wire import Body, Text

OurField = Literal[
    "firstName", "lastName", "email", "phone", "position", "tags", "customerId", "customerNumber", "companyName"
]


class ImportForm(Body):
    """How to import the file that comes along.

    `mappings` (our field → column of the file, as JSON) may be left out: columns are recognised by their headers in
    many languages. A row names its customer by id, number or company name; `customerId` is for rows that name none.
    """

    format: FileFormat | None = None
    mappings: Json[Mapping[OurField, Annotated[str, Text(200)]]] = Field(default_factory=dict)
    mode: ImportMode = ImportMode.CREATE
    customer_id: UUID | None = None
    on_unknown_customer: UnknownCustomer = UnknownCustomer.FAIL

    def options(self) -> Options:
        """The form as the domain knows it."""
        return Options(
            self.format,
            {str(field): column for field, column in self.mappings.items()},
            self.mode,
            self.customer_id,
            self.on_unknown_customer,
        )

"""Imports and what became of each of their rows (ours; specification §5.2.6, §7.4)."""

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Unicode,
    UnicodeText,
    Uuid,
    text,
)
from sqlalchemy.types import TypeDecorator

from shared.contacts.list_files import FileFormat
from shared.imports.understanding import Understood
from shared.imports.values import ImportMode, ImportStatus, Outcome, TextEncoding, UnknownCustomer
from shared.kernel.customer_data import CustomerData, NoCustomerData
from shared.kernel.naming import from_json, to_json
from shared.platform.persistence.column_types import BY_LETTER, EnumType, JsonObject, TextList, UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique


class UnderstoodJson(TypeDecorator[Understood]):
    """How a file was read, as JSON."""

    impl = UnicodeText
    cache_ok = True

    def process_bind_param(self, value: Understood | None, dialect: Dialect) -> str | None:
        return None if value is None else to_json(value.to_json()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Understood | None:
        return None if value is None else Understood.from_json(from_json(value))


contact_imports = Table(
    "ContactImports",
    metadata,
    Column("Id", Uuid, primary_key=True),
    Column("FileName", Unicode(400), nullable=False),
    Column("BlobName", Unicode(450), nullable=False, info=BY_LETTER),
    Column("BlobETag", Unicode(200)),  # the version of the blob that is being read; null until it is there
    Column("Format", EnumType(FileFormat, 20)),
    Column("Encoding", EnumType(TextEncoding, 20)),  # as it was given
    Column("Mappings", JsonObject(), nullable=False),
    Column("Mode", EnumType(ImportMode, 20), nullable=False),
    Column("OnUnknownCustomer", EnumType(UnknownCustomer, 20), nullable=False),
    Column("CustomerId", Uuid),
    Column("Status", EnumType(ImportStatus, 30), nullable=False),
    Column("FailureReason", Unicode(1000)),
    Column("TotalRecords", Integer),  # known when the file has been read to its end
    Column("ProcessedRecords", Integer, nullable=False, server_default=text("0")),  # also where to go on
    Column("SuccessfulRecords", Integer, nullable=False, server_default=text("0")),
    Column("FailedRecords", Integer, nullable=False, server_default=text("0")),
    Column("DryRun", Boolean, nullable=False, server_default=text("0")),
    Column("Columns", TextList()),  # of the file, as its header has them
    Column("Progress", Float),  # how much of the file is read, 0 to 1
    Column("UndoRequestedAt", UtcDateTime),
    Column("UndoneRecords", Integer, nullable=False, server_default=text("0")),
    Column("KeptRecords", Integer, nullable=False, server_default=text("0")),
    Column("CancelRequested", Boolean, nullable=False, server_default=text("0")),
    Column("CreatedAt", UtcDateTime, nullable=False),
    Column("CreatedBy", Unicode(100), nullable=False),
    Column("StartedAt", UtcDateTime),
    Column("FinishedAt", UtcDateTime),
    Column("Understood", UnderstoodJson()),  # how the file was read
    Column("Remarks", UnicodeText),  # samples and warnings, encrypted; gone with the file
    Column("ForgottenAt", UtcDateTime),  # when its file and the cells of its rows were deleted
    Column("RowVersion", Integer, nullable=False),
    Index("UX_ContactImports_BlobName_BlobETag", "BlobName", "BlobETag", unique=True),
    Index("IX_ContactImports_CreatedAt", "CreatedAt", "Id"),
    Index("IX_ContactImports_Status", "Status", "CreatedAt"),
)

contact_import_rows = Table(
    "ContactImportRows",
    metadata,
    Column("ImportId", Uuid, ForeignKey("ContactImports.Id", ondelete="CASCADE"), primary_key=True),
    Column("RowNumber", Integer, primary_key=True, autoincrement=False),
    Column("Outcome", EnumType(Outcome, 20), nullable=False),
    Column("CustomerId", Uuid, index=True),
    Column("ContactId", Uuid),
    Column("ContactVersion", Integer),
    Column("NewCustomer", Boolean, nullable=False, server_default=text("0")),  # the row brought its customer along
    Column("EmailKey", Unicode(255)),  # of dry runs, for later rows to see
    Column("Before", UnicodeText),  # of updated contacts, to be restored by an undo
    Column("Code", Unicode(20)),
    Column("ColumnName", Unicode(200)),
    Column("Message", Unicode(500)),
    Column("Cells", UnicodeText),  # of failed rows, to be mended
    Column("Line", Integer),  # where the row stands, as an editor or a spreadsheet counts
    Column("Sheet", Unicode(100)),  # of a list of several sheets
    Index("IX_ContactImportRows_Outcome", "ImportId", "Outcome", "RowNumber"),
)

CUSTOMER_DATA = (
    CustomerData("ContactImportRows", "CustomerId", frozenset({"Message", "Cells", "EmailKey", "Before"})),
)
NO_CUSTOMER_DATA = (
    NoCustomerData(
        "ContactImports", "names a file and counts its rows; what it quotes is encrypted, gone with the file"
    ),
)
UNIQUE = (
    Unique(  # two workers met one dropped file: the second finds the first's import when it tries again
        "UX_ContactImports_BlobName_BlobETag", ("ContactImports.BlobName", "ContactImports.BlobETag"), ConcurrentChange
    ),
)

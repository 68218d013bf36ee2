"""The values an import is made of (specification §5.2.6, decisions "Contacts")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from shared.contacts.list_files import FIELDS, FileFormat

FULL_NAME = "fullName"
"""What a column may be beside the fields of a contact: first and last name in one."""
MAPPED = (*FIELDS, FULL_NAME)

type Mappings = Mapping[str, str | Sequence[str] | None]
"""Our field → column of the file, or several of which the next counts where those before it are empty.

Tags are those of all its columns. None switches a field off: no column is taken for it.
"""


def columns_of(mappings: Mappings) -> dict[str, tuple[str, ...]]:
    """The columns of each field that has any, in order."""
    each = {field: (column,) if isinstance(column, str) else tuple(column or ()) for field, column in mappings.items()}
    return {field: columns for field, columns in each.items() if columns}


class ImportStatus(StrEnum):
    """How far an import is."""

    PROCESSING = "Processing"
    COMPLETED = "Completed"
    COMPLETED_WITH_ERRORS = "CompletedWithErrors"
    FAILED = "Failed"
    CANCELLED = "Cancelled"
    UNDONE = "Undone"


class ImportMode(StrEnum):
    """What becomes of rows whose e-mail the customer has already: `create` refuses, `upsert` updates."""

    CREATE = "create"
    UPSERT = "upsert"


class UnknownCustomer(StrEnum):
    """What becomes of rows whose customer does not exist: `fail` refuses, `create` registers it."""

    FAIL = "fail"
    CREATE = "create"


class Outcome(StrEnum):
    CREATED = "Created"
    UPDATED = "Updated"
    FAILED = "Failed"
    UNDONE = "Undone"
    KEPT = "Kept"
    """Not undone: it changed since."""


class TextEncoding(StrEnum):
    """Encodings of texts that are read. The Unicode ones are known by themselves."""

    UTF_8 = "utf-8"
    UTF_16 = "utf-16"
    UTF_32 = "utf-32"
    WINDOWS_1250 = "windows-1250"
    WINDOWS_1251 = "windows-1251"
    WINDOWS_1252 = "windows-1252"
    WINDOWS_1253 = "windows-1253"
    WINDOWS_1254 = "windows-1254"
    WINDOWS_1255 = "windows-1255"
    WINDOWS_1256 = "windows-1256"
    WINDOWS_1257 = "windows-1257"
    ISO_8859_2 = "iso-8859-2"
    ISO_8859_5 = "iso-8859-5"
    ISO_8859_6 = "iso-8859-6"
    ISO_8859_7 = "iso-8859-7"
    MAC_ROMAN = "macroman"
    MAC_GREEK = "mac-greek"
    MAC_CYRILLIC = "mac-cyrillic"
    MAC_LATIN2 = "mac-latin2"
    KOI8_R = "koi8-r"
    KOI8_U = "koi8-u"
    CP737 = "cp737"
    CP775 = "cp775"
    CP850 = "cp850"
    CP852 = "cp852"
    CP857 = "cp857"
    CP860 = "cp860"
    CP862 = "cp862"
    CP866 = "cp866"
    CP874 = "cp874"
    CP1125 = "cp1125"
    SHIFT_JIS = "shift_jis"
    EUC_JP = "euc-jp"
    GB18030 = "gb18030"
    BIG5 = "big5"
    EUC_KR = "euc-kr"


@dataclass(frozen=True)
class Options:
    """How a file is to be imported. `format` and `mappings` are found out when they are not given."""

    format: FileFormat | None = None
    mappings: Mappings = field(default_factory=dict)
    mode: ImportMode = ImportMode.CREATE
    customer_id: UUID | None = None
    """The customer of every row that names none."""
    on_unknown_customer: UnknownCustomer = UnknownCustomer.FAIL
    dry_run: bool = False
    """Find out what would happen, and change nothing."""
    encoding: TextEncoding | None = None
    """Of a text; found out when it is not given."""


class FileRow(NamedTuple):
    """A row of the file: number (1 is the first of data) and cells by column; or why it could not be read."""

    number: int
    cells: Mapping[str, str]
    error: str | None = None
    line: int | None = None
    """Where it begins, as an editor or a spreadsheet counts; None if the file has no lines."""
    sheet: str | None = None
    """Of a list of several sheets."""


VALUE = "{value}"
"""In a message of a row: what its column holds. The message is kept as it is, the value encrypted with the cells."""
LONGEST_VALUE = 80


@dataclass(frozen=True)
class RowError:
    """Why a row was not imported. The message may have VALUE in it."""

    code: str
    column: str | None
    message: str


def told(message: str, column: str | None, cells: Mapping[str, str] | None) -> str:
    """The message of a row with the value in it; with three dots where that is no more known."""
    if VALUE not in message:
        return message
    value = (cells or {}).get(column or "", "").strip()
    short = value if len(value) <= LONGEST_VALUE else value[:LONGEST_VALUE] + "…"
    return message.replace(VALUE, repr(short) if value else "…")


class RowResult(NamedTuple):
    """What became of a row. `cells` are kept of failed rows."""

    number: int
    outcome: Outcome
    customer_id: UUID | None = None
    contact_id: UUID | None = None
    contact_version: int | None = None
    error: RowError | None = None
    cells: Mapping[str, str] | None = None
    new_customer: bool = False
    """Whether the row brought its customer along."""
    before: Mapping[str, Any] | None = None
    """Of an update: details and tags as they were."""
    email_key: str | None = None
    """Of a dry run: the e-mail that a later row finds taken."""

"""Lists of contacts as files: their formats, their columns, and cells that come back as they went out."""

import json
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, BinaryIO

from shared.kernel.text import UNPRINTABLE

if TYPE_CHECKING:
    from xlsxwriter import Workbook


class FileFormat(StrEnum):
    """The format of a list of contacts."""

    CSV = "CSV"
    EXCEL = "Excel"
    JSON = "JSON"


FIELDS = (
    "firstName",
    "lastName",
    "email",
    "phone",
    "position",
    "tags",
    "customerId",
    "customerNumber",
    "companyName",
)
"""What a list says of a contact; the last three name its customer."""

RISKY = frozenset("=+-@\t\r\n'")
FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
PHONE = re.compile(r"\+\d[\d ]*(?:x\d+)?", re.ASCII)
SEPARATORS = re.compile(r"[;,|]")


def guarded(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula: behind an apostrophe, unless it is a phone number.

    Apostrophes before what would be a formula get one more, so that `unguarded` restores each cell to the letter.
    """
    return f"'{cell}" if cell[:1] in RISKY and FORMULA.match(cell) and not PHONE.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """The inverse of `guarded`."""
    return cell[1:] if cell[:1] == "'" and FORMULA.match(cell, 1) else cell


def workbook_in(file: BinaryIO) -> "Workbook":
    """A workbook to write into a file, row after row, whose cells stay the texts they are."""
    from xlsxwriter import Workbook

    return Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})


def tags_cell(tags: Iterable[str]) -> str:
    """Tags in one cell: with `;` between them, or as a JSON array if a tag has a separator in itself."""
    each = list(tags)
    if SEPARATORS.search("".join(each)) or (each and each[0][:1] == "["):
        return json.dumps(each, ensure_ascii=False)
    return ";".join(each)


def tags_of(cell: str) -> tuple[str, ...]:
    """The tags in a cell, with `;`, `,` or `|` between them, or a JSON array of texts."""
    if cell[:1] == "[":
        try:
            each = json.loads(cell)
        except (ValueError, RecursionError):
            each = None
        if isinstance(each, list) and all(isinstance(tag, str) and not UNPRINTABLE.search(tag) for tag in each):
            return tuple(kept for tag in each if (kept := tag.strip()))
    return tuple(kept for part in SEPARATORS.split(cell) if (kept := part.strip()))

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
KEPT_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
PHONE = re.compile(r"\+\d[\d ]*(?:x\d+)?", re.ASCII)
SEPARATORS = re.compile(r":::|[;,|]")
QUOTED = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=:::|[;,|]|$)|((?:(?!:::)[^;,|])*))(?::::|[;,|]|$)')
"""A tag, in quotes or not, and the separator behind it."""
ARRAY = re.compile(r"""\[\s*["'{\[]""")
PYTHON_QUOTES = re.compile(r"(?<=[\[,\s])'|'(?=\s*[\],])")
NAME_OF_TAG = ("name", "title", "label", "tag", "text", "value", "displayName")
"""Where an object has the tag that it stands for."""


def guarded(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula: behind an apostrophe, unless it is a phone number.

    Apostrophes before what would be a formula get one more, so that `unguarded` restores each cell to the letter.
    """
    return f"'{cell}" if cell[:1] in RISKY and FORMULA.match(cell) and not PHONE.fullmatch(cell) else cell


def unguarded(cell: str) -> str:
    """The inverse of `guarded`; also of the formula that Excel keeps a text by, as in `="0301234567"`."""
    if cell[:2] == '="' and (kept := KEPT_AS_TEXT.fullmatch(cell)):
        return kept[1].replace('""', '"')
    return cell[1:] if cell[:1] == "'" and FORMULA.match(cell, 1) else cell


def workbook_in(file: BinaryIO) -> "Workbook":
    """A workbook to write into a file, row after row, whose cells stay the texts they are."""
    from xlsxwriter import Workbook

    return Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})


def tags_cell(tags: Iterable[str]) -> str:
    """Tags in one cell: with `;` between them, or as a JSON array if a tag has a separator or quotes in itself."""
    each = list(tags)
    whole = "\n".join(each)
    if SEPARATORS.search(whole) or '"' in whole or (each and each[0][:1] == "["):
        return json.dumps(each, ensure_ascii=False)
    return ";".join(each)


class TagsNotUnderstood(ValueError):
    """An array holds what is no tag."""


def tags_of(cell: str) -> tuple[str, ...]:
    """The tags in a cell: with `;`, `,`, `|` or `:::` between them, in quotes or not, or a JSON array.

    An array holds texts and numbers, or objects with a name. Tags of a text that cannot be seen are among them, for
    who asks. Raises TagsNotUnderstood.
    """
    if cell[:1] == "[" and (each := _array(cell)) is not None:
        return tuple(kept for one in each if (kept := _tag_of(one).strip()))
    if '"' in cell:
        parts = (one[1].replace('""', '"') if one[1] is not None else one[2] for one in QUOTED.finditer(cell))
        return tuple(kept for part in parts if (kept := part.strip()))
    return tuple(kept for part in SEPARATORS.split(cell) if (kept := part.strip()))


def _array(cell: str) -> list[object] | None:
    """The members of an array, as JSON writes it or Python. Raises TagsNotUnderstood for the beginning of one."""
    for text in (cell, PYTHON_QUOTES.sub('"', cell) if '"' not in cell else ""):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            continue
        return found if isinstance(found, list) else None
    if ARRAY.match(cell):
        raise TagsNotUnderstood
    return None


def _tag_of(one: object) -> str:
    """The tag that a member of an array stands for, empty if it is null. Raises TagsNotUnderstood."""
    if isinstance(one, dict):
        one = next((one[name] for name in NAME_OF_TAG if isinstance(one.get(name), str)), one)
    if one is None or isinstance(one, (bool, int, float)):
        return "" if one is None else json.dumps(one)
    if not isinstance(one, str) or UNPRINTABLE.search(one):
        raise TagsNotUnderstood
    return one

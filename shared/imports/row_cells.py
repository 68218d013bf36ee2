"""What a row has for a field: the first of its columns that is not empty, if it can be kept as it is."""

import re
from typing import NamedTuple

from shared.imports.cells import emails, phones
from shared.imports.model import RowInvalid
from shared.imports.reading.limits import MAX_CELL
from shared.imports.values import FULL_NAME, VALUE, FileRow, RowError
from shared.kernel.text import UNPRINTABLE, is_visible, units

LIMITS = {
    "firstName": 100,
    "lastName": 100,
    FULL_NAME: 201,
    "position": 100,
    "companyName": 200,
    "email": emails.LONGEST,
    "phone": phones.LONGEST,
}
NAMES = ("firstName", "lastName", FULL_NAME)
STRUCTURED = re.compile(r"\[\s*[\"{\[]|\{\s*\"")
"""What JSON has where a field has a text."""


class Wrong(Exception):
    """A row does not describe a contact."""

    def __init__(self, column: str, message: str) -> None:
        self.error = RowError(RowInvalid.code, column, message)


class Cell(NamedTuple):
    """What a row has for a field, and in which column."""

    text: str
    column: str


def first_cell(row: FileRow, field: str, columns: tuple[str, ...]) -> Cell:
    """The first of these columns that has something. Raises Wrong."""
    for column in columns:
        if text := text_of(row, field, column):
            return Cell(text, column)
    return Cell("", columns[0])


def text_of(row: FileRow, field: str, column: str) -> str:
    """The text of a cell, nothing if nobody could see it. Raises Wrong."""
    text = row.cells.get(column, "").strip()
    limit = LIMITS.get(field, MAX_CELL)
    if len(text) > limit // 2 and units(text) > limit:
        raise Wrong(column, f"{field} {VALUE} is longer than {limit} characters; shorten it")
    if not text.isprintable() and UNPRINTABLE.search(text):
        what = "a control character, or one that turns the direction of writing"
        raise Wrong(column, f"{field} {VALUE} holds {what}; remove it")
    if text[:1] in ("[", "{") and field != "tags" and STRUCTURED.match(text):
        raise Wrong(column, f"{field} {VALUE} is a list or an object; write a text")
    if text and not text.isascii() and not is_visible(text):
        if field in NAMES:
            raise Wrong(column, f"{field} {VALUE} shows nothing; fill it in")
        return ""
    return text

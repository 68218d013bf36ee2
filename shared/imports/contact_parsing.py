"""A row of a file as a contact: cells by our own fields, checked and put into form."""

import re
from collections.abc import Collection, Mapping

from shared.contacts.list_files import TagsNotUnderstood, tags_of
from shared.contacts.values import MAX_TAGS, ContactDetails
from shared.imports.cells import emails, phones
from shared.imports.cells.cleaned import Cleaned, NotUnderstood, is_no_name
from shared.imports.cells.emails import email_in
from shared.imports.cells.entities import decoded
from shared.imports.cells.full_names import split_name
from shared.imports.cells.ids import id_in
from shared.imports.cells.phones import phone_in
from shared.imports.model import RowInvalid, RowUnreadable
from shared.imports.parsed_contacts import ParsedContact, described
from shared.imports.reading.limits import MAX_CELL
from shared.imports.understanding import WarningCode, Warnings
from shared.imports.values import FULL_NAME, VALUE, FileRow, Mappings, RowError, columns_of, told
from shared.kernel.text import UNPRINTABLE, is_visible, units

LIMITS = {
    "firstName": 100,
    "lastName": 100,
    "fullName": 201,
    "position": 100,
    "companyName": 200,
    "email": emails.LONGEST,
    "phone": phones.LONGEST,
}
MAX_TAG = 50
STRUCTURED = re.compile(r"\[\s*[\"{\[]|\{\s*\"")
"""What JSON has where a field has a text."""
NAMES = ("firstName", "lastName", FULL_NAME)
LABELS_OF_PROGRAMS = frozenset({"* mycontacts", "* my contacts", "* meine kontakte"})
"""What Google Contacts puts beside every contact's labels."""
OUR_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class _Wrong(Exception):
    """A row does not describe a contact."""

    def __init__(self, column: str, message: str) -> None:
        self.error = RowError(RowInvalid.code, column, message)


def parse_contact(row: FileRow, mappings: Mappings, warnings: Warnings) -> ParsedContact | RowError:
    """As a RowParser parses it."""
    return RowParser(mappings, (), warnings).parse(row)


class RowParser:
    """Makes contacts of the rows of one list; warns of what it changes in them or leaves out."""

    def __init__(self, mappings: Mappings, guessed: Collection[str], warnings: Warnings) -> None:
        self._columns, self._guessed, self._warnings = columns_of(mappings), frozenset(guessed), warnings
        self._used = [column for each in self._columns.values() for column in each]
        self._plain = [(field, each[0]) for field, each in self._columns.items() if field not in ("email", "phone")]

    def parse(self, row: FileRow) -> ParsedContact | RowError:
        """The contact a row describes, or the first thing that is wrong with it."""
        if row.error:
            return RowError(RowUnreadable.code, None, row.error)
        try:
            return self._parsed(decoded(row, self._used, self._warnings))
        except _Wrong as wrong:
            return wrong.error

    def _parsed(self, row: FileRow) -> ParsedContact:
        cells = {field: self._text(row, field, column) for field, column in self._plain}
        if FULL_NAME in cells and "firstName" not in cells:
            first, last = self._split(cells[FULL_NAME])
        else:
            first, last = self._needed("firstName", cells), self._needed("lastName", cells)
        email, phone = self._email(row), self._phone(row)
        tags = self._tags(cells.get("tags", ""))
        customer_id: str | None = id_in(cells.get("customerId", ""))
        if customer_id and not OUR_ID.fullmatch(customer_id):
            column = self._columns["customerId"][0]
            if "customerId" not in self._guessed:
                raise _Wrong(column, f"customerId {VALUE} is not an id of ours; correct it, or leave it empty")
            message = f"{customer_id!r} is no id of ours; the customer is found by what else the row says."
            self._warnings.add(WarningCode.VALUE_DROPPED, message, row=row, column=column)
            customer_id = None
        number, name = cells.get("customerNumber") or None, cells.get("companyName") or None
        if name and is_no_name(name):
            name = None
        details = ContactDetails(first, last, email, phone, cells.get("position") or None)
        return described(row, details, tags, customer_id or None, number, name)

    def _text(self, row: FileRow, field: str, column: str) -> str:
        text = row.cells.get(column, "").strip()
        limit = LIMITS.get(field, MAX_CELL)
        if len(text) > limit // 2 and units(text) > limit:
            raise _Wrong(column, f"{field} {VALUE} is longer than {limit} characters; shorten it")
        if not text.isprintable() and UNPRINTABLE.search(text):
            what = "a control character, or one that turns the direction of writing"
            raise _Wrong(column, f"{field} {VALUE} holds {what}; remove it")
        if field != "tags" and STRUCTURED.match(text):
            raise _Wrong(column, f"{field} {VALUE} is a list or an object; write a text")
        if text and not text.isascii() and not is_visible(text):
            if field in NAMES:
                raise _Wrong(column, f"{field} {VALUE} shows nothing; fill it in")
            return ""
        return text

    def _needed(self, field: str, cells: Mapping[str, str]) -> str:
        if text := cells.get(field):
            return text
        column = self._columns[field][0]
        raise _Wrong(column, f"{field} is missing; fill in the column {column!r}")

    def _split(self, cell: str) -> tuple[str, str]:
        column = self._columns[FULL_NAME][0]
        if not cell:
            raise _Wrong(column, f"firstName is missing; fill in the column {column!r}")
        try:
            first, last = split_name(cell)
        except NotUnderstood:
            message = f"lastName is missing: {VALUE} cannot be split into first and last name; write both"
            raise _Wrong(column, message) from None
        for field, text in (("firstName", first), ("lastName", last)):
            if units(text) > LIMITS[field]:
                raise _Wrong(column, f"{field} in {VALUE} is longer than {LIMITS[field]} characters; shorten it")
        return first, last

    def _email(self, row: FileRow) -> str:
        wrong = None
        for column in self._columns["email"]:
            if not (cell := row.cells.get(column, "").strip()):
                continue
            try:
                found = email_in(self._text(row, "email", column) if len(cell) > emails.LONGEST // 2 else cell)
            except NotUnderstood:
                advice = "write it as in name@example.com"
                wrong = wrong or _Wrong(column, f"email {VALUE} is not a valid e-mail address; {advice}")
                continue
            self._left_out(found, row, column)
            if wrong:
                self._passed_over(wrong, row)
            return str(found.value)
        column = self._columns["email"][0]
        raise wrong or _Wrong(column, f"email is missing; fill in the column {column!r}")

    def _phone(self, row: FileRow) -> str | None:
        wrong = None
        for column in self._columns.get("phone", ()):
            if not (cell := row.cells.get(column, "").strip()):
                continue
            try:
                found = phone_in(self._text(row, "phone", column) if len(cell) > phones.LONGEST // 2 else cell)
            except NotUnderstood:
                advice = "write it as in +49 30 1234567, or leave it empty"
                wrong = wrong or _Wrong(column, f"phone {VALUE} is not a phone number; {advice}")
                continue
            if found.value:
                self._left_out(found, row, column)
                if wrong:
                    self._passed_over(wrong, row)
                return found.value
        if wrong:
            raise wrong
        return None

    def _tags(self, cell: str) -> tuple[str, ...]:
        if not cell:
            return ()
        column = self._columns["tags"][0]
        try:
            tags = tuple(tag for tag in tags_of(cell) if tag.casefold() not in LABELS_OF_PROGRAMS)
        except TagsNotUnderstood:
            raise _Wrong(column, f"tags {VALUE} are no list of texts; write them as in VIP; Press") from None
        if len(tags) > MAX_TAGS or any(units(tag) > MAX_TAG for tag in tags):
            limits = f"has more than {MAX_TAGS} tags, or one longer than {MAX_TAG} characters"
            raise _Wrong(column, f"tags {VALUE} {limits}; take some away, or shorten them")
        if not cell.isascii() and not all(map(is_visible, tags)):
            raise _Wrong(column, f"tags {VALUE} has one that shows nothing; remove it")
        return tags

    def _left_out(self, found: Cleaned, row: FileRow, column: str) -> None:
        if found.left_out:
            message = f"Of {row.cells[column]!r} only {found.value!r} was read; {found.left_out!r} was left out."
            self._warnings.add(WarningCode.VALUE_DROPPED, message, row=row, column=column)

    def _passed_over(self, wrong: _Wrong, row: FileRow) -> None:
        """Another column has what this one should have."""
        column = wrong.error.column
        message = f"{told(wrong.error.message, column, row.cells)}. Another column was read instead."
        self._warnings.add(WarningCode.VALUE_DROPPED, message, row=row, column=column)

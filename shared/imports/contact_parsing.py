"""A row of a file as a contact: cells by our own fields, checked and put into form."""

from collections.abc import Collection, Mapping

from shared.contacts.list_files import TagsNotUnderstood, tags_of
from shared.contacts.values import MAX_TAGS, ContactDetails
from shared.imports.cells import emails, phones
from shared.imports.cells.cleaned import Cleaned, NotUnderstood, is_no_name, plain
from shared.imports.cells.emails import email_in
from shared.imports.cells.entities import decoded
from shared.imports.cells.full_names import split_name
from shared.imports.cells.ids import OUR_ID, id_in
from shared.imports.cells.phones import phone_in
from shared.imports.column_values import CHECKS, LETTER
from shared.imports.headers.meanings import meaning_of
from shared.imports.headers.name_order import family_names_first
from shared.imports.model import RowUnreadable
from shared.imports.parsed_contacts import ParsedContact, described
from shared.imports.row_cells import LIMITS, NAMES, Cell, Wrong, first_cell, text_of
from shared.imports.understanding import WarningCode, Warnings
from shared.imports.values import FULL_NAME, VALUE, FileRow, Mappings, RowError, columns_of, told
from shared.kernel.text import is_visible, units

MAX_TAG = 50
LABELS_OF_PROGRAMS = frozenset({"* mycontacts", "* my contacts", "* meine kontakte"})
"""What Google Contacts puts beside every contact's labels."""
OTHERWISE_READ = ("email", "phone", "tags", "companyName")
"""Fields whose cells are looked at one after the other."""
NOTHING = Cell("", "")


def parse_contact(row: FileRow, mappings: Mappings, warnings: Warnings) -> ParsedContact | RowError:
    """As a RowParser parses it."""
    return RowParser(mappings, (), warnings).parse(row)


class RowParser:
    """Makes contacts of the rows of one list; warns of what it changes in them or leaves out."""

    def __init__(self, mappings: Mappings, guessed: Collection[str], warnings: Warnings) -> None:
        self._columns, self._guessed, self._warnings = columns_of(mappings), frozenset(guessed), warnings
        self._plain = [(field, each) for field, each in self._columns.items() if field not in OTHERWISE_READ]
        self._checks = {
            column: check
            for field in self._guessed
            for column in self._columns.get(field, ())
            if (meaning := meaning_of(column)) and (check := CHECKS.get(meaning.kind))
        }
        self._used = [column for each in self._columns.values() for column in each]
        self._families = {column: family_names_first(column) for column in self._columns.get(FULL_NAME, ())}

    def parse(self, row: FileRow) -> ParsedContact | RowError:
        """The contact a row describes, or the first thing that is wrong with it."""
        if row.error:
            return RowError(RowUnreadable.code, None, row.error)
        try:
            return self._parsed(decoded(row, self._used, self._warnings))
        except Wrong as wrong:
            return wrong.error

    def _parsed(self, row: FileRow) -> ParsedContact:
        cells = {field: first_cell(row, field, columns) for field, columns in self._plain}
        first, last = self._names(row, cells)
        email, phone = self._email(row), self._phone(row)
        tags = self._tags(row) if "tags" in self._columns else ()
        customer_id = self._customer_id(row, cells)
        position, number = cells.get("position", NOTHING), cells.get("customerNumber", NOTHING).text or None
        if position.text and not self._fits(position.text, "position", row, position.column):
            position = NOTHING
        details = ContactDetails(first, last, email, phone, position.text or None)
        return described(row, details, tags, customer_id, number, self._company(row))

    def _customer_id(self, row: FileRow, cells: Mapping[str, Cell]) -> str | None:
        cell, column = cells.get("customerId", NOTHING)
        text = id_in(cell)
        if not text or OUR_ID.fullmatch(text):
            return text or None
        if "customerId" not in self._guessed:
            raise Wrong(column, f"customerId {VALUE} is not an id of ours; correct it, or leave it empty")
        message = f"{text!r} is no id of ours; the customer is found by what else the row says."
        self._warnings.add(WarningCode.VALUE_DROPPED, message, row=row, column=column)
        return None

    def _company(self, row: FileRow) -> str | None:
        for column in self._columns.get("companyName", ()):
            name = text_of(row, "companyName", column)
            if name and not is_no_name(name) and self._fits(name, "companyName", row, column):
                return name
        return None

    def _fits(self, text: str, field: str, row: FileRow, column: str) -> bool:
        """Whether a cell can be what its column was taken for. Warns if not."""
        if (check := self._checks.get(column)) is None or check(plain(text)):
            return True
        message = f"{text!r} is no {field}; it was left out."
        self._warnings.add(WarningCode.VALUE_DROPPED, message, row=row, column=column)
        return False

    def _names(self, row: FileRow, cells: Mapping[str, Cell]) -> tuple[str, str]:
        """First and last name, each from its own column, or else from one of both."""
        first, last, full = (cells.get(field, NOTHING) for field in NAMES)
        if full.text and not (first.text and last.text):
            return self._split(row, full, first.text, last.text)
        if FULL_NAME in cells and not (first.text or last.text):
            raise Wrong(full.column, f"firstName is missing; fill in the column {full.column!r}")
        for field, cell in (("firstName", first), ("lastName", last)):
            if not cell.text:
                column = cell.column or full.column
                raise Wrong(column, f"{field} is missing; fill in the column {column!r}")
            if not cell.text[0].isalpha() or is_no_name(cell.text) or cell.text in ("true", "false", "TRUE", "FALSE"):
                self._doubt(field, cell, row)
        return first.text, last.text

    def _doubt(self, field: str, cell: Cell, row: FileRow) -> None:
        """Nobody is called a date, a number, or what a spreadsheet makes of yes and no: the columns may be others."""
        number = not LETTER.search(cell.text) and any(map(str.isdecimal, cell.text))
        if number or cell.text.isalpha() or is_no_name(cell.text):
            message = f"{cell.text!r} was kept as {field}, and is no usual name."
            self._warnings.add(WarningCode.NAME_DOUBTED, message, row=row, column=cell.column)

    def _split(self, row: FileRow, full: Cell, first: str, last: str) -> tuple[str, str]:
        try:
            names = split_name(full.text, first, last, family_names_first=self._families[full.column])
        except NotUnderstood:
            message = f"lastName is missing: {VALUE} cannot be split into first and last name; write both"
            raise Wrong(full.column, message) from None
        for field, text in zip(NAMES, names[:2], strict=False):
            if units(text) > LIMITS[field]:
                message = f"{field} in {VALUE} is longer than {LIMITS[field]} characters; shorten it"
                raise Wrong(full.column, message)
        if names.left_out:
            self._only_read(f"{names.first} {names.last}", names.left_out, row, full.column)
        return names.first, names.last

    def _email(self, row: FileRow) -> str:
        wrong = None
        for column in self._columns["email"]:
            if not (cell := row.cells.get(column, "").strip()):
                continue
            try:
                found = email_in(text_of(row, "email", column) if len(cell) > emails.LONGEST // 2 else cell)
            except NotUnderstood:
                advice = "write it as in name@example.com"
                wrong = wrong or Wrong(column, f"email {VALUE} is not a valid e-mail address; {advice}")
                continue
            self._left_out(found, row, column)
            if wrong:
                self._passed_over(wrong, row)
            return str(found.value)
        column = self._columns["email"][0]
        raise wrong or Wrong(column, f"email is missing; fill in the column {column!r}")

    def _phone(self, row: FileRow) -> str | None:
        wrong = None
        for column in self._columns.get("phone", ()):
            if not (cell := row.cells.get(column, "").strip()):
                continue
            try:
                found = phone_in(text_of(row, "phone", column) if len(cell) > phones.LONGEST // 2 else cell)
            except NotUnderstood:
                if not self._fits(cell, "phone", row, column):
                    continue
                advice = "write it as in +49 30 1234567, or leave it empty"
                wrong = wrong or Wrong(column, f"phone {VALUE} is not a phone number; {advice}")
                continue
            if found.value:
                self._left_out(found, row, column)
                if wrong:
                    self._passed_over(wrong, row)
                return found.value
        if wrong:
            raise wrong
        return None

    def _tags(self, row: FileRow) -> tuple[str, ...]:
        """The tags of all columns together: a person has each of them."""
        found: dict[str, str] = {}
        for column in self._columns["tags"]:
            if not (cell := text_of(row, "tags", column)):
                continue
            try:
                tags = [one for one in tags_of(cell) if one.casefold() not in LABELS_OF_PROGRAMS]
            except TagsNotUnderstood:
                raise Wrong(column, f"tags {VALUE} are no list of texts; write them as in VIP; Press") from None
            for tag in tags:
                found.setdefault(tag.casefold(), tag)
            if len(found) > MAX_TAGS or any(units(tag) > MAX_TAG for tag in tags):
                limits = f"has more than {MAX_TAGS} tags, or one longer than {MAX_TAG} characters"
                raise Wrong(column, f"tags {VALUE} {limits}; take some away, or shorten them")
            if not cell.isascii() and not all(map(is_visible, tags)):
                raise Wrong(column, f"tags {VALUE} has one that shows nothing; remove it")
        return tuple(found.values())

    def _left_out(self, found: Cleaned, row: FileRow, column: str) -> None:
        if found.left_out:
            self._only_read(str(found.value), found.left_out, row, column)

    def _only_read(self, read: str, left_out: str, row: FileRow, column: str) -> None:
        message = f"Of {row.cells[column]!r} only {read!r} was read; {left_out!r} was left out."
        self._warnings.add(WarningCode.VALUE_DROPPED, message, row=row, column=column)

    def _passed_over(self, wrong: Wrong, row: FileRow) -> None:
        """Another column has what this one should have."""
        column = wrong.error.column
        message = f"{told(wrong.error.message, column, row.cells)}. Another column was read instead."
        self._warnings.add(WarningCode.VALUE_DROPPED, message, row=row, column=column)

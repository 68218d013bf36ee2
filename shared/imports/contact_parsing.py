"""A row of a file as a contact: cells by our own fields, checked and put into form."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from shared.contacts.list_files import tags_of
from shared.contacts.values import MAX_TAGS, ContactDetails
from shared.imports.model import RowInvalid, RowUnreadable
from shared.imports.reading.limits import MAX_CELL
from shared.imports.understanding import Warnings
from shared.imports.values import FileRow, RowError
from shared.kernel.text import UNPRINTABLE
from shared.platform.web.contact_validation import valid_email, valid_phone

LIMITS = {"firstName": 100, "lastName": 100, "position": 100, "email": 254, "phone": 50}
MAX_TAG = 50


class ParsedContact(NamedTuple):
    """A contact as a row describes it, and the words the row names its customer by."""

    row: FileRow
    details: ContactDetails
    given: Mapping[str, Any]
    """The details the row has something to say about: what an update replaces."""
    tags: tuple[str, ...]
    customer_id: UUID | None
    customer_number: str | None
    company_name: str | None


def to_wire(row: FileRow, parsed: ParsedContact | RowError) -> list[object]:
    """A row and what it describes, as one process tells another."""
    if isinstance(parsed, RowError):
        return [*_place(row), [parsed.code, parsed.column, parsed.message]]
    details = parsed.details
    return [
        *_place(row),
        [details.first_name, details.last_name, details.email, details.phone, details.position],
        parsed.tags,
        parsed.customer_id and str(parsed.customer_id),
        parsed.customer_number,
        parsed.company_name,
    ]


def from_wire(told: Sequence[Any]) -> tuple[FileRow, ParsedContact | RowError]:
    """The inverse of `to_wire`."""
    number, line, sheet, cells, *rest = told
    row = FileRow(number, cells, None, line, sheet)
    if len(rest) == 1:
        return row, RowError(*rest[0])
    details, tags, customer_id, number, name = rest
    return row, _described(row, ContactDetails(*details), tuple(tags), customer_id, number, name)


def _place(row: FileRow) -> tuple[object, ...]:
    return row.number, row.line, row.sheet, row.cells


def _described(
    row: FileRow,
    details: ContactDetails,
    tags: tuple[str, ...],
    customer_id: str | None,
    number: str | None,
    name: str | None,
) -> ParsedContact:
    given = {field: value for field, value in vars(details).items() if field != "status" and value is not None}
    return ParsedContact(row, details, given, tags, UUID(customer_id) if customer_id else None, number, name)


def parse_contact(row: FileRow, mappings: Mapping[str, str], warnings: Warnings) -> ParsedContact | RowError:
    """The contact a row describes, or the first thing that is wrong with it; warns of what it changes or leaves out."""
    if row.error:
        return RowError(RowUnreadable.code, None, row.error)
    cells = {field: row.cells.get(column, "").strip() for field, column in mappings.items()}
    for field, text in cells.items():
        limit = LIMITS.get(field, MAX_CELL)
        if len(text) > limit // 2 and len(text.encode("utf-16-le")) > 2 * limit:
            return _wrong(mappings, field, f"is longer than {limit} characters")
        if not text.isprintable() and UNPRINTABLE.search(text):
            return _wrong(mappings, field, "holds a control character")
    for field in ("firstName", "lastName", "email"):
        if not cells.get(field):
            return _wrong(mappings, field, "is missing")
    email, phone = valid_email(cells["email"]), cells.get("phone")
    if email is None:
        return _wrong(mappings, "email", "is not a valid e-mail address")
    if phone and (phone := valid_phone(phone)) is None:
        return _wrong(mappings, "phone", "is not a phone number")
    tags = tags_of(cells.get("tags", ""))
    if len(tags) > MAX_TAGS or any(len(tag) > MAX_TAG for tag in tags):
        return _wrong(mappings, "tags", f"has more than {MAX_TAGS} tags, or one longer than {MAX_TAG} characters")
    customer_id = cells.get("customerId")
    if customer_id and not re.fullmatch(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", customer_id):
        return _wrong(mappings, "customerId", "is not an id")
    details = ContactDetails(cells["firstName"], cells["lastName"], email, phone or None, cells.get("position") or None)
    number, name = cells.get("customerNumber") or None, cells.get("companyName") or None
    return _described(row, details, tags, customer_id or None, number, name)


def _wrong(mappings: Mapping[str, str], field: str, what: str) -> RowError:
    return RowError(RowInvalid.code, mappings.get(field, field), f"{field} {what}")

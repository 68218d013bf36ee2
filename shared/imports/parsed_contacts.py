"""A contact as a row of a list describes it, and as one process tells it another."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from shared.contacts.values import ContactDetails
from shared.imports.values import FileRow, RowError


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
    return row, described(row, ContactDetails(*details), tuple(tags), customer_id, number, name)


def _place(row: FileRow) -> tuple[object, ...]:
    return row.number, row.line, row.sheet, row.cells


def described(
    row: FileRow,
    details: ContactDetails,
    tags: tuple[str, ...],
    customer_id: str | None,
    number: str | None,
    name: str | None,
) -> ParsedContact:
    """A contact of details, and the words its customer is named by."""
    given = {field: value for field, value in vars(details).items() if field != "status" and value is not None}
    return ParsedContact(row, details, given, tags, UUID(customer_id) if customer_id else None, number, name)

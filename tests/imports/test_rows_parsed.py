"""From the cells of a row to a contact: pure rules, without a file and a database."""

from typing import Any
from uuid import UUID

from pytest import mark

from shared.imports.contact_parsing import RowParser
from shared.imports.parsed_contacts import ParsedContact
from shared.imports.understanding import Warnings
from shared.imports.values import FileRow, Mappings, RowError

ID = "6b0617a9-9366-823d-918e-01a20fcc6d74"
FULL: Mappings = {
    "fullName": "Name",
    "email": "E-mail",
    "phone": ("Mobile", "Phone"),
    "position": "Title",
    "tags": ("Tags", "Groups"),
    "customerId": "Id",
    "customerNumber": "Number",
    "companyName": ("Company", "Customer"),
}


def parsed(cells: dict[str, str], guessed: tuple[str, ...] = ()) -> tuple[ParsedContact | RowError, int]:
    """What a row is read as, and how many warnings that gave."""
    warnings = Warnings()
    row = FileRow(1, {"Name": "Ina Berg", "E-mail": "ina@x.example.com", **cells})
    found = RowParser(FULL, guessed, warnings).parse(row)
    return found, len(warnings.kept)


@mark.parametrize(
    ("cells", "right", "warned"),
    [
        ({}, {"first_name": "Ina", "last_name": "Berg", "phone": None, "tags": ()}, 0),
        ({"Name": "Berg, Ina"}, {"first_name": "Ina", "last_name": "Berg"}, 0),
        ({"Name": "Ina Berg; Tom Rau"}, {"first_name": "Ina", "last_name": "Berg"}, 1),
        ({"E-mail": "Ina <INA@x.example.com>;"}, {"email": "INA@x.example.com"}, 0),
        ({"E-mail": "ina@x.example.com, tom@x.example.com"}, {"email": "ina@x.example.com"}, 1),
        ({"Phone": "030 1234567"}, {"phone": "030 1234567"}, 0),
        ({"Mobile": "n/a", "Phone": "030 1234567"}, {"phone": "030 1234567"}, 0),
        ({"Phone": "030 1234567 ab 18 Uhr"}, {"phone": "030 1234567"}, 1),
        ({"Tags": "VIP;Press", "Groups": '["vip", {"name": "Team"}]'}, {"tags": ("VIP", "Press", "Team")}, 0),
        ({"Id": f"{{{ID.upper()}}}"}, {"customer_id": UUID(ID)}, 0),
        ({"Id": "n/a", "Number": "17"}, {"customer_id": None, "customer_number": "17"}, 0),
        ({"Company": "k. A.", "Customer": "Jim &amp; Co"}, {"company_name": "Jim & Co"}, 1),
    ],
)
def test_a_row_is_read_as_people_write_it(cells: dict[str, str], right: dict[str, Any], warned: int) -> None:
    found, warnings = parsed(cells)

    assert isinstance(found, ParsedContact)
    whole = {**vars(found.details), **found._asdict()}
    assert {field: whole[field] for field in right} == right
    assert warnings == warned


@mark.parametrize(
    ("cells", "message"),
    [
        ({"Name": ""}, "firstName is missing"),
        ({"Name": "Cher"}, "cannot be split"),
        ({"Name": "x" * 101 + " y"}, "longer than 100"),
        ({"Name": "Ina\u202e Berg"}, "turns the direction"),
        ({"E-mail": ""}, "email is missing"),
        ({"E-mail": "nobody"}, "email"),
        ({"Phone": "call me"}, "phone"),
        ({"Tags": '[{"id": 1}]'}, "no list of texts"),
        ({"Tags": "x" * 51}, "longer than 50"),
        ({"Tags": "\u200b;VIP"}, "shows nothing"),
        ({"Title": '["CEO"]'}, "is a list"),
        ({"Id": "4711"}, "not an id of ours"),
        ({"Company": "x" * 201}, "longer than 200"),
    ],
)
def test_a_row_that_is_no_contact_says_what_to_do(cells: dict[str, str], message: str) -> None:
    found, _ = parsed(cells)

    assert isinstance(found, RowError)
    assert message in found.message


def test_what_was_only_guessed_is_left_out_with_a_warning() -> None:
    found, warnings = parsed(
        {"Id": "4711", "Title": "Mr.", "Customer": "yes"}, ("customerId", "position", "companyName")
    )

    assert isinstance(found, ParsedContact)
    assert (found.customer_id, found.details.position, found.company_name) == (None, None, None)
    assert warnings == 3


def test_a_row_that_could_not_be_read_says_why() -> None:
    found = RowParser(FULL, (), Warnings()).parse(FileRow(1, {}, "The row is torn."))

    assert isinstance(found, RowError)
    assert found.message == "The row is torn."

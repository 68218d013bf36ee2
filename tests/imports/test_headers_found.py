"""Headers stand below titles and notes, at any column, in one row or in two."""

import io
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import xlsxwriter
from pytest import mark

from shared.imports.reading.header import find_header
from shared.imports.responses import ImportResponse
from shared.imports.values import TextEncoding
from tests.support.importing import Importer
from tests.support.world import World

pytestmark = mark.system  # many files: seconds together

HEAD = ["First name", "Last name", "E-mail", "Phone"]
INA = ["Ina", "Berg", "ina@x.example.com", "+49 30 1234567"]
TOM = ["Tom", "Rau", "tom@x.example.com", ""]


def text(*rows: Sequence[str]) -> str:
    return "".join(",".join(row) + "\n" for row in rows)


def sheet(*rows: Sequence[Any], at: tuple[int, int] = (0, 0)) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(at[0] + number, at[1], row)
    return content.getvalue()


def people(world: World, customer: UUID) -> set[tuple[str, str, str | None]]:
    return {(one["firstName"], one["lastName"], one["phone"]) for one in world.contacts(customer)}


BOTH = {("Ina", "Berg", "+49301234567"), ("Tom", "Rau", None)}
ABOVE: dict[str, list[list[str]]] = {
    "nothing": [],
    "a title": [["Attendee list Spring Gala 2024"]],
    "a title and a blank row": [["Attendees"], [], []],
    "a title and notes": [["Attendees"], ["Exported on", "2024-05-01"], ["By", "office@x.example.com"], []],
    "a long note": [["Please do not change. " * 30], []],
    "figures": [["Total", "2"], ["Company", "Aurora"], [""]],
}


@mark.parametrize("above", ABOVE)
@mark.parametrize("kind", ["csv", "xlsx"])
def test_a_header_is_found_below_what_stands_above_it(
    world: World, importer: Importer, customer: UUID, above: str, kind: str
) -> None:
    rows = [*ABOVE[above], HEAD, INA, TOM]

    done = importer(text(*rows) if kind == "csv" else sheet(*rows), f"a.{kind}", customer_id=customer)

    assert people(world, customer) == BOTH
    assert importer.counts(done) == (2, 2, 0)
    assert done.understood
    assert done.understood.header_row == len(ABOVE[above]) + 1
    said = [row[0] for row in ABOVE[above] if row and row[0]]
    told = [one.message for one in done.warnings or () if one.code == "RowsAboveHeader"]
    assert bool(told) is bool(said)
    assert all(said[0][:50] in message for message in told)


TITLES: dict[str, list[str]] = {
    "a title": ["Attendee list", ""],
    "a title with commas": ["Attendees, as of May 1, 2024, by Ina, Tom"],
    "comments": ["# Exported 2024-05-01", "# by a tool, or two"],
    "figures": ["1. Summary", "Meeting{d}Gala", "Start{d}5/1/24, 10:00 AM", "", "2. Participants"],
}


@mark.parametrize("delimiter", [",", ";", "\t", "|"])
@mark.parametrize("above", TITLES)
def test_the_delimiter_is_that_of_the_header_whatever_stands_above(
    world: World, importer: Importer, customer: UUID, above: str, delimiter: str
) -> None:
    titles = [line.format(d=delimiter) for line in TITLES[above]]
    rows = [delimiter.join(row) for row in (HEAD, INA, TOM)]

    done = importer("\n".join([*titles, *rows]), customer_id=customer)

    assert people(world, customer) == BOTH
    assert importer.counts(done) == (2, 2, 0)
    assert done.understood
    assert (done.understood.delimiter, done.understood.header_row) == (delimiter, len(titles) + 1)


CONSENT = (
    "I agree that my data is stored and processed for the purpose of organising the event, and that pictures of me"
    " may be shown on the website"
)


@mark.parametrize("above", [[], [["Registration export"], []]])
@mark.parametrize(
    "question", [CONSENT, "Partner (e.g. name@company.com)", "Contact: Ina <ina@x.example.com> or office"]
)
def test_a_question_of_a_form_is_a_header(
    world: World, importer: Importer, customer: UUID, question: str, above: list[list[str]]
) -> None:
    rows = [*above, [*HEAD, f'"{question}"'], [*INA, "Yes"], ["Tom", "Rau", "", "", ""]]

    done = importer(text(*rows), customer_id=customer)

    assert people(world, customer) == {("Ina", "Berg", "+49301234567")}
    assert importer.counts(done) == (2, 1, 1)
    assert done.understood
    assert [one.column for one in done.understood.columns][-1] == question


@mark.parametrize(
    "address", ["ina@x.example.com", "Ina Berg <ina@x.example.com>", "ina@x.example.com; i@x.example.com"]
)
def test_a_row_with_an_address_in_any_spelling_is_no_header(address: str) -> None:
    found = find_header([[*HEAD, "Position", address], HEAD, INA])

    assert found
    assert (found.place, found.rows) == (1, 1)


def test_a_header_of_what_cannot_be_told_is_told_otherwise(importer: Importer, customer: UUID) -> None:
    header = ",".join(HEAD).encode() + b",No\x00te,Caf\xe9,Caf\xe9\n"

    done = importer(header + ",".join(INA).encode() + b",a,b,c\n", customer_id=customer, encoding=TextEncoding.UTF_8)

    assert done.understood
    names = [one.column for one in done.understood.columns]
    assert names[4:] == ["No\ufffdte", "Caf\ufffd", "Caf\ufffd (7)"]
    told = [one.message for one in done.warnings or () if one.code == "ColumnRepeated"]
    assert told == ["Several columns are called 'Caf\ufffd'; one of them is called 'Caf\ufffd (7)' here."]


def test_a_header_stands_at_any_cell(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(sheet(HEAD, INA, TOM, at=(4, 2)), "a.xlsx", customer_id=customer)

    assert people(world, customer) == BOTH
    assert (done.understood and done.understood.header_row) == 5


def lines(importer: Importer, done: ImportResponse) -> list[tuple[int, int | None]]:
    from shared.imports import queries
    from shared.platform.web.paging import Window

    with importer.world.app.database.reading() as session:
        return [(e.row, e.line) for e in queries.errors_of(session, done.import_id, Window(1, 100, None, "")).items]


@mark.parametrize("kind", ["csv", "xlsx"])
def test_lines_count_what_stands_above_and_rows_do_not(importer: Importer, customer: UUID, kind: str) -> None:
    rows = [["Title"], [], HEAD, INA, [], ["Bad", "Row", "nothing", ""]]

    done = importer(text(*rows) if kind == "csv" else sheet(*rows), f"a.{kind}", customer_id=customer)

    assert lines(importer, done) == [(2, 6)]


TWO_ROWS: dict[str, tuple[list[list[str]], dict[str, str]]] = {
    "groups over names": (
        [["Name", "", "Contact", ""], ["First", "Last", "E-mail", "Phone"]],
        {"firstName": "First", "lastName": "Last", "email": "E-mail", "phone": "Phone"},
    ),
    "some cells merged downwards": (
        [["First name", "Last name", "Contact", ""], ["", "", "E-mail", "Phone"]],
        {"firstName": "First name", "lastName": "Last name", "email": "E-mail", "phone": "Phone"},
    ),
    "one group over all": (
        [["Attendee", "", "", ""], ["First", "Last", "E-mail", "Phone"]],
        {"firstName": "First", "lastName": "Last", "email": "E-mail", "phone": "Phone"},
    ),
}


NAMES = ["First name", "Last name", "E-mail"]


@mark.parametrize("above", [[], [["Orders of May"]]])
@mark.parametrize("groups", [["Buyer", "", "", "Attendee", "", ""], ["Attendee", "", "", "Buyer", "", ""]])
def test_groups_tell_apart_whose_columns_have_the_same_names(
    world: World, importer: Importer, customer: UUID, groups: list[str], above: list[list[str]]
) -> None:
    ada = ["Ada", "Payer", "ada@x.example.com"]
    row = [*ada, *INA[:3]] if groups[0] == "Buyer" else [*INA[:3], *ada]

    done = importer(sheet(*above, groups, [*NAMES, *NAMES], row), "a.xlsx", customer_id=customer)

    assert people(world, customer) == {("Ina", "Berg", None)}
    assert done.mappings["firstName"] == "Attendee First name"
    assert [one["email"] for one in world.contacts(customer)] == ["ina@x.example.com"]


@mark.parametrize("kind", TWO_ROWS)
def test_a_header_of_two_rows_is_one(world: World, importer: Importer, customer: UUID, kind: str) -> None:
    header, mappings = TWO_ROWS[kind]

    done = importer(sheet(["Attendees"], *header, INA, TOM), "a.xlsx", customer_id=customer)

    assert people(world, customer) == BOTH
    assert importer.counts(done) == (2, 2, 0)
    assert done.mappings == mappings


def test_a_second_row_that_only_names_parts_of_an_address_is_no_contact(
    world: World, importer: Importer, customer: UUID
) -> None:
    header = [[*HEAD, "Address", ""], ["", "", "", "", "Street", "City"]]

    done = importer(text(*header, [*INA, "High St", "Bath"], TOM), customer_id=customer)

    assert importer.counts(done) == (2, 2, 0)
    assert done.understood
    assert [one.column for one in done.understood.columns][-2:] == ["Street", "City"]


@mark.parametrize(
    "header",
    [
        ["First name (required)", "Last name (required)", "E-mail (required)", "Phone (optional)"],
        ["First name *", "*Last name", "E-mail*:", "Phone"],
        ["First\nname", "Last\r\nname", "E-Mail\nAddress *", "Phone\n(mobile)"],
    ],
)
def test_decorated_headers_are_known(world: World, importer: Importer, customer: UUID, header: list[str]) -> None:
    importer(sheet(header, INA, TOM), "a.xlsx", customer_id=customer)
    done = importer(text([f'"{cell}"' for cell in header], INA, TOM), dry_run=True, customer_id=customer)

    assert people(world, customer) == BOTH
    assert set(done.mappings) == {"firstName", "lastName", "email", "phone"}


def test_columns_that_are_empty_but_formatted_are_none(world: World, importer: Importer, customer: UUID) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page, bold = book.add_worksheet(), book.add_format({"bold": True})
        for number, row in enumerate([HEAD, INA, TOM]):
            page.write_row(number, 0, row)
        for column in range(6, 16_000):
            page.write_blank(0, column, None, bold)
        page.write_blank(900_000, 3, None, bold)

    done = importer(content.getvalue(), "a.xlsx", customer_id=customer)

    assert people(world, customer) == BOTH
    assert done.understood
    assert len(done.understood.columns) == 4


def test_six_hundred_delimiters_behind_the_cells_are_no_columns(
    world: World, importer: Importer, customer: UUID
) -> None:
    done = importer(text(*([*row, *[""] * 600] for row in (HEAD, INA, TOM))), customer_id=customer)

    assert people(world, customer) == BOTH
    assert done.understood
    assert len(done.understood.columns) == 4


@mark.parametrize("roles", [["", "CEO"], ["CEO", ""]])
def test_of_two_equal_headers_the_one_with_values_is_read(
    world: World, importer: Importer, customer: UUID, roles: list[str]
) -> None:
    rows = [[*HEAD, "Position", "Position"], [*INA, *roles]]

    done = importer(text(*rows), customer_id=customer)

    assert [one["position"] for one in world.contacts(customer)] == ["CEO"]
    assert [one.code for one in done.warnings or ()] == ["ColumnRepeated"]


def test_columns_that_somebody_named_tell_the_header(world: World, importer: Importer, customer: UUID) -> None:
    rows = [["First name", "Last name", "E-mail", ""], ["A", "B", "C", "D"], INA, TOM]

    importer(
        text(*rows), customer_id=customer, mappings={"firstName": "A", "lastName": "B", "email": "C", "phone": "D"}
    )

    assert people(world, customer) == BOTH


def test_a_header_is_not_looked_for_in_all_of_a_large_row() -> None:
    wide = ["a long word that means nothing"] * 499

    found = find_header([[f"{word} {n}" for word in wide] for n in range(50)])

    assert found
    assert (found.place, found.rows) == (0, 1)

"""Workbooks of several sheets, and workbooks of other programs."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import xlsxwriter
from pytest import mark

from shared.imports.responses import ImportResponse
from tests.support.importing import Importer
from tests.support.world import World

pytestmark = mark.system  # many files: seconds together

HEAD = ["First name", "Last name", "E-mail"]
INA, TOM = ["Ina", "Berg", "ina@x.example.com"], ["Tom", "Rau", "tom@x.example.com"]
NOTES = ("Read me", [["How to fill this in"], ["One row a person"]])
PEOPLE = ("People", [HEAD, INA])

type Page = tuple[str, Sequence[Sequence[Any]]]


def book(*pages: Page, hidden: str = "", chart: bool = False) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        if chart:
            drawn = made.add_chart({"type": "bar"})
            drawn.add_series({"values": "=People!$A$2:$A$2"})
            made.add_chartsheet("Chart").set_chart(drawn)
        for name, rows in pages:
            page = made.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            if name == hidden:
                page.hide()
            else:
                page.activate()
    return content.getvalue()


def edited(content: bytes, *changes: tuple[str, str]) -> bytes:
    """The workbook with changes in the names and texts of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for before, after in changes:
                text, name = re.sub(before, after, text), re.sub(before, after, name)
            new.writestr(name, text)
    return made.getvalue()


def names(world: World, customer: UUID) -> set[str]:
    return {one["firstName"] for one in world.contacts(customer)}


def skipped(done: ImportResponse) -> dict[str, str]:
    assert done.understood
    return {one.sheet: one.reason for one in done.understood.skipped_sheets}


@mark.parametrize("pages", [(NOTES, PEOPLE), (PEOPLE, NOTES), (("Empty", []), PEOPLE), (NOTES, ("Empty", []), PEOPLE)])
def test_the_sheet_with_the_header_is_found_whatever_its_place(
    world: World, importer: Importer, customer: UUID, pages: Sequence[Page]
) -> None:
    done = importer(book(*pages), "a.xlsx", customer_id=customer)

    assert names(world, customer) == {"Ina"}
    assert done.understood
    assert done.understood.sheets == ("People",)
    reasons = {"Read me": "it has no header that is known", "Empty": "it is empty"}
    assert skipped(done) == {name: reasons[name] for name, _ in pages if name != "People"}


def test_sheets_of_one_header_are_all_read_and_their_rows_say_which(
    world: World, importer: Importer, customer: UUID
) -> None:
    turned = [["Last name", "E-mail", "First name"], ["Rau", "tom@x.example.com", "Tom"], ["Row", "nothing", "Bad"]]

    done = importer(book(("A-M", [HEAD, INA]), NOTES, ("N-Z", turned)), "a.xlsx", customer_id=customer)

    assert names(world, customer) == {"Ina", "Tom"}
    assert importer.counts(done) == (3, 2, 1)
    assert done.understood
    assert done.understood.sheets == ("A-M", "N-Z")
    from shared.imports import queries
    from shared.platform.web.paging import Window

    with world.app.database.reading() as session:
        [error] = queries.errors_of(session, done.import_id, Window(1, 100, None, "")).items
    assert (error.row, error.line, error.sheet) == (3, 3, "N-Z")


def test_a_sheet_of_another_header_is_skipped_and_told(world: World, importer: Importer, customer: UUID) -> None:
    companies = ("Companies", [["Company", "Phone", "Position"], ["Aurora", "+49301234567", "x"]])

    done = importer(book(companies, PEOPLE), "a.xlsx", customer_id=customer)

    assert names(world, customer) == {"Ina"}
    assert skipped(done) == {"Companies": "it has another header"}
    assert [one.message for one in done.warnings or ()] == [
        "The sheet 'Companies' was not read: it has another header."
    ]


def test_hidden_sheets_and_charts_are_named_as_skipped(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(book(("Old", [HEAD, TOM]), PEOPLE, hidden="Old", chart=True), "a.xlsx", customer_id=customer)

    assert names(world, customer) == {"Ina"}
    assert skipped(done) == {"Chart": "it is a chart", "Old": "it is hidden"}
    assert [one.message for one in done.warnings or ()] == ["The sheet 'Old' was not read: it is hidden."]


def test_a_workbook_of_empty_and_hidden_sheets_says_so(importer: Importer) -> None:
    done = importer(book(("Old", [HEAD, TOM]), ("New", []), hidden="Old"), "a.xlsx")

    assert done.failure_reason == (
        "The workbook cannot be read: it has no rows. Its sheets: 'Old': it is hidden; 'New': it is empty."
    )


def test_of_many_sheets_the_first_are_looked_into(world: World, importer: Importer, customer: UUID) -> None:
    many = [(f"S{n}", [HEAD, [f"F{n}", "L", f"p{n}@x.example.com"]] if n in (3, 110) else [["x"]]) for n in range(120)]

    done = importer(book(*many), "a.xlsx", customer_id=customer)

    assert names(world, customer) == {"F3"}
    assert skipped(done)["S110"] == "it is behind the first 100 sheets"


ELSEWHERE: dict[str, Callable[[bytes], bytes]] = {
    "a workbook of another name": lambda plain: edited(plain, (r"xl/(_rels/)?workbook\.xml", r"xl/\1workbook2.xml")),
    "texts of another name": lambda plain: edited(plain, ("sharedStrings.xml", "texts.xml")),
    "sheets of another name": lambda plain: edited(plain, (r"sheet1\.xml", "people.xml")),
    "a sheet with a space": lambda plain: edited(
        plain,
        (r"=\"worksheets/sheet1\.xml", '="worksheets/a%20b.xml'),
        (r"^xl/worksheets/sheet1\.xml", "xl/worksheets/a b.xml"),
    ),
    "another folder": lambda plain: edited(plain, (r"xl/(?=\w)", "book/"), (r"(?<=/)xl/", "book/")),
    "capitals": lambda plain: edited(plain, ("sharedStrings", "SharedStrings"), (r"workbook\.xml", "Workbook.xml")),
}


@mark.parametrize("kind", ELSEWHERE)
def test_workbooks_whose_parts_have_other_names_are_read(
    world: World, importer: Importer, customer: UUID, kind: str
) -> None:
    importer(ELSEWHERE[kind](book(PEOPLE)), "a.xlsx", customer_id=customer)

    assert names(world, customer) == {"Ina"}


@mark.parametrize("at", [(0, 0), (3, 2)])
def test_a_cell_that_is_merged_downwards_counts_for_each_of_its_rows(
    world: World, importer: Importer, at: tuple[int, int]
) -> None:
    customers = {name: world.has_customer(name) for name in ("Berg AG", "Other Ltd", "Vo AG")}
    content, (top, left) = io.BytesIO(), at
    with xlsxwriter.Workbook(content) as made:
        page = made.add_worksheet()
        page.write_row(top, left, ["Company", *HEAD])
        for number, name in enumerate(("Ina", "Tom", "Uli", "Eva"), 1):
            page.write_row(top + number, left + 1, [name, "Berg", f"{name}@x.example.com"])
        page.merge_range(top + 1, left, top + 2, left, "Berg AG")
        page.write(top + 3, left, "Vo AG")

    importer(content.getvalue(), "a.xlsx", customer_id=customers["Other Ltd"])

    assert {name: names(world, id) for name, id in customers.items()} == {
        "Berg AG": {"Ina", "Tom"},
        "Vo AG": {"Uli"},
        "Other Ltd": {"Eva"},
    }


ERRORS = ["#NAME?", "#REF!", "#DIV/0!", "#N/A"]


@mark.parametrize("error", ERRORS)
def test_an_error_in_a_cell_is_told_with_its_row(world: World, importer: Importer, customer: UUID, error: str) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        page = made.add_worksheet()
        page.write_row(2, 1, [*HEAD, "Position"])
        page.write_row(3, 1, [*TOM, "CEO"])
        page.write_row(4, 1, INA)
        page.write_formula(4, 4, "=X", value=error)

    done = importer(content.getvalue(), "a.xlsx", customer_id=customer)

    assert names(world, customer) == {"Ina", "Tom"}
    [told] = [one for one in done.warnings or () if one.code == "ValueDropped"]
    assert (told.row, told.line, told.column) == (2, 5, "Position")
    assert told.message == f"The cell of 'Position' holds the error {error}: it was read as empty."


def test_a_formula_without_its_value_is_told_and_one_of_an_empty_text_is_not(
    importer: Importer, customer: UUID
) -> None:
    rows = [[*HEAD, "Position", "Phone"], [*INA, "=A1", "=B1"]]
    value = r"(<f>{}</f>)<v>0</v>"
    content = edited(
        book(("People", rows)),
        (value.format("A1"), r"\1"),
        (r'<c r="E2"><f>B1</f><v>0</v>', '<c r="E2" t="str"><f>B1</f><v></v>'),
    )

    done = importer(content, "a.xlsx", customer_id=customer)

    told = [one.message for one in done.warnings or () if one.code == "ValueDropped"]
    assert told == ["The cell of 'Position' holds a formula without a stored value: it was read as empty."]

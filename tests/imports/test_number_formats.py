"""Zeros that a workbook's number format shows and its number does not have."""

import io
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import xlsxwriter
from pytest import mark

from tests.support.importing import Importer
from tests.support.world import World

pytestmark = mark.system  # many files: seconds together

HEAD: list[Any] = ["First name", "Last name", "E-mail", "Mobile"]
PHONE = {3: "0000000000"}


def book(rows: Sequence[Sequence[Any]], shown: Mapping[int, str], left: int = 0, cover: bool = False) -> bytes:
    """A workbook whose list begins `left` columns from the side; `shown` are formats of its columns."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        if cover:
            made.add_worksheet("Read me").write(0, 0, "One row a person")
        page = made.add_worksheet("People")
        formats = {column: made.add_format({"num_format": code}) for column, code in shown.items()}
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                page.write(number, left + column, value, formats.get(column))
    return content.getvalue()


def phones(world: World, customer: UUID) -> dict[str, str | None]:
    return {one["firstName"]: one["phone"] for one in world.contacts(customer)}


@mark.parametrize(("left", "cover"), [(0, False), (3, False), (0, True)])
def test_a_phone_has_the_zeros_that_its_format_shows(
    world: World, importer: Importer, customer: UUID, left: int, cover: bool
) -> None:
    rows = [HEAD, ["Ina", "Berg", "ina@x.example.com", 301234567], ["Tom", "Rau", "tom@x.example.com", 1711234567]]

    importer(book(rows, PHONE, left, cover), "a.xlsx", customer_id=customer)

    assert phones(world, customer) == {"Ina": "0301234567", "Tom": "1711234567"}


@mark.parametrize(
    ("code", "number", "phone"),
    [
        ("00000 000000", 1711234567, "01711 234567"),
        ("(000) 000-0000", 301234567, "(030) 123-4567"),
        (r"000\-0000000", 301234567, "030-1234567"),
        ('"0"0000000000', 1711234567, "01711234567"),
        ("+00 00 0000000", 49301234567, "+49301234567"),
        ('"+49 "0', 301234567, "+49301234567"),
        ("+0", 49301234567, "+49301234567"),
        ('"No. "0', 301234567, "301234567"),
        ("0000", 301234567, "301234567"),
        ("#,##0", 301234567, "301234567"),
        ("0.00", 301234567, "301234567"),
        ("0", 301234567, "301234567"),
    ],
)
def test_only_formats_of_zeros_and_what_stands_between_them_say_anything(
    world: World, importer: Importer, customer: UUID, code: str, number: int, phone: str
) -> None:
    importer(book([HEAD, ["Ina", "Berg", "ina@x.example.com", number]], {3: code}), "a.xlsx", customer_id=customer)

    assert phones(world, customer) == {"Ina": phone}


def test_a_text_in_such_a_column_stays_as_it_is(world: World, importer: Importer, customer: UUID) -> None:
    rows = [
        HEAD,
        ["Ina", "Berg", "ina@x.example.com", "+49 30 1234567"],
        ["Tom", "Rau", "tom@x.example.com", 301234567],
    ]

    importer(book(rows, PHONE), "a.xlsx", customer_id=customer)

    assert phones(world, customer) == {"Ina": "+49301234567", "Tom": "0301234567"}


@mark.parametrize("other", ["0", "@", "General", "000000000000"])
def test_each_number_of_a_column_is_shown_by_its_own_format(
    world: World, importer: Importer, customer: UUID, other: str
) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as made:
        page = made.add_worksheet()
        zeros, plain = (made.add_format({"num_format": code}) for code in ("00000000000", other))
        page.write_row(0, 0, HEAD)
        for row, shown in enumerate((zeros, plain, zeros), 1):
            page.write_row(row, 0, [f"F{row}", "Berg", f"f{row}@x.example.com"])
            page.write_number(row, 3, 1511234567, shown)

    importer(content.getvalue(), "a.xlsx", customer_id=customer)

    shown_plain = "001511234567" if other[1:] and other != "General" else "1511234567"
    assert phones(world, customer) == {"F1": "01511234567", "F2": shown_plain, "F3": "01511234567"}

"""Of a cell of phones the number alone is kept: no word, time or second number becomes a part of it."""

from contextlib import suppress
from uuid import UUID

from pytest import mark, raises

from shared.imports.cells.cleaned import NotUnderstood
from shared.imports.cells.phones import LONGEST, phone_in
from shared.platform.web.contact_validation import valid_phone
from tests.support.importing import Importer, csv_of
from tests.support.world import World

BERLIN = "+49301234567"
US = "+14155552671"


@mark.parametrize(
    ("cell", "number", "left_out"),
    [
        ("+49 30 1234567 (nur vormittags 9-12)", BERLIN, "nur vormittags 9-12"),
        ("030 1234567 ab 18 Uhr", "030 1234567", "ab 18 Uhr"),
        ("030 1234567 (Mo-Fr 9-17)", "030 1234567", "Mo-Fr 9-17"),
        ("+1 415 555 2671 option 2", US, "option 2"),
        ("+1 415 555 2671 (press 3)", US, "press 3"),
        ("+49 30 1234567 Zi. 5", BERLIN, "Zi. 5"),
        ("030 1234567 (2. Stock)", "030 1234567", "2. Stock"),
        ("030 1234567 seit 2019", "030 1234567", "seit 2019"),
        ("030 1234567-10 bis 12", "030 1234567-10", "bis 12"),
        ("24h: 030 1234567", "030 1234567", "24h"),
        ("2x 030 1234567", "030 1234567", "2x"),
        ("nach 18 Uhr: 030 1234567", "030 1234567", "nach 18 Uhr"),
        ("+49 30 1234567 (Vorwahl 0)", BERLIN, "Vorwahl 0"),
        ("+49 30 1234567 (0)", BERLIN, "0"),
        ("+49 30 1234567 24/7", BERLIN, "24/7"),
        ("+49 30 1234567 (Frau Berg)", BERLIN, "Frau Berg"),
        ("+1 415 555 2671 EST", US, "EST"),
        ("1) 030 1234567", "030 1234567", "1"),
        ("1. 030 1234567", "030 1234567", "1"),
        ("fax: +49 30 1234567", BERLIN, "fax"),
    ],
)
def test_words_and_times_beside_a_number_are_left_out_and_told(cell: str, number: str, left_out: str) -> None:
    assert phone_in(cell) == (number, left_out)


@mark.parametrize(
    ("cell", "number"),
    [
        ("+49 30 1234567 int. 12", f"{BERLIN}x12"),
        ("+49 30 1234567 App. 12", f"{BERLIN}x12"),
        ("+34 91 123 45 67 extensión 12", "+34911234567x12"),
        ("01 23 45 67 89 poste 45", "01 23 45 67 89x45"),
        ("+7(495)1234567 доб. 12", "+74951234567x12"),
        ("+380 44 123 45 67 вн. 5", "+380441234567x5"),
        ("+48 22 123 45 67 wew. 12", "+48221234567x12"),
        ("02-123-4567 (내선 3)", "02-123-4567x3"),
        ("03-1234-5678 内線12", "03-1234-5678x12"),
        ("+86-21-12345678转801", "+862112345678x801"),
        ("030 1234567 DW 12", "030 1234567x12"),
        ("tel:+1-415-555-2671;ext=89", f"{US}x89"),
    ],
)
def test_an_extension_is_read_in_many_languages(cell: str, number: str) -> None:
    assert phone_in(cell) == (number, "")


@mark.parametrize(
    ("cell", "number"),
    [
        ("(+49) 30 1234567", BERLIN),
        ("++49301234567", BERLIN),
        ("+49·30·1234567", BERLIN),
        ("+49 [0]30 1234567", BERLIN),
        ("044 123'45'67", "044 123 45 67"),
        ("Tel.1: 030 1234567", "030 1234567"),
        ("Handy1 0171 7654321", "0171 7654321"),
        ("Mobil (privat): 0171 7654321", "0171 7654321"),
        ("+49 30\n1234567", BERLIN),
        ("+49 (30)\n1234567", BERLIN),
        ("030|1234567", "030 1234567"),
        ("+49•30•1234567", BERLIN),
    ],
)
def test_a_number_is_read_as_it_is_commonly_written(cell: str, number: str) -> None:
    assert phone_in(cell) == (number, "")


@mark.parametrize(
    ("cell", "first", "second"),
    [
        ("030 1234567 bzw. 0171 7654321", "030 1234567", "0171 7654321"),
        ("030 1234567 & 0171 7654321", "030 1234567", "0171 7654321"),
        ("030 1234567 u. 0171 7654321", "030 1234567", "0171 7654321"),
        ("Tel 030 1234567 Fax 030 1234568", "030 1234567", "Fax 030 1234568"),
        ("p: 030 1234567 m: 0171 7654321", "030 1234567", "m: 0171 7654321"),
        ("Büro 030 1234567 Handy 0171 7654321", "030 1234567", "Handy 0171 7654321"),
        ("030 1234567 030 7654321", "030 1234567", "030 7654321"),
        ("030 123 045 678 0171 7654321", "030 123 045 678", "0171 7654321"),
        ("+1 (415) 555-2671 • +1 (415) 555-2672", US, "+1 (415) 555-2672"),
        ("030 1234567 int. 030 7654321", "030 1234567", "int. 030 7654321"),
    ],
)
def test_of_two_numbers_the_first_is_read_whole(cell: str, first: str, second: str) -> None:
    assert phone_in(cell) == (first, second)


@mark.parametrize("cell", ["00000", "000-000-0000", "(000) 000-0000", "0000000000", "0.0", "0,00"])
def test_zeros_are_no_number(cell: str) -> None:
    assert phone_in(cell) == (None, "")
    assert valid_phone(cell) is None


@mark.parametrize(
    "cell",
    [
        *("k. A.", "n. a.", "keine Angabe", "nicht bekannt", "no phone", "not available", "not provided", "..."),
        *("+", "+49", "()", "[]", "Telefon: n/a", "tel:", "#REF!", "#VALUE!", "false", "TRUE"),
    ],
)
def test_a_cell_that_says_nothing_costs_no_row(cell: str) -> None:
    assert phone_in(cell) == (None, "")


@mark.parametrize(
    "cell", ["030 123O567", "O30 1234567", "1-800-FLOWERS", "Hauptstr. 5, 10115 Berlin", "ina2024123@x.example.com"]
)
def test_half_a_number_is_none(cell: str) -> None:
    with raises(NotUnderstood):
        phone_in(cell)


@mark.parametrize("part", ["(1", "1(", "0 ", "030 ", "x1", "+4930|", "12345/", "030\n", "["])
def test_no_cell_takes_long(part: str) -> None:
    with suppress(NotUnderstood):
        phone_in(part * LONGEST)


def test_what_stood_beside_a_number_is_a_warning_of_its_row(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(csv_of("Ina,Berg,i@x.example.com,030 1234567 ab 18 Uhr,Aurora"))

    assert [one["phone"] for one in world.contacts(customer)] == ["030 1234567"]
    [warning] = done.warnings or ()
    message = "Of '030 1234567 ab 18 Uhr' only '030 1234567' was read; 'ab 18 Uhr' was left out."
    assert (warning.row, warning.column, warning.message) == (1, "Phone", message)

"""OpenDocument spreadsheets as a person sees them: zeros and plus of a format, merged cells, errors that say so."""

from io import BytesIO
from uuid import UUID

from pytest import mark

from shared.imports.reading.open_document import NOTHING, open_document
from shared.imports.reading.unsaid import FORMULA
from shared.imports.values import ImportMode
from tests.support.importing import Importer
from tests.support.workbooks import ods_of
from tests.support.world import World

HEADER = ("First name", "Last name", "E-mail", "Phone", "Company")


def text(said: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}><text:p>{said}</text:p></table:table-cell>'


def number(value: str, shown: str, more: str = "") -> str:
    kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind}{more}><text:p>{shown}</text:p></table:table-cell>"


def person(n: int, phone: str, company: str = text("Aurora"), last: str = text("Berg")) -> str:
    return f"{text(f'P{n}')}{last}{text(f'p{n}@x.example.com')}{phone}{company}"


def sheet(*rows: str, above: str = "") -> bytes:
    return ods_of(
        above + "".join(f"<table:table-row>{row}</table:table-row>" for row in ("".join(map(text, HEADER)), *rows))
    )


@mark.parametrize(
    ("value", "shown", "kept"),
    [
        ("301234567", "0301234567", "0301234567"),
        ("1711234567", "0171 1234567", "0171 1234567"),
        ("491711234567", "+49 171 1234567", "+491711234567"),
        ("1711234567", "+49 1711234567", "+491711234567"),
        ("491711234567", "4,91711E+11", "491711234567"),
        ("1711234567", "1.711.234.567", "1711234567"),
        ("1711234567", "1711234567", "1711234567"),
    ],
)
def test_a_number_is_read_as_it_is_shown(
    world: World, importer: Importer, customer: UUID, value: str, shown: str, kept: str
) -> None:
    empty = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'

    done = importer(sheet(person(1, text("")), person(2, number(value, shown)), above=empty), "a.ods")

    assert done.status == "Completed"
    assert [one["phone"] for one in world.contacts(customer) if one["firstName"] == "P2"] == [kept]


def test_rows_that_are_one_in_the_file_are_shown_alike(world: World, importer: Importer, customer: UUID) -> None:
    one = person(1, number("301234567", "0301234567"))
    row = f'<table:table-row table:number-rows-repeated="2">{one}</table:table-row>'
    header = f"<table:table-row>{''.join(map(text, HEADER))}</table:table-row>"

    done = importer(ods_of(header + row), "a.ods", mode=ImportMode.UPSERT)

    assert importer.counts(done) == (2, 2, 0)
    assert [one["phone"] for one in world.contacts(customer)] == ["0301234567"]


def test_a_cell_merged_downwards_counts_for_each_of_its_rows(world: World, importer: Importer, customer: UUID) -> None:
    merged = text("Aurora", ' table:number-rows-spanned="2" table:number-columns-spanned="1"')
    rows = person(1, text(""), merged), person(2, text(""), "<table:covered-table-cell/>")

    done = importer(sheet(*rows), "a.ods")

    assert importer.counts(done) == (2, 2, 0)
    assert [one["firstName"] for one in world.contacts(customer)] == ["P1", "P2"]


def test_errors_and_formulas_without_a_value_are_told(world: World, importer: Importer, customer: UUID) -> None:
    wrong = text("#NAME?", ' table:formula="of:=[.X]" office:string-value=""')
    empty = '<table:table-cell table:formula="of:=[.A1]"/>'

    done = importer(sheet(person(1, text(""), last=wrong), person(2, empty), person(3, text("#12"))), "a.ods")

    assert [(one.row, one.column, one.message.partition(":")[0]) for one in done.warnings or ()][:2] == [
        (1, "Last name", "The cell of 'Last name' holds the error #NAME?"),
        (2, "Phone", "The cell of 'Phone' holds a formula without a stored value"),
    ]
    assert importer.columns_at_fault(done)[0] == "Last name"


def test_what_the_parser_does_not_tell_is_found_cell_by_cell() -> None:
    merged = text("Aurora", ' table:number-rows-spanned="3" table:number-columns-spanned="2"')
    wrong = text("#REF!", ' table:formula="of:=[.X]" office:string-value=""')
    empty = '<table:table-cell table:formula="of:=[.A1]"/>'
    plain = '<table:table-cell office:value-type="float" office:value="1e400"><text:p>0</text:p></table:table-cell>'

    found = open_document(BytesIO(sheet(person(1, number("301234567", "0301234567"), merged, wrong), empty + plain)))

    assert found.shown == {0: {1: {3: "0301234567"}}}
    assert found.unsaid == {0: {1: {1: "the error #REF!"}, 2: {0: FORMULA}}}
    assert found.merged == {0: [((1, 4), (3, 5))]}


@mark.parametrize("content", [b"no zip", sheet(person(1, text("")))])
def test_where_there_is_nothing_of_the_kind_nothing_is_told(content: bytes) -> None:
    assert open_document(BytesIO(content)) == NOTHING

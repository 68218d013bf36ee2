"""An import says what it understood of its list, and what it left out."""

from datetime import timedelta
from uuid import UUID

from pytest import MonkeyPatch
from sqlalchemy import select, text

from shared.imports import report
from shared.imports.responses import ImportResponse
from shared.imports.tables import contact_imports
from shared.imports.understanding import EACH_KIND, WarningCode, Warnings
from shared.imports.values import FileRow
from shared.platform.resilience import Unreachable
from tests.support.erasing import erased
from tests.support.importing import Importer, csv_of, people
from tests.support.world import World

HEADER = "Vorname;Nachname;E-Mail;Lieblingsfarbe;Leer;Firma"
ADA = "Ada;Lovelace;ada@x.example.com;red;;Aurora"


def columns(done: ImportResponse) -> list[tuple[str, str | None, str | None]]:
    assert done.understood
    return [(one.column, one.field, one.sample) for one in done.understood.columns]


def messages(done: ImportResponse) -> list[tuple[str, int | None, int | None, str | None, str]]:
    return [(one.code, one.row, one.line, one.column, one.message) for one in done.warnings or ()]


def test_each_column_became_a_field_or_was_ignored_and_a_value_of_it_is_shown(
    importer: Importer, customer: UUID
) -> None:
    done = importer(csv_of("\n", ";;;;;\n", "Ada;Lovelace;ada@x.example.com;;;Aurora", ADA, header=HEADER))

    assert columns(done) == [
        ("Vorname", "firstName", "Ada"),
        ("Nachname", "lastName", "Lovelace"),
        ("E-Mail", "email", "ada@x.example.com"),
        ("Lieblingsfarbe", None, "red"),
        ("Leer", None, None),
        ("Firma", "companyName", "Aurora"),
    ]
    assert done.understood
    assert (done.understood.encoding, done.understood.delimiter, done.understood.header_row) == ("utf-8", ";", 1)


def test_a_column_with_values_that_became_nothing_is_warned_of(importer: Importer, customer: UUID) -> None:
    for dry_run in (True, False):
        done = importer(csv_of(ADA, header=HEADER), dry_run=dry_run)

        message = "The column 'Lieblingsfarbe' was not read. It holds, for example, 'red'."
        assert messages(done) == [("ColumnIgnored", None, None, "Lieblingsfarbe", message)]
        assert done.warning_count == 1


def test_a_list_whose_columns_are_not_known_says_what_they_hold(importer: Importer) -> None:
    done = importer("colour,size,E-Mail\nred,7,a@x.example.com\n")

    assert done.status == "Failed"
    assert columns(done) == [("colour", None, "red"), ("size", None, "7"), ("E-Mail", "email", "a@x.example.com")]
    assert [one.column for one in done.warnings or ()] == ["colour", "size"]


def test_an_error_says_in_which_line_its_row_begins(world: World, importer: Importer, customer: UUID) -> None:
    bad = "No,Mail,nothing,,Aurora"

    done = importer("\n\n" + csv_of(*people(1), "", '"Two\nlines",L,t@x.example.com,,Aurora', bad))

    with world.app.database.reading() as session:
        rows = session.execute(text('SELECT "RowNumber", "Line" FROM "ContactImportRows" ORDER BY 1')).all()
    assert [tuple(row) for row in rows] == [(1, 4), (2, 6), (3, 8)]
    assert (done.understood and done.understood.header_row) == 3


def test_warnings_are_bounded_before_anybody_takes_them() -> None:
    warnings = Warnings()

    for _ in range(100):
        warnings.add(WarningCode.VALUE_CHANGED, "changed")

    assert (len(warnings.kept), warnings.counts.total()) == (EACH_KIND, 100)


def test_warnings_of_rows_are_kept_up_to_a_number_and_all_are_counted() -> None:
    warnings = Warnings()
    stored = Warnings()

    for number in range(1, 101):
        row = FileRow(number, {}, None, number + 1, "People")
        warnings.add(WarningCode.VALUE_CHANGED, "x" * 1000, row=row, column="A\ud800" + "b" * 999)
        if number == 7:
            warnings.add(WarningCode.VALUE_DROPPED, "gone")
        if number % 10 == 0:
            stored.extend(Warnings.from_wire(Warnings.to_wire(warnings.taken())))

    assert stored.counts == {"ValueChanged": 100, "ValueDropped": 1}
    assert [one.row for one in stored.kept if one.code == "ValueChanged"] == [*range(1, EACH_KIND + 1)]
    first = stored.kept[0]
    assert (first.row, first.line, first.sheet, len(first.message)) == (1, 2, "People", 300)
    assert first.column == "A\ufffd" + "b" * 198


def test_what_is_quoted_of_a_list_is_stored_encrypted_and_goes_with_its_file(
    world: World, importer: Importer, customer: UUID
) -> None:
    done = importer(csv_of(ADA, header=HEADER))
    with world.app.database.reading() as session:
        kept = session.scalar(select(contact_imports.c.Remarks)) or ""
    assert kept
    assert "Lovelace" not in kept

    world.days_pass(31)
    from shared.imports.retention import forget_list  # which needs the mapping

    assert not forget_list(world.app, world.now - timedelta(days=30))

    later = importer.shown(done.import_id)
    assert columns(later)[0] == ("Vorname", "firstName", None)
    assert (later.warnings, later.warning_count) == ((), 0)


def test_who_is_erased_is_quoted_no_more(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(csv_of(ADA, header=HEADER))

    erased(world, customer)

    assert columns(importer.shown(done.import_id))[1] == ("Nachname", "lastName", None)


def test_without_the_key_an_import_still_says_how_far_it_is(
    world: World, importer: Importer, customer: UUID, monkeypatch: MonkeyPatch
) -> None:
    done = importer(csv_of(ADA, header=HEADER))

    def away(*_: object) -> None:
        raise Unreachable("The vault does not answer.")

    monkeypatch.setattr("shared.imports.queries.remarks_of", away)

    later = importer.shown(done.import_id)
    assert (later.status, later.warnings) == ("Completed", None)
    assert columns(later)[0] == ("Vorname", "firstName", None)


def test_the_report_shows_the_columns_and_the_warnings(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(csv_of(ADA.replace("red", "<b>red"), header=HEADER))

    body = report.page(done, {}, [], [], world.now).body
    assert isinstance(body, bytes)
    page = body.decode()

    assert "<td>Vorname</td><td>First name</td><td>Ada</td>" in page
    assert "<td>Lieblingsfarbe</td><td>not read</td><td>&lt;b&gt;red</td>" in page
    assert "<td>Leer</td>" not in page
    assert "Encoding: utf-8 · Delimiter: semicolon · Header row: 1" in page
    assert "The column &#39;Lieblingsfarbe&#39; was not read." in page

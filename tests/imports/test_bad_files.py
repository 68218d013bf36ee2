"""Files that are not what they should be: the import says so, counts add up, and good rows come in."""

import io
import itertools
import json
import os
import zipfile
from typing import Any
from uuid import UUID

import xlsxwriter
from pytest import mark, raises
from sqlalchemy import select

from shared.contacts.list_files import FileFormat
from shared.imports import failed_rows, queries
from shared.imports.arrivals import end_absent, note_file
from shared.imports.commands import StartImport
from shared.imports.names import CONTAINER
from shared.imports.tables import contact_import_rows
from shared.imports.values import Options, UnknownCustomer
from shared.kernel.ids import new_id
from shared.platform.resilience import Unreachable
from shared.platform.web.paging import Window
from tests.support.concurrency import at_once
from tests.support.importing import Importer, csv_of, people
from tests.support.world import World

pytestmark = mark.system  # many files: seconds together


def workbook(**parts: bytes) -> bytes:
    """A workbook with extra or replaced parts."""
    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet().write_row(0, 0, ["First name", "Last name", "E-mail"])
    made = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name, content in parts.items():
            if name not in old.namelist():
                new.writestr(name, content)
    return made.getvalue()


UNREADABLE: dict[str, tuple[bytes, str, str]] = {
    "nothing": (b"", "a.csv", "empty"),
    "white space": (b" \r\n\t", "a.csv", "empty"),
    "a byte order mark": (b"\xef\xbb\xbf", "a.csv", "empty"),
    "a header of other things": (b"colour,size\nred,7\n", "a.csv", "No column was recognised"),
    "a workbook called .csv": (workbook(), "a.csv", "looks like Excel"),
    "a zip called .csv": (b"PK\x03\x04rubbish", "a.csv", "looks like Excel"),
    "CSV called .xlsx": (csv_of(*people(1)).encode(), "a.xlsx", "looks like CSV"),
    "CSV called .json": (csv_of(*people(1)).encode(), "a.json", "looks like CSV"),
    "half a workbook": (workbook()[:900], "a.xlsx", "cannot be read"),
    "an encrypted workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "a.xlsx",
        "encrypted",
    ),
    "XML entities": (
        workbook(**{"xl/sharedStrings.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'}),
        "a.xlsx",
        "entities",
    ),
    "a bomb": (workbook(**{"xl/media/zeros.bin": b"\x00" * 420 * 1024 * 1024}), "a.xlsx", "unpacks to more"),
}


@mark.parametrize("kind", UNREADABLE)
def test_a_file_that_cannot_be_read_fails_and_says_why(world: World, importer: Importer, kind: str) -> None:
    content, name, reason = UNREADABLE[kind]

    done = importer(content, name)

    assert done.status == "Failed"
    assert reason in (done.failure_reason or "")
    assert importer.counts(done) == (None, 0, 0)


def test_only_a_header_is_an_import_of_nothing(importer: Importer) -> None:
    done = importer(csv_of())

    assert (done.status, importer.counts(done)) == ("Completed", (0, 0, 0))


def test_a_format_that_was_given_wrongly_is_refused(importer: Importer) -> None:
    assert importer(csv_of(*people(1)), format=FileFormat.JSON).status == "Failed"


def test_a_quote_that_is_never_closed_costs_its_own_row(world: World, importer: Importer, customer: UUID) -> None:
    rows = people(40)
    rows[9] = '"First9,Last9,p9@people.example.com,,Aurora'

    done = importer(csv_of(*rows))

    assert importer.counts(done) == (40, 39, 1)
    assert importer.errors(done) == [(10, "IMP-004", "A quote is opened and never closed")]


def test_a_quoted_cell_may_span_lines(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(csv_of('"Ada\nAugusta","Love""lace",a@x.example.com,,Aurora', *people(1)))

    assert importer.counts(done) == (2, 2, 0)
    assert "Ada\nAugusta" in [contact["firstName"] for contact in world.contacts(customer)]


@mark.parametrize(
    ("row", "code", "message"),
    [
        ("A\x00da,L,a@x.example.com,,Aurora", "IMP-004", "NUL"),
        ("A" * 10_000_000 + ",L,a@x.example.com,,Aurora", "IMP-004", "longer than"),
        ("A" * 101 + ",L,a@x.example.com,,Aurora", "IMP-003", "is longer than 100 characters"),
        ("A\x07,L,a@x.example.com,,Aurora", "IMP-003", "control character"),
        ("A,L,a@x.example.com,,Aurora,more", "IMP-004", "6 cells for 5"),
        ('A"b,"L"x,a@x.example.com,,Aurora', "IMP-004", "not CSV"),
    ],
)
def test_a_bad_row_among_good_ones(
    world: World, importer: Importer, customer: UUID, row: str, code: str, message: str
) -> None:
    done = importer(csv_of(*people(3), row, *people(3, start=3)))

    assert importer.counts(done) == (7, 6, 1)
    [(number, found, why)] = importer.errors(done)
    assert (number, found) == (4, code)
    assert message in why


def test_nothing_but_bad_rows_are_counted_truly_and_come_back(world: World, importer: Importer) -> None:
    count = 1_000_000 if os.environ.get("SOAK") else 10_000
    lines = itertools.chain(["First name,Last name,E-mail"], (f"F{n},L,nothing" for n in range(count)))

    done = importer("\n".join(lines))

    assert (done.status, importer.counts(done)) == ("CompletedWithErrors", (count, 0, count))
    assert len(importer.errors(done)) == 100
    with world.app.database.reading() as session:
        _, content = failed_rows.rendered(*queries.failed_rows(session, done.import_id))
    assert content.count(b"IMP-003") == count
    assert len(world.events(done.import_id)[0][1]["errors"]) == 100


def test_bytes_that_are_not_utf8_are_the_trouble_of_their_row(world: World, importer: Importer, customer: UUID) -> None:
    good = "Änne,Ünal,a@x.example.com,,Aurora".encode()
    bad = "Ärger,Öl,b@x.example.com,,Aurora".encode("cp1252")

    done = importer(b"\n".join([csv_of().strip().encode(), good, bad, good.replace(b"a@", b"c@")]))

    assert importer.counts(done) == (3, 2, 1)
    assert importer.errors(done) == [(2, "IMP-004", "The row is not UTF-8")]
    with world.app.database.reading() as session:
        _, content = failed_rows.rendered(*queries.failed_rows(session, done.import_id))
    assert "Ärger,Öl".encode("cp1252") in content


def test_json_that_ends_half_way_keeps_what_came_before(world: World, importer: Importer, customer: UUID) -> None:
    rows = [
        {"firstName": f"F{n}", "lastName": "L", "email": f"n{n}@x.example.com", "companyName": "Aurora"}
        for n in range(5)
    ]

    done = importer(json.dumps(rows)[:-30], "a.json")

    assert importer.counts(done) == (5, 4, 1)
    assert importer.errors(done)[0][:2] == (5, "IMP-004")
    odd = importer('[1, "x", null, {"firstName": []}]', "b.json")
    assert (odd.status, importer.counts(odd)) == ("Failed", (None, 0, 0))
    assert odd.failure_reason == "No column was recognised as lastName; the file has firstName."


def test_a_file_replaced_while_it_is_read_fails_the_run(
    world: World, importer: Importer, customer: UUID, monkeypatch: object
) -> None:
    id = new_id()
    blob = f"{id}/list.csv"
    world.send(StartImport("list.csv", blob, Options(), id))
    importer.put(blob, csv_of(*people(5)))
    note_file(world.app, blob)
    vars(world.app.blobs)["etag"] = lambda *_: "another"

    world.works()

    assert importer.shown(id).failure_reason == "The file was replaced while it was read."


def test_two_imports_at_once_into_one_customer_at_49_contacts_make_fifty(
    world: World, importer: Importer, customer: UUID
) -> None:
    importer(csv_of(*people(49)))
    files = [csv_of(*people(10, start=100 * n)) for n in (1, 2)]

    assert at_once(lambda n: importer(files[n]), 2) == {"done": 2}
    assert len(world.contacts(customer)) == 50


def test_the_failed_rows_come_back_as_a_file_that_mended_is_imported(
    world: World, importer: Importer, customer: UUID
) -> None:
    done = importer(csv_of("=cmd(),Lovelace,not an address,+44 20 7946 0018,Aurora", *people(1)))
    with world.app.database.reading() as session:
        name, content = failed_rows.rendered(*queries.failed_rows(session, done.import_id))

    assert name == "list-failed.csv"
    assert (
        content.decode("utf-8-sig")
        .splitlines()[1]
        .startswith("'=cmd(),Lovelace,not an address,+44 20 7946 0018,Aurora,IMP-003")
    )
    again = importer(content.replace(b"not an address", b"ada@x.example.com"), name)
    assert importer.counts(again) == (1, 1, 0)


STUMBLES: dict[str, tuple[bytes, str, str]] = {
    "a number without end": (
        b'[{"firstName": "A", "lastName": "L", "email": "a@x.example.com", "phone": 9%s}]' % (b"9" * 5000),
        "a.json",
        "more than a thousand digits",
    ),
    "UTF-16 that ends within a letter": (
        "\ufeffFirst name,Last name,E-mail\nA,L,a@x.example.com".encode("utf-16-le") + b"x",
        "a.csv",
        "cannot be read",
    ),
    "a sheet that reaches far": (
        workbook(
            **{
                "xl/worksheets/sheet1.xml": b'<worksheet><sheetData><row r="1"><c r="A1"/></row><row r="1048576">'
                b'<c r="OK1048576" t="n"><v>1</v></c></row></sheetData></worksheet>'
            }
        ),
        "a.xlsx",
        "too far",
    ),
    "a sheet that reaches wide": (
        workbook(
            **{
                "xl/worksheets/sheet1.xml": b'<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row>'
                b"</sheetData></worksheet>"
            }
        ),
        "a.xlsx",
        "No column was recognised",
    ),
}


@mark.parametrize("kind", STUMBLES)
def test_a_file_that_parsers_stumble_over_ends_its_import(world: World, importer: Importer, kind: str) -> None:
    content, name, reason = STUMBLES[kind]

    done = importer(content, name)

    assert done.status == "Failed"
    assert reason in (done.failure_reason or "")


@mark.parametrize("value", [b"1e99999999999999999999999", b"[" * 20_000, b"{" * 5_000, b"-", b"nul"])
def test_json_that_goes_wrong_in_the_middle_keeps_what_came_before(
    world: World, importer: Importer, customer: UUID, value: bytes
) -> None:
    good = b'{"firstName": "A", "lastName": "L", "email": "a@x.example.com", "companyName": "Aurora"}'

    done = importer(b"[" + good + b', {"phone": ' + value + b"}]", "a.json")

    assert done.status in ("Completed", "CompletedWithErrors", "Failed")
    assert importer.counts(done)[1:] in ((1, 0), (1, 1), (0, 0))


def test_quotes_within_cells_swallow_no_rows(world: World, importer: Importer, customer: UUID) -> None:
    names = {"Ada": '5" pipe', "Ben": "L", "Cid": '6" pipe', "Dan": "L"}
    rows = [f"{first},{last},{first}@x.example.com,,Aurora" for first, last in names.items()]

    done = importer(csv_of(*rows))

    assert importer.counts(done) == (4, 4, 0)
    assert sorted(one["lastName"] for one in world.contacts(customer)) == ['5" pipe', '6" pipe', "L", "L"]


@mark.parametrize("before", ["\n\n", ",,,,\n", "sep=,\n"])
def test_what_stands_before_the_header_or_between_rows_and_says_nothing_is_no_row(
    world: World, importer: Importer, customer: UUID, before: str
) -> None:
    done = importer(before + csv_of(*people(1), ",,,,", *people(1, start=1), ",,,,"))

    assert (done.status, importer.counts(done)) == ("Completed", (2, 2, 0))


def test_a_column_that_only_a_late_object_has_is_a_column(world: World, importer: Importer, customer: UUID) -> None:
    good = {"firstName": "F", "lastName": "L", "companyName": "Aurora"}
    rows = [{**good, "email": f"n{n}@x.example.com"} for n in range(45)]
    rows = [{"firstName": "x", "lastName": "y", "email": "z"}] * 110 + rows
    rows[-1]["phone"] = "+493012345"

    importer(json.dumps(rows), "a.json")

    assert [one["phone"] for one in world.contacts(customer) if one["phone"]] == ["+493012345"]


def test_a_file_that_is_gone_ends_its_import(
    world: World, importer: Importer, customer: UUID, monkeypatch: Any
) -> None:
    from shared.imports import worker as module

    monkeypatch.setattr("shared.imports.reading.reader.CHUNK", 5)
    real, blob = module._import, world.app.settings.data / "blobs" / CONTAINER / "gone.csv"

    def dying(*arguments: Any) -> Any:
        real(*arguments)
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(module, "_import", dying)
        with raises(SystemExit):
            importer.drop(csv_of(*people(20)), "gone.csv")
    blob.unlink()
    world.loses_its_workers()
    world.works()

    with world.app.database.reading() as session:
        [one] = queries.list_imports(session, Window(1, 10, None, ""), now=world.now).items
    assert (one.status, one.failure_reason, one.processed_records) == ("Failed", "The file is gone.", 5)


def test_a_failure_that_is_not_the_files_fault_is_tried_again_however_often(
    world: World, importer: Importer, customer: UUID, monkeypatch: Any
) -> None:
    from shared.imports import worker as module

    real, failures = module._import, iter(range(7))

    def away(*given: Any) -> Any:
        if next(failures, None) is not None:
            raise Unreachable("Blob storage does not answer.")
        return real(*given)

    monkeypatch.setattr(module, "_import", away)

    assert importer.drop(csv_of(*people(2)), "again.csv").status == "Completed"
    assert len(world.contacts(customer)) == 2


def test_a_list_that_cannot_be_imported_fails_after_three_tries(
    world: World, importer: Importer, monkeypatch: Any
) -> None:
    tries = []

    def broken(*_: Any) -> Any:
        tries.append(1)
        raise KeyError("a fault of ours")

    monkeypatch.setattr("shared.imports.worker._import", broken)

    done = importer(csv_of(*people(2)))

    assert (done.status, len(tries)) == ("Failed", 3)
    assert "tried 3 times" in str(done.failure_reason)


def test_spellings_of_one_company_are_one_company(world: World, importer: Importer) -> None:
    customer = world.has_customer("Müller Events")
    rows = [
        f"F{n},L,n{n}@x.example.com,,{name}"
        for n, name in enumerate(
            ["Müller Events", "Muller Events", "MÜLLER  EVENTS", "Café Neu", "Cafe Neu", "CAFÉ NEU"]
        )
    ]

    done = importer(csv_of(*rows), on_unknown_customer=UnknownCustomer.CREATE)

    assert importer.counts(done) == (6, 6, 0)
    assert len(world.contacts(customer)) == 3
    assert world.found("cafe neu") == ["Café Neu"]


def test_a_failed_row_of_a_known_customer_is_found_by_it(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(csv_of(*people(1), *people(1)))

    with world.app.database.reading() as session:
        [failed] = session.execute(
            select(contact_import_rows.c.CustomerId).where(
                contact_import_rows.c.ImportId == done.import_id, contact_import_rows.c.Outcome == "Failed"
            )
        ).all()
    assert failed.CustomerId == customer


def test_what_a_failed_import_made_is_found(world: World, importer: Importer, customer: UUID, monkeypatch: Any) -> None:
    monkeypatch.setattr("shared.imports.reading.reader.CHUNK", 2)
    id = new_id()
    world.send(StartImport("list.csv", f"{id}/list.csv", Options(), id))
    importer.put(f"{id}/list.csv", csv_of("Ada,Quagmire,a@x.example.com,,Aurora", *people(5)))
    note_file(world.app, f"{id}/list.csv")
    from shared.imports import worker as module

    real = module._import

    def replaced_meanwhile(*given: Any) -> Any:
        done = real(*given)
        importer.put(f"{id}/list.csv", "other")
        return done

    monkeypatch.setattr(module, "_import", replaced_meanwhile)
    world.works()

    shown = importer.shown(id)
    assert (shown.status, shown.failure_reason) == ("Failed", "The file was replaced while it was read.")
    assert shown.processed_records == 2
    assert world.found("quagmire") == ["Aurora"]


def test_what_an_import_made_that_was_given_up_is_found(
    world: World, importer: Importer, customer: UUID, monkeypatch: Any
) -> None:
    monkeypatch.setattr("shared.imports.reading.reader.CHUNK", 2)
    from shared.imports import worker as module

    real = module._import

    def broken_later(app: Any, command: Any, actor: str) -> Any:
        if command.processed:
            raise KeyError("a fault of ours")
        return real(app, command, actor)

    monkeypatch.setattr(module, "_import", broken_later)

    done = importer(csv_of("Ada,Quagmire,a@x.example.com,,Aurora", *people(5)))

    assert (done.status, done.processed_records) == ("Failed", 2)
    assert world.found("quagmire") == ["Aurora"]


@mark.parametrize("name", ["a.json", "a.csv"])
def test_each_slice_gets_on_however_short_it_is(
    world: World, importer: Importer, customer: UUID, monkeypatch: Any, name: str
) -> None:
    monkeypatch.setattr("shared.imports.reading.reader.CHUNK", 2)
    monkeypatch.setattr("shared.platform.jobs.worker.SLICE_SECONDS", 0.0)
    rows = [f"F{n},L{n},n{n}@x.example.com,,Aurora" for n in range(9)]
    fields = ("firstName", "lastName", "email", "phone", "companyName")
    objects = json.dumps([dict(zip(fields, row.split(","), strict=True)) for row in rows])

    done = importer(objects if name == "a.json" else csv_of(*rows), name)

    assert (done.status, importer.counts(done)) == ("Completed", (9, 9, 0))


def test_one_pair_of_bytes_that_could_be_utf8_makes_no_utf8(world: World, importer: Importer) -> None:
    world.has_customer("Café’s")
    rows = [f"Zo\xeb,Ren\xe9,z{n}@x.example.com,,Caf\xe9\u2019s" for n in range(3)]

    done = importer("\n".join([csv_of().strip(), *rows]).encode("cp1252"))

    assert importer.counts(done) == (3, 3, 0)


def test_a_line_that_is_too_long_costs_itself_whatever_ends_it(
    world: World, importer: Importer, customer: UUID
) -> None:
    long = "x" * 1_000_001
    carriage_returns = csv_of(*people(2), long, *people(2, start=2)).replace("\n", "\r")
    after_a_quote = csv_of(*people(1, start=4), '"open,L,o@x.example.com,,Aurora', long, *people(1, start=5))

    first, second = importer(carriage_returns), importer(after_a_quote)

    assert importer.counts(first) == (5, 4, 1)
    assert importer.counts(second) == (4, 2, 2)


def test_whole_numbers_of_json_are_whole(world: World, importer: Importer, customer: UUID) -> None:
    row = (
        '"firstName": 1.0, "lastName": 2e3, "email": "a@x.example.com", "phone": 4930123456.0, "companyName": "Aurora"'
    )

    importer(f"[{{{row}}}]", "a.json")

    [contact] = world.contacts(customer)
    assert (contact["firstName"], contact["lastName"], contact["phone"]) == ("1", "2000", "4930123456")


def test_a_file_whose_message_was_lost_is_imported_all_the_same(
    world: World, importer: Importer, customer: UUID
) -> None:
    ids = [new_id() for _ in range(2)]
    for id in ids:
        world.send(StartImport("list.csv", f"{id}/list.csv", Options(), id))
    importer.put(f"{ids[0]}/list.csv", csv_of(*people(2)))
    world.days_pass(1)

    end_absent(world.app)
    world.works()

    assert [importer.shown(id).status for id in ids] == ["Completed", "Failed"]
    assert importer.shown(ids[1]).failure_reason == "The file never came."

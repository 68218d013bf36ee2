"""Files that are not what they should be: the import says so, counts add up, and good rows come in."""

import io
import itertools
import json
import os
import zipfile
from uuid import UUID

import xlsxwriter
from pytest import mark

from shared.contacts.lists import FileFormat
from shared.imports import queries, rejects
from shared.imports.commands import StartImport
from shared.imports.values import Options
from shared.imports.work import CONTAINER, fail_blob, work
from shared.kernel.ids import new_id
from tests.imports.conftest import Importer, csv_of, people
from tests.world import World


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
    "an encrypted workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.xlsx", "encrypted"),
    "XML entities": (
        workbook(**{"xl/sharedStrings.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'}), "a.xlsx", "entities",
    ),
    "a bomb": (workbook(**{"xl/media/zeros.bin": b"\x00" * 420 * 1024 * 1024}), "a.xlsx", "unpacks to more"),
}  # fmt: skip


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
        ("A" * 101 + ",L,a@x.example.com,,Aurora", "IMP-003", "firstName is longer"),
        ("A\x07,L,a@x.example.com,,Aurora", "IMP-003", "control character"),
        ("A,L,a@x.example.com,,Aurora,more", "IMP-004", "6 cells for 5"),
        ('A"b,"L"x,a@x.example.com,,Aurora', "IMP-004", "never closed"),
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
        _, content = rejects.written(*queries.failed_rows(session, done.import_id))
    assert content.count(b"IMP-003") == count
    assert len(world.facts(done.import_id)[0][1]["errors"]) == 100


def test_bytes_that_are_not_utf8_are_the_trouble_of_their_row(world: World, importer: Importer, customer: UUID) -> None:
    good = "Änne,Ünal,a@x.example.com,,Aurora".encode()
    bad = "Ärger,Öl,b@x.example.com,,Aurora".encode("cp1252")

    done = importer(b"\n".join([csv_of().strip().encode(), good, bad, good.replace(b"a@", b"c@")]))

    assert importer.counts(done) == (3, 2, 1)
    assert importer.errors(done) == [(2, "IMP-004", "The row is not UTF-8")]
    with world.app.database.reading() as session:
        _, content = rejects.written(*queries.failed_rows(session, done.import_id))
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
    assert importer.counts(odd)[1:] == (0, 4) or odd.status == "Failed"


def test_a_file_replaced_while_it_is_read_fails_the_run(
    world: World, importer: Importer, customer: UUID, monkeypatch: object
) -> None:
    id = new_id()
    blob = f"{id}/list.csv"
    world.send(StartImport("list.csv", blob, Options(), id))
    importer.put(blob, csv_of(*people(5)))
    etags = iter([world.app.blobs.etag(CONTAINER, blob), "another"])
    world.app.blobs.etag = lambda *_: next(etags)  # type: ignore[method-assign]

    work(world.app, blob)

    assert importer.shown(id).failure_reason == "The file was replaced while it was read."


def test_a_poisoned_blob_ends_its_import(world: World, importer: Importer) -> None:
    id = new_id()
    world.send(StartImport("list.csv", f"{id}/list.csv", Options(), id))

    for _ in range(2):
        fail_blob(world.app, f"{id}/list.csv", "It could not be worked off.")

    assert importer.shown(id).failure_reason == "It could not be worked off."
    fail_blob(world.app, "unknown.csv", "x")


def test_two_imports_at_once_into_one_customer_at_49_contacts_make_fifty(
    world: World, importer: Importer, customer: UUID
) -> None:
    from tests.customers.test_races import at_once

    importer(csv_of(*people(49)))
    files = [csv_of(*people(10, start=100 * n)) for n in (1, 2)]

    assert at_once(lambda n: importer(files[n]), 2) == {"done": 2}
    assert len(world.contacts(customer)) == 50


def test_the_failed_rows_come_back_as_a_file_that_mended_is_imported(
    world: World, importer: Importer, customer: UUID
) -> None:
    done = importer(csv_of("=cmd(),Lovelace,not an address,+44 20 7946 0018,Aurora", *people(1)))
    with world.app.database.reading() as session:
        name, content = rejects.written(*queries.failed_rows(session, done.import_id))

    assert name == "list-failed.csv"
    assert (
        content.decode("utf-8-sig")
        .splitlines()[1]
        .startswith("'=cmd(),Lovelace,not an address,+44 20 7946 0018,Aurora,IMP-003")
    )
    again = importer(content.replace(b"not an address", b"ada@x.example.com"), name)
    assert importer.counts(again) == (1, 1, 0)

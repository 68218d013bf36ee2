"""Exports: what goes out, and that it comes back in unchanged."""

import csv
import io
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

from pytest import fixture, mark

from shared.contacts.commands import AddContact, RemoveContact, UpdateContact
from shared.contacts.list_files import FIELDS, FileFormat, guarded, tags_cell, tags_of, unguarded
from shared.contacts.values import ContactDetails
from shared.customers.commands import DeactivateCustomer
from shared.exports import queries, requests
from shared.exports.commands import RequestExport
from shared.exports.model import ContactExport
from shared.exports.names import CONTAINER, EXPORT
from shared.exports.values import COLUMNS, USUAL_COLUMNS, Filters
from shared.exports.worker import download_link
from shared.imports.values import ImportMode
from shared.platform.jobs.commands import StartJob
from shared.platform.web.paging import Window
from tests.support.importing import Importer
from tests.support.world import World

type Export = Callable[..., tuple[ContactExport, bytes]]

HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "'=1",
    "''=1",
    "'quoted'",
    'say "hi"',
    "a,b;c|d\te",
    "\\n",
    "line\nbreak",
    "\u200bzero",
    "Ünïcödé 🎪",
    "null",
    "007",
    "1e5",
    "true",
    "2026-01-02",
    "[1]",
    "{}",
    "x" * 100,
    "=cmd|'/C calc'!A0",
]


@fixture
def export(world: World) -> Export:
    def made(
        format: FileFormat = FileFormat.CSV, columns: tuple[str, ...] = USUAL_COLUMNS, **filters: Any
    ) -> tuple[ContactExport, bytes]:
        asked = world.send(RequestExport(format, Filters(**filters), columns))
        world.works()
        with world.app.database.reading() as session:
            done = queries.load_export(session, asked.id)
        if done.status != "Completed":
            return done, b""
        with world.app.blobs.opened(CONTAINER, done.blob_name) as file:
            return done, file.read()

    return made


@fixture
def importer(world: World) -> Importer:
    return Importer(world)


def person(
    world: World, customer: UUID, first: str, *, last: str = "L", tags: tuple[str, ...] = (), **more: Any
) -> UUID:
    email = f"p{len(world.contacts(customer))}@{customer.hex[:8]}.example.com"
    return world.send(AddContact(customer, ContactDetails(first, last, email, **more), tags=tags)).id


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_an_export_holds_everybody_and_tells_so(world: World, export: Export) -> None:
    one, other = world.has_customer("Aurora"), world.has_customer("Borealis")
    person(world, one, "Ada", phone="+493012345", position="CTO", tags=("vip", "press"))
    person(world, other, "Ben")

    done, content = export()

    assert (done.status, done.record_count) == ("Completed", 2)
    ada = next(row for row in rows_of(content) if row["firstName"] == "Ada")
    assert (ada["companyName"], ada["phone"], ada["tags"]) == ("Aurora", "+493012345", "vip;press")
    name, told = world.events(done.id)[-1]
    assert (name, told["recordCount"], told["blobUrl"]) == ("ContactListExported", 2, f"contact-exports/{done.id}.csv")
    world.app.relay.drain()
    assert world.published()[-1]["type"] == "ContactListExported"


def test_filters_choose_by_customer_and_by_any_of_some_tags(world: World, export: Export) -> None:
    one, other = world.has_customer("Aurora"), world.has_customer("Borealis")
    for customer in (one, other):
        person(world, customer, "Ada", tags=("VIP",))
        person(world, customer, "Ben", tags=("press",))
        person(world, customer, "Cleo")

    def names(**filters: Any) -> list[str]:
        return [row["firstName"] for row in rows_of(export(**filters)[1])]

    assert sorted(names(customer_ids=(one,))) == ["Ada", "Ben", "Cleo"]
    assert sorted(names(tags=("vip",))) == ["Ada", "Ada"]
    assert sorted(names(customer_ids=(other,), tags=("PRESS", "vip"))) == ["Ada", "Ben"]
    assert names(tags=("nobody has this",)) == []


def test_fields_choose_columns_and_their_order(world: World, export: Export) -> None:
    contact = person(world, customer := world.has_customer("Aurora"), "Ada", last="Lovelace", tags=("vip",))

    _, content = export(FileFormat.JSON, ("isPrimary", "companyName", "tags", "contactId", "lastName", "phone"))

    assert json.loads(content) == [
        {
            "isPrimary": True,
            "companyName": "Aurora",
            "tags": ["vip"],
            "contactId": str(contact),
            "lastName": "Lovelace",
            "phone": None,
        }
    ]
    assert set(requests.ExportRequest.model_validate({"fields": COLUMNS}, strict=False).columns()) == set(COLUMNS)
    assert rows_of(export(columns=("customerId",))[1]) == [{"customerId": str(customer)}]


@mark.parametrize("format", FileFormat)
def test_what_goes_out_comes_back_in_unchanged(
    world: World, export: Export, importer: Importer, format: FileFormat
) -> None:
    customer = world.has_customer('Aurora, =Sons; "Ltd"')
    for n, text in enumerate(HOSTILE):
        person(world, customer, text, last=HOSTILE[-n], position=text, tags=(text[:50].strip(), f"{n};{n}", "plain"))
    before = world.contacts(customer)

    _, content = export(format)
    for contact in sorted(before, key=lambda one: one["isPrimary"]):
        world.send(RemoveContact(customer, UUID(contact["id"])))
    done = importer(content, f"back.{ {'CSV': 'csv', 'Excel': 'xlsx', 'JSON': 'json'}[format] }")

    assert importer.counts(done) == (len(HOSTILE), len(HOSTILE), 0)
    kept = ("firstName", "lastName", "email", "phone", "position", "tags")
    assert _sorted([{name: one[name] for name in kept} for one in world.contacts(customer)]) == _sorted(
        [{name: one[name] for name in kept} for one in before]
    )


def _sorted(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(people, key=lambda one: str(one["email"]))


@mark.parametrize("format", [FileFormat.CSV, FileFormat.EXCEL])
def test_no_cell_of_a_spreadsheet_is_a_formula(world: World, export: Export, format: FileFormat) -> None:
    customer = world.has_customer("=HYPERLINK(1)")
    for text in HOSTILE:
        person(world, customer, text, phone="+493012345")

    _, content = export(format)

    if format is FileFormat.CSV:
        cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    else:
        from python_calamine import CalamineWorkbook

        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        cells = [str(cell) for row in sheet.to_python() for cell in row]
        assert b"<f>" not in content
    assert {cell for cell in cells if cell[:1] in tuple("=+-@\t\r")} == {"+493012345"}


def test_guarding_a_cell_can_always_be_taken_back() -> None:
    for text in [*HOSTILE, "", "'", "'+49301", "+49301", "+49 30 1", "+49301x12", "'''@x", "\t=1", "\r", "\n=1"]:
        assert unguarded(guarded(text)) == text
    assert guarded("+4930123456") == "+4930123456"


def test_tags_in_one_cell_come_apart_again() -> None:
    for tags in ((), ("a",), ("a", "b c"), ("a;b", "c,d", "e|f"), ("[x]",), ('"q"',)):
        assert tags_of(tags_cell(tags)) == tags
    assert tags_of(" a ; b,c | ") == ("a", "b", "c")
    assert tags_of("[1, 2]") == ("1", "2")


def test_archived_customers_are_not_exported(world: World, export: Export) -> None:
    from sqlalchemy import update

    from shared.customers.tables import customers

    person(world, customer := world.has_customer("Aurora"), "Ada")
    with world.app.database.transaction() as session:
        session.execute(update(customers).where(customers.c.Id == customer).values(Status="Archived"))
        session.commit()

    assert export()[0].record_count == 0


def test_exports_go_over_many_batches(world: World, export: Export, monkeypatch: Any) -> None:
    monkeypatch.setattr("shared.contacts.queries.BATCH", 7)
    for n in range(3):
        customer = world.has_customer(f"Company {n}")
        for m in range(10):
            person(world, customer, f"P{m}")

    done, content = export()

    assert done.record_count == len(rows_of(content)) == 30


def test_a_list_too_long_for_a_worksheet_fails_with_a_reason(world: World, export: Export, monkeypatch: Any) -> None:
    monkeypatch.setattr("shared.exports.file_writer.MOST_ROWS", 1)
    customer = world.has_customer("Aurora")
    person(world, customer, "Ada")
    person(world, customer, "Ben")

    done, _ = export(FileFormat.EXCEL)

    assert done.status == "Failed"
    assert "take CSV or JSON" in str(done.failure_reason)
    assert download_link(world.app, done) is None


def test_a_file_that_cannot_be_written_is_tried_three_times(world: World, monkeypatch: Any) -> None:
    asked, tries = world.send(RequestExport(FileFormat.CSV, Filters(), USUAL_COLUMNS)), []

    def broken(*_: Any) -> str:
        tries.append(1)
        raise ValueError("no such letter")

    monkeypatch.setattr(world.app.blobs, "put_part", broken)
    world.works()

    with world.app.database.reading() as session:
        done = queries.load_export(session, asked.id)
    assert (done.status, len(tries)) == ("Failed", 3)
    assert "tried 3 times" in str(done.failure_reason)


@mark.parametrize("format", [FileFormat.CSV, FileFormat.JSON])
def test_an_export_goes_on_where_the_worker_before_it_died(
    world: World, export: Export, monkeypatch: Any, format: FileFormat
) -> None:
    monkeypatch.setattr("shared.contacts.queries.BATCH", 2)
    for n in range(6):
        person(world, world.has_customer(f"Company {n}"), f"P{n}")
    whole = export(format)[1]
    monkeypatch.setattr("shared.exports.worker.PART_BYTES", 1)
    real, parts = world.app.blobs.put_part, list[int]()

    def dying(container: str, name: str, part: str, content: bytes) -> None:
        real(container, name, part, content)
        parts.append(int(part.rpartition("-")[2]))
        if len(parts) == 2:
            raise SystemExit

    monkeypatch.setattr(world.app.blobs, "put_part", dying)
    with suppress(SystemExit):
        export(format)
    world.loses_its_workers()
    world.works()

    assert parts == [0, 1, 1, 2, 3]  # the part whose checkpoint was not kept is written once more
    with world.app.database.reading() as session:
        done = queries.list_exports(session, Window(1, 1, None, "")).items[0]
    with world.app.blobs.opened(CONTAINER, f"{done.export_id}.{format.lower()}") as file:
        assert file.read() == whole
    assert done.record_count == 6


def test_work_that_is_handed_out_twice_makes_one_export(world: World, export: Export) -> None:
    done, _ = export()
    world.send(StartJob(EXPORT, done.id))
    world.works()

    assert world.audit_trail(done.id) == ["ContactExportRequested", "ContactListExported"]


def test_upsert_of_an_unchanged_export_changes_nothing(world: World, export: Export, importer: Importer) -> None:
    customer = world.has_customer("Aurora")
    contact = person(world, customer, "=Ada", tags=("x",))
    world.send(UpdateContact(customer, contact, provided={"position": "@CEO"}))
    world.send(DeactivateCustomer(customer, reason="winter"))
    before = world.contacts(customer)

    done = importer(export()[1], "back.csv", mode=ImportMode.UPSERT)

    assert importer.counts(done) == (1, 1, 0)
    assert world.contacts(customer) == before


def test_every_field_an_import_knows_can_be_exported() -> None:
    assert set(FIELDS) < set(COLUMNS)
    assert set(USUAL_COLUMNS) < set(COLUMNS)


def test_a_worker_that_lost_its_job_spoils_no_file(world: World, export: Export, monkeypatch: Any) -> None:
    monkeypatch.setattr("shared.contacts.queries.BATCH", 1)
    monkeypatch.setattr("shared.exports.worker.PART_BYTES", 1)
    for n in range(4):
        person(world, world.has_customer(f"Company {n}"), f"P{n}")
    whole = export()[1]
    real, first = world.app.blobs.put_part, [True]

    def taken_over(container: str, name: str, part: str, content: bytes) -> None:
        if first and part.endswith("1"):
            first.clear()
            world.loses_its_workers()
            world.works()  # another does all of it, while this one waits
        real(container, name, part, content)

    monkeypatch.setattr(world.app.blobs, "put_part", taken_over)
    done, content = export()

    assert (done.record_count, content) == (4, whole)
    assert world.audit_trail(done.id) == ["ContactExportRequested", "ContactListExported"]


def test_an_export_that_dies_once_its_file_is_there_is_finished_by_the_next(world: World, monkeypatch: Any) -> None:
    person(world, world.has_customer("Aurora"), "Ada")
    asked = world.send(RequestExport(FileFormat.CSV, Filters(), USUAL_COLUMNS))
    real, deaths = world.app.blobs.join, [True]

    def dying(*given: Any) -> str:
        etag = real(*given)
        if deaths:
            deaths.clear()
            raise SystemExit
        return etag

    monkeypatch.setattr(world.app.blobs, "join", dying)
    with suppress(SystemExit):
        world.works()
    world.loses_its_workers()
    world.works()

    with world.app.database.reading() as session:
        assert queries.load_export(session, asked.id).status == "Completed"


def test_nothing_of_an_export_is_left_beside_its_file(world: World, export: Export, monkeypatch: Any) -> None:
    person(world, world.has_customer("Aurora"), "Ada")
    export()
    folder = world.app.settings.data / "blobs" / CONTAINER / ".parts"
    assert list(folder.iterdir())
    monkeypatch.setattr("shared.adapters.blobs.DRAFT_LIFE_SECONDS", -1)

    world.forgets()

    assert list(folder.iterdir()) == []

"""What an import does with good files."""

import io
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import xlsxwriter
from pytest import approx, mark, raises
from sqlalchemy import select

from shared.contacts.list_files import FileFormat
from shared.imports import queries, worker as module
from shared.imports.column_matching import suggest
from shared.imports.commands import CancelImport, StartImport
from shared.imports.failed_rows import file_of
from shared.imports.model import ImportEnded
from shared.imports.repository import r
from shared.imports.row_commands import ImportRows
from shared.imports.tables import contact_imports
from shared.imports.undo import UndoImport
from shared.imports.values import FileRow, ImportMode, Options, RowError, UnknownCustomer
from shared.kernel.ids import new_id
from shared.platform.web.paging import Window
from tests.support.concurrency import at_once
from tests.support.importing import Importer, csv_of, people
from tests.support.world import World

AENNE = {"firstName": "Änne", "lastName": "Müller", "email": "a@x.example.com", "companyName": "Aurora"}


def names(world: World, customer: UUID) -> list[str]:
    return sorted(f"{contact['firstName']} {contact['lastName']}" for contact in world.contacts(customer))


def test_each_row_becomes_a_contact_with_its_fact_in_the_log_and_the_list_on_the_bus(
    world: World, importer: Importer, customer: UUID
) -> None:
    world.app.relay.drain()

    done = importer(
        csv_of("Ada,Lovelace,ada@x.example.com,+44 20 7946 0018,Aurora", "Ben,Nevis,ben@x.example.com,,aurora")
    )

    assert (done.status, done.format, importer.counts(done)) == ("Completed", FileFormat.CSV, (2, 2, 0))
    assert names(world, customer) == ["Ada Lovelace", "Ben Nevis"]
    assert [(contact["firstName"], contact["phone"], contact["isPrimary"]) for contact in world.contacts(customer)] == [
        ("Ada", "+442079460018", True),
        ("Ben", None, False),
    ]
    assert [world.audit_trail(UUID(contact["id"])) for contact in world.contacts(customer)] == [["ContactAdded"]] * 2
    world.app.relay.drain()
    [told] = [event for event in world.published() if event["type"].startswith("Contact")]
    assert told["type"] == "ContactListImported"
    assert told["data"] == {
        "importId": str(done.import_id),
        "totalRecords": 2,
        "successfulRecords": 2,
        "failedRecords": 0,
        "errors": [],
        "importedAt": "2026-03-02T09:00:00.000000Z",
        "importedBy": "amira",
    }
    assert world.found("lovel") == ["Aurora"]


@mark.parametrize(
    ("content", "name"),
    [
        ("Vorname;Nachname;E-Mail;Firma\nÄnne;Müller;a@x.example.com;Aurora\n".encode("cp1252"), "de.csv"),
        ("Vorname\tNachname\tE-Mail\tFirma\nÄnne\tMüller\ta@x.example.com\tAurora\n".encode("utf-16"), "de.txt"),
        ("\ufeffPrénom|Nom|Courriel|Entreprise\r\nÄnne|Müller|a@x.example.com|Aurora\r\n".encode(), "fr.csv"),
        ('first_name,last_name,email,company\n"Änne","Müller",a@x.example.com,"Aurora"\n'.encode(), "quoted.csv"),
        (json.dumps([AENNE]).encode(), "a.json"),
        (f"{json.dumps(AENNE)}\n\n".encode(), "a.ndjson"),
    ],
)
def test_encodings_delimiters_languages_and_formats_are_found_out(
    world: World, importer: Importer, customer: UUID, content: bytes, name: str
) -> None:
    done = importer(content, name)

    assert (done.status, done.failure_reason) == ("Completed", None)
    assert names(world, customer) == ["Änne Müller"]


def test_a_workbook_is_read_as_a_person_reads_it(world: World, importer: Importer, customer: UUID) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["First name", "Last name", "E-mail", "Phone", "Company", "Tags"])
        sheet.write_row(1, 0, ["Ada", 7, "ada@x.example.com", 4930123456, "Aurora", "vip; press"])
        sheet.write_row(3, 0, ["Ben", True, "ben@x.example.com", "", "Aurora", ""])

    done = importer(content.getvalue(), "list.xlsx")

    assert (done.status, importer.counts(done)) == ("Completed", (2, 2, 0))
    assert names(world, customer) == ["Ada 7", "Ben true"]
    [ada] = [contact for contact in world.contacts(customer) if contact["firstName"] == "Ada"]
    assert (ada["phone"], ada["tags"]) == ("4930123456", ["vip", "press"])


def test_bad_rows_are_listed_and_stop_nothing(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(
        csv_of(
            "Ada,Lovelace,ada@x.example.com,,Aurora",
            ",Nobody,n@x.example.com,,Aurora",
            "Bad,Mail,not an address,,Aurora",
            "Bad,Phone,p@x.example.com,letters,Aurora",
            "No,Customer,c@x.example.com,,Nowhere",
            "Ada,Again,ADA@x.example.com,,Aurora",
            "",
            "Ben,Nevis,ben@x.example.com,,Aurora",
        )
    )

    assert (done.status, importer.counts(done)) == ("CompletedWithErrors", (7, 2, 5))
    assert importer.errors(done) == [
        (2, "IMP-003", "firstName is missing; fill in the column 'First name'"),
        (3, "IMP-003", "email 'not an address' is not a valid e-mail address; write it as in name@example.com"),
        (
            4,
            "IMP-003",
            "phone 'letters' is not a phone number; write it as in +49 30 1234567, or leave it empty",
        ),
        (
            5,
            "CUST-001",
            "There is no customer called 'Nowhere'; correct the name, or choose onUnknownCustomer=create",
        ),
        (
            6,
            "CONT-002",
            (
                "Another contact of this customer already has the e-mail address 'ADA@x.example.com'; choose"
                " mode=upsert to change that one"
            ),
        ),
    ]


def test_the_fifty_first_contact_is_an_error_of_its_row(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(csv_of(*people(60)))

    assert importer.counts(done) == (60, 50, 10)
    assert [(row, code) for row, code, _ in importer.errors(done)] == [(row, "CONT-004") for row in range(51, 61)]


def test_a_row_names_its_customer_by_id_number_or_name_or_the_import_does(
    world: World, importer: Importer, customer: UUID
) -> None:
    number = world.shown(customer)["customerNumber"]
    header = "firstName,lastName,email,customerId,customerNumber,companyName"
    unknown = new_id()
    rows = (
        f"A,A,a@x.example.com,{customer},,",
        f"B,B,b@x.example.com,,{number},",
        "C,C,c@x.example.com,,,AURORA",
        "D,D,d@x.example.com,,,",
        f"E,E,e@x.example.com,{unknown},,Aurora",
    )

    done = importer(csv_of(*rows, header=header), customer_id=customer)

    assert names(world, customer) == ["A A", "B B", "C C", "D D"]
    message = (
        f"There is no customer with the id '{unknown}'; correct it, or leave it empty and name the customer by number"
        " or company name"
    )
    assert importer.errors(done) == [(5, "CUST-001", message)]


def test_unknown_companies_become_customers_if_asked_for(world: World, importer: Importer) -> None:
    taken = world.has_customer("Elsewhere", "taken@x.example.com")
    done = importer(
        csv_of("A,A,a@x.example.com,,Nova", "B,B,b@x.example.com,,nova", "C,C,taken@x.example.com,,Third"),
        on_unknown_customer=UnknownCustomer.CREATE,
    )

    [nova] = world.search("nova").items
    assert names(world, nova.id) == ["A A", "B B"]
    message = (
        "The new customer's e-mail address 'taken@x.example.com' is another customer's; name that customer, or give"
        " another address"
    )
    assert importer.errors(done) == [(3, "CUST-002", message)]
    assert world.contacts(taken) == []


def test_upsert_replaces_what_the_file_says_and_leaves_the_rest(
    world: World, importer: Importer, customer: UUID
) -> None:
    importer(csv_of("Ada,Lovelace,ada@x.example.com,+4930123456,Aurora"))
    done = importer(
        csv_of("Augusta,Byron,Ada@X.example.com,,Aurora", "Ben,Nevis,b@x.example.com,,Aurora"), mode=ImportMode.UPSERT
    )

    assert importer.counts(done) == (2, 2, 0)
    assert names(world, customer) == ["Augusta Byron", "Ben Nevis"]
    assert {contact["firstName"]: contact["phone"] for contact in world.contacts(customer)} == {
        "Augusta": "+4930123456",
        "Ben": None,
    }


def test_a_mapping_may_be_given_or_lie_beside_a_dropped_file(world: World, importer: Importer, customer: UUID) -> None:
    content = "a,b,c,d\nAda,Lovelace,ada@x.example.com,Aurora\n"
    mapping = {"firstName": "a", "lastName": "b", "email": "c", "companyName": "d"}

    assert importer(content).failure_reason == "No column was recognised as firstName; the file has a, b, c, d."
    assert (
        importer(content, mappings={**mapping, "phone": "e"}).failure_reason
        == "The file has no column 'e'; it has a, b, c, d."
    )
    assert importer(content, mappings=mapping).status == "Completed"
    importer.put("beside.csv.mapping.json", json.dumps(mapping))
    assert importer.errors(importer.drop(content, "beside.csv"))[0][1] == "CONT-002"


def test_a_dropped_file_is_imported_once_however_often_it_is_noticed(
    world: World, importer: Importer, customer: UUID
) -> None:
    first = importer.drop(csv_of(*people(3)), "dropped.csv")

    importer.noticed("dropped.csv")

    assert first.created_by == "system"
    assert importer.counts(importer.shown(first.import_id)) == (3, 3, 0)
    with world.app.database.reading() as session:
        assert session.scalars(select(contact_imports.c.Id)).all() == [first.import_id]


def test_many_chunks_add_up(world: World, importer: Importer) -> None:
    for n in range(60):
        world.has_customer(f"Company {n}")
    rows = [f"F{n},L{n},n{n}@x.example.com,,Company {n % 60}" for n in range(2500)]

    done = importer(csv_of(*rows))

    assert (done.status, importer.counts(done)) == ("Completed", (2500, 2500, 0))
    assert world.search("l2499").total_count == 1


def test_a_cancelled_import_stops_and_keeps_what_is_done(
    world: World, importer: Importer, customer: UUID, monkeypatch: Any
) -> None:
    monkeypatch.setattr("shared.imports.reading.reader.CHUNK", 2)
    real = module._import

    def cancelled_meanwhile(app: Any, command: ImportRows, actor: str) -> Any:
        if command.processed == 2:
            world.send(CancelImport(command.import_id))
        return real(app, command, actor)

    monkeypatch.setattr(module, "_import", cancelled_meanwhile)

    done = importer(csv_of(*people(7)))

    assert (done.status, importer.counts(done)) == ("Cancelled", (4, 4, 0))
    assert names(world, customer) == ["First0 Last0", "First1 Last1", "First2 Last2", "First3 Last3"]
    with raises(ImportEnded):
        world.send(CancelImport(done.import_id))


def test_an_import_that_is_cancelled_before_its_file_came_wants_none(
    world: World, importer: Importer, customer: UUID
) -> None:
    from shared.imports.commands import StartImport
    from shared.imports.values import Options

    id = new_id()
    world.send(StartImport("list.csv", f"{id}/list.csv", Options(), id))
    world.send(CancelImport(id))
    importer.put(f"{id}/list.csv", csv_of(*people(5)))
    importer.noticed(f"{id}/list.csv")

    assert (importer.shown(id).status, importer.counts(importer.shown(id))) == ("Cancelled", (0, 0, 0))
    assert names(world, customer) == []
    with raises(ImportEnded):
        world.send(CancelImport(id))


def test_of_many_who_cancel_an_import_at_once_one_does_and_all_others_are_told(world: World) -> None:
    for _ in range(10):
        id = new_id()
        world.send(StartImport("list.csv", f"{id}/list.csv", Options(), id))
        cancel = CancelImport(id)
        assert at_once(lambda _: world.send(cancel), 4) == {"done": 1, ImportEnded.__name__: 3}  # noqa: B023 - it is done


def test_headers_are_understood_in_many_languages() -> None:
    assert suggest(["Nombre", "Apellidos", "Correo electrónico", "Teléfono", "Empresa"]) == {
        "firstName": "Nombre",
        "lastName": "Apellidos",
        "email": "Correo electrónico",
        "phone": "Teléfono",
        "companyName": "Empresa",
    }
    assert suggest(["colour", "size"]) == {}


def test_a_worker_that_lost_its_lease_changes_nothing(world: World, importer: Importer, customer: UUID) -> None:
    from shared.platform.jobs.model import Lease, LostLease

    done = importer(csv_of(*people(2)))
    late = ImportRows(
        done.import_id, Lease(new_id(), new_id()), 2, [(FileRow(3, {}), RowError("IMP-003", None, "late"))], 1.0, {}
    )

    with raises(LostLease):
        world.send(late)
    assert importer.counts(importer.shown(done.import_id)) == (2, 2, 0)


def test_a_file_that_was_announced_and_never_came_ends_the_import(world: World, importer: Importer) -> None:
    from shared.imports.queries import imports_without_file

    id = new_id()
    world.send(StartImport("a.csv", f"{id}/a.csv", Options(), id))

    def silent() -> list[UUID]:
        with world.app.database.reading() as session:
            return list(imports_without_file(session, before=world.now - timedelta(hours=2)))

    assert silent() == []
    world.days_pass(1)
    assert silent() == [id]


def test_progress_and_an_estimated_end_show_while_an_import_runs(
    world: World, importer: Importer, customer: UUID, monkeypatch: Any
) -> None:
    monkeypatch.setattr("shared.imports.reading.reader.CHUNK", 100)
    seen = []
    real = module._import

    def watched(*arguments: Any) -> Any:
        done = real(*arguments)
        world.now += timedelta(seconds=10)
        seen.append(importer.shown(done.leased.id))
        return done

    monkeypatch.setattr(module, "_import", watched)
    importer(csv_of(*(f"F{n},L,n{n}@x.example.com,,{'x' * 200}" for n in range(1000))))

    shares = [one.progress for one in seen if one.progress is not None]
    assert len(shares) == 10
    assert shares == sorted(set(shares))
    assert 0 < shares[0] < 0.5 < shares[-1] == 1
    half = seen[4]
    assert half.rows_per_second == 10
    assert half.estimated_end
    assert half.started_at
    assert (half.estimated_end - half.started_at).total_seconds() == approx(50 / shares[4])
    assert importer.shown(seen[0].import_id).estimated_end is None


def test_a_file_that_cannot_be_stored_fails_its_import(world: World, importer: Importer, monkeypatch: Any) -> None:
    id = new_id()
    world.send(StartImport("a.csv", f"{id}/a.csv", Options(), id))

    def full(*_: Any) -> str:
        raise OSError("no space")

    monkeypatch.setattr(world.app.blobs, "put", full)
    with raises(OSError, match="no space"):
        module.store_file(world.app, id, f"{id}/a.csv", io.BytesIO(b"x"))

    assert (importer.shown(id).status, importer.shown(id).failure_reason) == ("Failed", "The file could not be stored.")


def test_a_contact_that_two_rows_met_is_listed_once(world: World, importer: Importer, customer: UUID) -> None:
    rows = [f"Ada{n},L,ada@x.example.com,,Aurora" for n in range(3)]

    done = importer(csv_of(*rows, *people(1)), mode=ImportMode.UPSERT)

    with world.app.database.reading() as session:
        page = queries.contacts_of(session, done.import_id, Window(1, 20, None, ""))
    assert sorted(one.first_name for one in page.items) == ["Ada2", "First0"]
    assert page.total_count == 2


def test_what_rows_keep_of_persons_is_encrypted(world: World, importer: Importer) -> None:
    customer = world.has_customer("Aurora")
    importer(csv_of("Ada,Lovelace,ada@example.com,,Aurora"))
    done = importer(
        csv_of("Augusta,Byron,ada@example.com,,Aurora", "Canary,Bird,no address,,Aurora"), mode=ImportMode.UPSERT
    )

    with world.app.database.reading() as session:
        rows = session.execute(select(r.Cells, r.Before).where(r.ImportId == done.import_id)).all()
    assert sum(cells is not None for cells, _ in rows) == sum(before is not None for _, before in rows) == 1
    assert not any(word in str(rows) for word in ("Canary", "Lovelace", "no address"))
    with world.app.database.reading() as session:
        assert b"Canary" in file_of(session, done.import_id)[1]
    world.send(UndoImport(done.import_id))
    assert [one["lastName"] for one in world.contacts(customer)] == ["Lovelace"]

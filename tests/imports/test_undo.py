"""Undoing an import: all it did, except where somebody went on from there."""

from typing import Any
from uuid import UUID

from pytest import mark, raises

from shared.contacts.commands import AddContact, RemoveContact, TagContact, UpdateContact
from shared.contacts.values import ContactDetails
from shared.imports.model import ImportNotUndoable
from shared.imports.queries import contacts_of
from shared.imports.undo import UndoImport
from shared.imports.values import ImportMode, UnknownCustomer
from shared.platform.web.paging import Window
from tests.support.importing import Importer, csv_of, people
from tests.support.world import World


def test_what_an_import_made_is_gone_and_what_it_changed_is_as_before(
    world: World, importer: Importer, customer: UUID
) -> None:
    details = ContactDetails("Ada", "L", "ada@x.example.com", "+493012345", "CEO")
    world.send(AddContact(customer, details, tags=("old",)))
    before = world.contacts(customer)
    header = "First name,Last name,E-mail,Phone,Company,Position,Tags"
    rows = ("Adah,Lovelace,ADA@x.example.com,+4940999999,Aurora,CTO,new", "Ben,N,ben@x.example.com,,Aurora,,")
    done = importer(csv_of(*rows, header=header), mode=ImportMode.UPSERT)
    assert len(world.contacts(customer)) == 2
    assert (world.found("nevis ben"), world.found("ben")) == ([], ["Aurora"])

    undone = world.send(UndoImport(done.import_id))

    assert (undone.status, undone.undone_records, undone.kept_records) == ("Undone", 2, 0)
    [ada] = world.contacts(customer)
    as_new = {"lastModifiedAt": None, "version": 0}
    assert {**ada, **as_new} == {**before[0], **as_new}
    assert world.found("ben") == []
    assert world.audit_trail(done.import_id) == [
        "ContactListImported",
        "ContactImportUndoRequested",
        "ContactListImportUndone",
    ]
    assert [event["type"] for event in _told(world)][-2:] == ["ContactImportUndoRequested", "ContactListImportUndone"]


def _told(world: World) -> list[dict[str, Any]]:
    world.app.relay.drain()
    return world.published()


def test_contacts_that_changed_since_are_kept_and_listed(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(csv_of(*people(4)))
    by_name = {one["firstName"]: UUID(one["id"]) for one in world.contacts(customer)}
    world.send(TagContact(customer, by_name["First1"], tag="vip"))
    world.send(RemoveContact(customer, by_name["First2"]))

    undone = world.send(UndoImport(done.import_id))

    assert (undone.status, undone.undone_records, undone.kept_records) == ("Undone", 3, 1)
    [kept] = world.contacts(customer)
    assert (kept["firstName"], kept["isPrimary"]) == ("First1", True)  # who had been primary went
    assert [(row, code) for row, code, _ in importer.errors(done)] == [(2, "IMP-006")]


@mark.parametrize("chunk", [1, 2, 500])
def test_rows_that_met_the_same_contact_are_undone_backwards(
    world: World, importer: Importer, customer: UUID, chunk: int, monkeypatch: Any
) -> None:
    monkeypatch.setattr("shared.imports.undo.CHUNK", chunk)
    rows = [f"Ada{n},L,ada@x.example.com,,Aurora" for n in range(5)]
    done = importer(csv_of(*rows), mode=ImportMode.UPSERT)
    assert [one["firstName"] for one in world.contacts(customer)] == ["Ada4"]

    world.send(UndoImport(done.import_id))
    world.works()

    assert (importer.shown(done.import_id).status, world.contacts(customer)) == ("Undone", [])
    assert importer.errors(done) == []
    with world.app.database.reading() as session:
        assert contacts_of(session, done.import_id, Window(1, 20, None, "")).total_count == 0


def test_a_long_list_is_undone_in_steps_and_a_repeated_message_changes_nothing(
    world: World, importer: Importer, customer: UUID, monkeypatch: Any
) -> None:
    monkeypatch.setattr("shared.imports.undo.CHUNK", 10)
    done = importer(csv_of(*people(35)))

    first = world.send(UndoImport(done.import_id))
    assert (first.status, first.undone_records) == ("Completed", 10)
    world.works()

    shown = importer.shown(done.import_id)
    assert (shown.status, shown.undone_records, world.contacts(customer)) == ("Undone", 35, [])


def test_customers_that_came_with_the_list_stay(world: World, importer: Importer) -> None:
    done = importer(csv_of(*people(2, "Nova")), on_unknown_customer=UnknownCustomer.CREATE)

    world.send(UndoImport(done.import_id))

    assert world.found("nova") == ["Nova"]
    assert world.found("first0") == []


@mark.parametrize("why", ["undone", "dry run", "too late", "running"])
def test_some_imports_cannot_be_undone(world: World, importer: Importer, customer: UUID, why: str) -> None:
    from shared.imports.commands import StartImport
    from shared.imports.values import Options
    from shared.kernel.ids import new_id

    id = importer(csv_of(*people(1)), dry_run=why == "dry run").import_id
    match why:
        case "undone":
            world.send(UndoImport(id))
        case "too late":
            world.days_pass(2)
        case "running":
            id = world.send(StartImport("a.csv", "never/a.csv", Options(), new_id())).id

    with raises(ImportNotUndoable):
        world.send(UndoImport(id))


def test_a_failed_import_can_be_undone_as_far_as_it_came(world: World, importer: Importer, customer: UUID) -> None:
    from shared.imports.commands import FailImport, StartImport
    from shared.imports.values import Options
    from shared.kernel.ids import new_id

    id = new_id()
    world.send(StartImport("a.csv", f"{id}/a.csv", Options(), id))
    world.send(FailImport(id, "reason"))

    assert world.send(UndoImport(id)).status == "Undone"


def test_an_updated_contact_that_changed_since_stays_as_it_is(world: World, importer: Importer, customer: UUID) -> None:
    world.send(AddContact(customer, ContactDetails("Ada", "L", "ada@x.example.com")))
    done = importer(csv_of("Adah,L,ada@x.example.com,,Aurora"), mode=ImportMode.UPSERT)
    [ada] = world.contacts(customer)
    world.send(UpdateContact(customer, UUID(ada["id"]), provided={"position": "CEO"}))

    undone = world.send(UndoImport(done.import_id))

    assert undone.kept_records == 1
    assert world.contacts(customer)[0]["firstName"] == "Adah"

"""What is kept for a time, and goes when that is over."""

import re
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from shared import concepts
from shared.adapters.blobs import NoSuchBlob
from shared.contacts.list_files import FileFormat
from shared.exports.commands import RequestExport
from shared.exports.model import ContactExport
from shared.exports.names import CONTAINER as EXPORTS
from shared.exports.values import USUAL_COLUMNS, Filters
from shared.exports.worker import download_link
from shared.imports.names import CONTAINER as IMPORTS
from shared.imports.tables import contact_import_rows
from shared.settings import CustomerManagement
from tests.support.importing import Importer, csv_of, people
from tests.support.world import World

ROOT = Path(__file__).parents[2]


def there(world: World, container: str, name: str) -> bool:
    try:
        return bool(world.app.blobs.etag(container, name))
    except NoSuchBlob:
        return False


def test_a_list_and_the_cells_of_its_rows_go_after_a_month_and_what_it_made_stays(world: World) -> None:
    importer, customer = Importer(world), world.has_customer("Aurora")
    done = importer(csv_of(*people(2), "Bad,Mail,none,,Aurora"))
    recent = importer.drop(csv_of(*people(1, start=9)), "recent.csv")
    world.days_pass(29)
    world.forgets()
    assert there(world, IMPORTS, f"{done.import_id}/list.csv")

    world.days_pass(2)
    importer.drop(csv_of(*people(1, start=12)), "new.csv")
    world.forgets()

    assert not there(world, IMPORTS, f"{done.import_id}/list.csv")
    assert not there(world, IMPORTS, "recent.csv")
    assert there(world, IMPORTS, "new.csv")
    c = contact_import_rows.c
    with world.app.database.reading() as session:
        kept = session.execute(select(c.Cells, c.Before).where(c.ImportId == done.import_id)).all()
    assert [tuple(row) for row in kept] == [(None, None)] * 3
    assert importer.counts(importer.shown(recent.import_id)) == (1, 1, 0)
    assert [code for _, code, _ in importer.errors(importer.shown(done.import_id))] == ["IMP-003"]
    assert len(world.contacts(customer)) == 4


def test_the_file_of_an_export_goes_after_a_week_and_nobody_gets_a_link_to_it(world: World) -> None:
    world.send(RequestExport(FileFormat.CSV, Filters(), USUAL_COLUMNS))
    world.works()
    world.days_pass(8)
    world.forgets()

    with world.app.database.reading() as session:
        [export] = session.scalars(select(ContactExport)).all()
    assert not there(world, EXPORTS, export.blob_name)
    assert download_link(world.app, export) is None


def test_one_failure_keeps_nothing_else_from_its_turn(world: World) -> None:
    world.send(RequestExport(FileFormat.CSV, Filters(), USUAL_COLUMNS))
    world.works()
    importer = Importer(world)
    world.has_customer("Aurora")
    done = importer(csv_of(*people(1)))
    world.days_pass(60)
    real = world.app.blobs.delete

    def broken(container: str, name: str) -> None:
        if container == IMPORTS:
            raise KeyError("a fault of ours")
        real(container, name)

    vars(world.app.blobs)["delete"] = broken
    world.forgets()

    with world.app.database.reading() as session:
        [export] = session.scalars(select(ContactExport)).all()
    assert export.forgotten_at is not None
    assert there(world, IMPORTS, f"{done.import_id}/list.csv")


def test_the_table_of_the_documents_is_what_is_done() -> None:
    text = (ROOT / "docs" / "security.md").read_text()
    told = dict(re.findall(r"^\| ([^|]+?) \| (\d+ (?:hours|days|years)) \|$", text, re.MULTILINE))

    assert told == {kind.what: spelt(kind.time(CustomerManagement())) for kind in concepts.retention()}


def spelt(time: timedelta) -> str:
    if time < timedelta(days=2):
        return f"{time // timedelta(hours=1)} hours"
    return f"{time.days} days" if time.days < 365 else f"{time.days // 365} years"


def test_a_younger_file_of_the_same_name_stays_with_the_mapping_beside_it(world: World) -> None:
    importer, customer = Importer(world), world.has_customer("Aurora")
    importer.put("people.csv.mapping.json", '{"lastName": "Last name"}')
    importer.drop(csv_of(*people(1)), "people.csv")
    world.days_pass(31)
    importer.put("people.csv", csv_of(*people(2, start=5)))

    world.forgets()

    assert there(world, IMPORTS, "people.csv")
    assert there(world, IMPORTS, "people.csv.mapping.json")
    importer.noticed("people.csv")
    assert len(world.contacts(customer)) == 3


def test_a_long_name_keeps_no_other_list_from_being_forgotten(world: World) -> None:
    importer = Importer(world)
    world.has_customer("Aurora")
    importer.drop(csv_of(*people(1)), "x" * 246 + ".csv")
    importer.drop(csv_of(*people(1, start=4)), "second.csv")
    world.days_pass(31)

    world.forgets()

    assert not there(world, IMPORTS, "second.csv")

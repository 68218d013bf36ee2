"""Dry runs say what would happen, row by row, and change nothing."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from pytest import mark
from sqlalchemy import func, select

from shared.contacts.tables import contacts
from shared.customers.tables import customers
from shared.imports.commands import StartImport
from shared.imports.tables import contact_import_rows
from shared.imports.values import ImportMode, Options, UnknownCustomer
from shared.kernel.ids import new_id
from shared.platform.jobs.events import JobReady
from shared.platform.jobs.names import JOBS
from shared.platform.messaging.tables import domain_events, outbox
from tests.support.importing import Importer, csv_of, people
from tests.support.world import World


def everything(world: World) -> list[int]:
    """How many rows the tables of the business hold, and how many events there are beside those that hand out work."""
    counts = [select(func.count()).select_from(table) for table in (customers, contacts)]
    counts.append(select(func.count()).where(domain_events.c.EventType != JobReady.__name__))
    counts.append(select(func.count()).where(outbox.c.Topic != JOBS))
    with world.app.database.reading() as session:
        return [session.scalar(count) or 0 for count in counts]


TROUBLE = csv_of(
    "Ada,L,ada@x.example.com,,Aurora",
    "Ada,Again,ADA@x.example.com,,Aurora",
    "No,Mail,nothing,,Aurora",
    "Known,Before,known@x.example.com,,Aurora",
    "New,One,one@new.example.com,,Nova",
    "New,Two,two@new.example.com,,NOVA",
    "Other,New,one@new.example.com,,Stella",
    "Nobody,Knows,n@x.example.com,,",
    *people(49),
)


@mark.parametrize("mode", ImportMode)
@mark.parametrize("unknown", UnknownCustomer)
@mark.parametrize("chunk", [3, 2000])
def test_a_dry_run_foretells_what_the_import_then_does(
    world: World,
    importer: Importer,
    customer: UUID,
    mode: ImportMode,
    unknown: UnknownCustomer,
    chunk: int,
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr("shared.imports.reading.reader.CHUNK", chunk)
    importer(csv_of("Known,Before,known@x.example.com,,Aurora"))
    before = everything(world)

    dry = importer(TROUBLE, mode=mode, on_unknown_customer=unknown, dry_run=True)

    assert everything(world) == before
    wet = importer(TROUBLE, mode=mode, on_unknown_customer=unknown)
    assert dry.dry_run
    assert dry.status == wet.status
    assert importer.counts(dry) == importer.counts(wet)
    assert importer.errors(dry) == importer.errors(wet)
    assert importer.errors(dry)


def test_a_dry_run_that_was_interrupted_goes_on_with_what_it_knew(
    world: World, importer: Importer, customer: UUID, monkeypatch: Any
) -> None:
    monkeypatch.setattr("shared.imports.reading.reader.CHUNK", 3)
    options = Options(on_unknown_customer=UnknownCustomer.CREATE, dry_run=True)
    id = new_id()
    world.send(StartImport("list.csv", f"{id}/list.csv", options, id))
    importer.put(f"{id}/list.csv", TROUBLE)
    _interrupted_after(2, importer, monkeypatch, f"{id}/list.csv")

    world.works()

    assert importer.shown(id).processed_records == 57
    whole = importer(TROUBLE, on_unknown_customer=UnknownCustomer.CREATE, dry_run=True)
    assert importer.errors(importer.shown(id)) == importer.errors(whole)


def _interrupted_after(chunks: int, importer: Importer, monkeypatch: Any, blob: str) -> None:
    """Works until so many chunks are done, dies, and lets the lease run out."""
    from shared.imports import worker as module

    real, done = module._import, iter(range(chunks))

    def dying(*arguments: Any) -> Any:
        if next(done, None) is None:
            raise SystemExit
        return real(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(module, "_import", dying)
        with suppress(SystemExit):
            importer.noticed(blob)
    importer.world.loses_its_workers()


def test_a_dry_run_shows_no_contacts_and_keeps_what_failed(world: World, importer: Importer, customer: UUID) -> None:
    done = importer(csv_of(*people(3), "x,y,z,,"), dry_run=True)

    with world.app.database.reading() as session:
        rows = session.execute(
            select(contact_import_rows).where(contact_import_rows.c.ImportId == done.import_id)
        ).all()
    assert [row.ContactId for row in rows] == [None] * 4
    assert (done.status, done.progress, world.contacts(customer)) == ("CompletedWithErrors", 1.0, [])
    assert world.audit_trail(done.import_id) == []

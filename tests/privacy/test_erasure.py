"""An erased customer or contact is gone at once and everywhere, and stays so."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from pytest import MonkeyPatch, mark, raises
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from shared import concepts, imports
from shared.contacts.commands import AddContact, RemoveContact, UpdateContact
from shared.contacts.errors import ContactNotFound
from shared.contacts.list_files import FileFormat
from shared.contacts.values import ContactDetails
from shared.customers.commands import RegisterCustomer, UpdateContactInfo, UpdateProfile
from shared.customers.errors import CustomerNotFound
from shared.customers.model import Customer
from shared.customers.values import ContactInfo, CustomerType, Preferences, Profile
from shared.exports.commands import RequestExport
from shared.exports.names import CONTAINER as EXPORTS
from shared.exports.values import COLUMNS, Filters
from shared.imports.arrivals import note_file
from shared.imports.commands import StartImport
from shared.imports.names import CONTAINER as IMPORTS
from shared.imports.repository import r
from shared.imports.values import ImportMode, Options
from shared.kernel.ids import new_id
from shared.platform.app import App
from shared.platform.erasure import Person, Store
from shared.platform.jobs.work import JobHandler
from shared.platform.jobs.worker import work_on
from shared.platform.messaging.event_log import LoggedEvent, read
from shared.platform.messaging.verification import Verification
from shared.platform.persistence.column_types import metadata
from shared.platform.resilience import Unreachable
from shared.platform.web.idempotency import Answer, Claim
from shared.platform.web.problem import AnswerErased
from shared.privacy.commands import FailErasure
from shared.privacy.names import ERASURE
from shared.privacy.values import ErasureStatus
from shared.privacy.worker import erase, resume
from shared.suppression.model import FreshConsent, Suppressed
from tests.support.concurrency import at_once
from tests.support.erasing import erased, finishes, is_due, shown, wish
from tests.support.importing import Importer, csv_of
from tests.support.keys import Away, restarted
from tests.support.world import World

ADA = ContactDetails("Ada", "Lovelace", "ada@example.com", "+493011111111", "Engineer")
BEN = ContactDetails("Ben", "Nevis", "ben@example.com")


def everything_in(world: World) -> str:
    """Every row of every table, as text."""
    with world.app.database.reading() as session:
        return "\n".join(str(tuple(row)) for table in metadata.sorted_tables for row in session.execute(select(table)))


def registers(world: World, email: str, consent: FreshConsent | None = None, phone: str | None = None) -> UUID:
    info = ContactInfo(email, primary_phone=phone)
    return world.send(RegisterCustomer(Profile("New", None, CustomerType.ENTERPRISE), info, Preferences(), consent)).id


def test_an_erased_customer_is_gone_at_once(world: World) -> None:
    customer = world.has_customer("Aurora", "hello@aurora.example.com")
    contact = world.send(AddContact(customer, ADA)).id

    world.send(wish(world, customer))

    assert world.found("aurora") == []
    for ask in (world.shown, world.contacts, world.history, world.timeline):
        with raises(CustomerNotFound):
            ask(customer)
    for change in (
        UpdateProfile(customer, provided={"industry": "Music"}),
        AddContact(customer, BEN),
        UpdateContact(customer, contact, provided={"first_name": "A"}),
    ):
        with raises(CustomerNotFound):
            world.send(change)


def test_nothing_of_an_erased_customer_is_left_in_any_table(world: World) -> None:
    customer = world.has_customer(
        "Canary Ltd", "canary@one.example.com", primary_phone="+4930999111", website="https://canary.example.com"
    )
    world.send(UpdateContactInfo(customer, provided={"secondary_email": "canary@two.example.com"}))
    world.send(UpdateProfile(customer, provided={"industry": "canary music"}))
    world.send(AddContact(customer, ContactDetails("Canary", "Bird", "canary@three.example.com"), tags=("canary",)))
    world.has_customer("Bystander")

    done = erased(world, customer)

    left = everything_in(world)
    assert "canary" not in left.casefold()
    assert "4930999111" not in left
    assert "Bystander" in left
    assert done.status is ErasureStatus.COMPLETED
    assert done.due_at == done.requested_at + timedelta(days=30)
    assert {one.status for one in done.stores} == {"Done"}
    assert [one.store for one in done.stores] == [
        *(
            "journal",
            "consents",
            "search",
            "contacts",
            "cache",
            "imports",
            "exports",
            "attachments",
            "communications",
            "bounces",
            "histories",
            "followUps",
            "complaints",
            "testimonials",
            "duplicates",
            "insights",
            "deadLetters",
            "subscribers",
        )
    ]


def test_what_stays_says_who_did_what_and_when_and_still_verifies(world: World) -> None:
    customer = world.has_customer("Aurora")
    world.send(UpdateProfile(customer, provided={"industry": "Music"}))

    erased(world, customer)

    assert world.audit_trail(customer) == ["CustomerRegistered", "CustomerProfileUpdated", "CustomerErased"]
    registered, changed, gone = (data for _, data in world.events(customer))
    assert registered["registeredBy"] == "amira"
    assert "companyName" not in registered
    assert "changedFields" not in changed
    assert gone["erasedBy"] == "amira"
    assert list(Verification(world.app.database).faults()) == []


def test_an_erased_contact_is_gone_and_others_stay(world: World) -> None:
    customer = world.has_customer("Aurora")
    ada, _ = (world.send(AddContact(customer, one)).id for one in (ADA, BEN))

    done = erased(world, customer, ada)

    assert [(one["firstName"], one["isPrimary"]) for one in world.contacts(customer)] == [("Ben", True)]
    assert done.contact_id == ada
    assert world.audit_trail(ada)[-1] == "ContactErased"
    assert "lovelace" not in everything_in(world).casefold()
    added = [entry.data for entry in world.timeline(customer).items if entry.type == "ContactAdded"]
    assert {one.get("email") for one in added} == {"ben@example.com", None}
    assert world.found("ada@example.com") == []


def test_a_contact_that_was_removed_before_is_forgotten_too(world: World) -> None:
    customer = world.has_customer("Aurora")
    world.send(AddContact(customer, BEN))
    ada = world.send(AddContact(customer, ADA)).id
    world.send(RemoveContact(customer, ada))

    done = erased(world, customer, ada)

    assert done.status is ErasureStatus.COMPLETED
    assert all("email" not in data for _, data in world.events(ada))
    with raises(Suppressed):
        world.send(AddContact(customer, ADA))
    with raises(ContactNotFound):
        world.send(wish(world, customer, uuid4()))
    with raises(ContactNotFound):  # it is another customer's
        world.send(wish(world, world.has_customer("Other"), world.send(AddContact(customer, ADA2)).id))


ADA2 = ContactDetails("Ada", "Byron", "byron@example.com")


@mark.parametrize("archived", [False, True])
def test_whoever_was_erased_comes_back_only_with_fresh_consent(world: World, archived: bool) -> None:
    customer = world.has_customer("Aurora", "Hello@Aurora.example.com", primary_phone="+493012345678")
    world.send(AddContact(customer, ADA))
    if archived:
        world.archives(customer)
    erased(world, customer)

    with raises(Suppressed):
        registers(world, "hello@AURORA.example.com")
    with raises(Suppressed):
        registers(world, "other@example.com", phone="+493012345678")
    other = world.has_customer("Other")
    for change in (
        AddContact(other, ADA),
        UpdateContactInfo(other, provided={"secondary_email": "hello@aurora.example.com"}),
        UpdateContact(other, world.send(AddContact(other, BEN)).id, provided={"phone": "+493011111111"}),
    ):
        with raises(Suppressed):
            world.send(change)

    consent = FreshConsent("Ada", world.now, "form")
    assert world.audit_trail(registers(world, "hello@aurora.example.com", consent))[-1] == "FreshConsentGiven"
    back = world.send(AddContact(other, ADA, fresh_consent=consent)).id
    assert world.audit_trail(back) == ["ContactAdded", "ContactConsentGivenAnew"]
    world.send(UpdateContactInfo(other, provided={"primary_phone": "+493012345678"}, fresh_consent=consent))


def test_a_list_brings_nobody_back(world: World, importer: Importer) -> None:
    customer = world.has_customer("Aurora")
    ada = world.send(AddContact(customer, ADA)).id
    erased(world, customer, ada)

    done = importer(csv_of("Ada,L,ADA@example.com,,Aurora", "Ben,N,ben@example.com,,Aurora"))

    assert importer.errors(done)[0][:2] == (1, "PRIV-001")
    assert [one["firstName"] for one in world.contacts(customer)] == ["Ben"]
    assert "ADA@example.com" not in everything_in(world)
    assert list(world.app.blobs.names(IMPORTS)) == []


def test_lists_and_files_in_which_the_person_is_go(world: World, importer: Importer) -> None:
    customer, other = world.has_customer("Aurora"), world.has_customer("Other")
    own = importer(csv_of("Ada,L,ada@example.com,,", "Bad,Row,not an address,,"), "aurora.csv", customer_id=customer)
    failed = importer(csv_of("Ada,Lovelace,ada@example.com,,Nobody", "Ben,N,oops,,Nobody"), "mixed.csv")
    foreign = importer(csv_of("Eve,E,eve@example.com,,Other"), "other.csv")
    everybody = world.send(RequestExport(FileFormat.CSV, Filters(), COLUMNS))
    others = world.send(RequestExport(FileFormat.CSV, Filters((other,)), COLUMNS))
    world.works()

    erased(world, customer)

    assert set(world.app.blobs.names(IMPORTS)) == {f"{foreign.import_id}/other.csv"}
    assert set(world.app.blobs.names(EXPORTS)) == {others.blob_name}
    assert everybody.blob_name != others.blob_name
    assert importer.shown(own.import_id).file_name == "erased"
    assert importer.shown(failed.import_id).file_name == "mixed.csv"
    with world.app.database.reading() as session:
        kept = [
            row.get("E-mail") for one in (own, failed) for row in imports.queries.failed_rows(session, one.import_id)[1]
        ]
    assert kept == [None, None, "oops"]


NO_TEXT = {
    "mixed.csv": csv_of("Jürgen,Berg,ina@example.com,,Other").encode() + b"\nT\xf6m,R\xe4u,tom@example.com,030,Other",
    "halves.ndjson": b'{"firstName": "In\\ud800a", "lastName": "B", "email": "i\\ud800@example.com"}',
}


@mark.parametrize("name", NO_TEXT)
def test_a_row_that_is_no_text_keeps_nobody_from_being_forgotten(world: World, importer: Importer, name: str) -> None:
    customer, _ = world.has_customer("Aurora"), world.has_customer("Other")
    assert importer(NO_TEXT[name], name).failed_records == 1

    assert erased(world, customer).status is ErasureStatus.COMPLETED


def test_a_list_that_never_came_is_not_waited_for_and_not_taken_any_more(world: World, importer: Importer) -> None:
    customer = world.has_customer("Aurora")
    id = new_id()
    world.send(StartImport("ada.csv", f"{id}/ada.csv", Options(customer_id=customer), id))

    assert erased(world, customer).status is ErasureStatus.COMPLETED

    told = importer.shown(id)
    assert (told.file_name, told.status, told.failure_reason) == ("erased", "Failed", "The customer was erased.")
    importer.put(f"{id}/ada.csv", csv_of("Ada,L,ada@example.com,,"))
    importer.noticed(f"{id}/ada.csv")
    assert importer.counts(importer.shown(id)) == (None, 0, 0)


def test_an_erasure_waits_for_a_list_that_is_being_read(world: World, importer: Importer) -> None:
    customer = world.has_customer("Aurora")
    id = new_id()
    world.send(StartImport("list.csv", f"{id}/list.csv", Options(), id))
    importer.put(f"{id}/list.csv", csv_of("Ada,L,ada@example.com,,Aurora"))
    note_file(world.app, f"{id}/list.csv")
    erasure = world.send(wish(world, customer)).id

    world.works_once(erasure)
    waiting = shown(world, erasure)
    assert waiting.status is ErasureStatus.PROCESSING
    assert {one.store: one.status for one in waiting.stores}["imports"] == "Pending"

    is_due(world)
    world.works_once(id)
    finishes(world, erasure)
    assert shown(world, erasure).status is ErasureStatus.COMPLETED
    assert list(world.app.blobs.names(IMPORTS)) == []
    assert importer.counts(importer.shown(id)) == (1, 0, 1)
    assert "ada@example.com" not in everything_in(world)


def test_asked_for_twice_at_once_there_is_one_erasure(world: World) -> None:
    customer = world.has_customer("Aurora")

    assert at_once(lambda _: world.send(wish(world, customer)), 4) == {"done": 4}

    assert world.audit_trail(customer).count("CustomerErased") == 1
    made = world.send(wish(world, customer)).id
    finishes(world, made)
    assert world.send(wish(world, customer)).id == made


@mark.parametrize("asked", ["history", "timeline"])
def test_who_reads_meanwhile_sees_all_or_nothing(world: World, monkeypatch: MonkeyPatch, asked: str) -> None:
    customer = world.has_customer("Aurora")

    def read_while_it_goes(session: Session, rows: Sequence[Any], **named: Any) -> list[LoggedEvent]:
        with ThreadPoolExecutor() as other:
            other.submit(world.send, wish(world, customer)).result()
        return read(session, rows, **named)

    monkeypatch.setattr("shared.customers.queries.read", read_while_it_goes)
    try:
        shown = getattr(world, asked)(customer).items
    except CustomerNotFound:
        return
    assert "Aurora" in shown[0].model_dump_json()  # as of the moment before


def test_events_of_before_that_the_bus_has_not_are_not_told(world: World) -> None:
    customer = world.has_customer("Aurora", "hello@aurora.example.com")

    erased(world, customer)

    told = [one["type"] for one in world.published()]
    assert "CustomerErased" in " ".join(told)
    assert "CustomerRegistered" not in " ".join(told)
    assert world.unsent() == 0


def test_an_erasure_that_fails_says_so_and_is_tried_again(world: World) -> None:
    customer = world.has_customer("Aurora")
    id = world.send(wish(world, customer)).id
    world.send(FailErasure(id, "storage is gone"))
    finishes(world, id)
    assert (shown(world, id).status, shown(world, id).failure_reason) == (ErasureStatus.FAILED, "storage is gone")

    assert resume(world.app) == 1

    finishes(world, id)
    assert (shown(world, id).status, shown(world, id).failure_reason) == (ErasureStatus.COMPLETED, None)


def test_an_answer_that_was_kept_is_unreadable_with_the_person(world: World) -> None:
    customer = world.has_customer("Aurora")
    claim = world.app.idempotency.claim("key", scope="s", request=b"r")
    assert isinstance(claim, Claim)
    with world.app.database.transaction() as session:
        world.app.idempotency.keep(session, claim, Answer(201, {}, b"canary"), session.get(Customer, customer))
        session.commit()
    again = world.app.idempotency.claim("key", scope="s", request=b"r")
    assert isinstance(again, Answer)
    assert again.body == b"canary"
    assert "canary" not in everything_in(world)

    world.send(wish(world, customer))

    with raises(AnswerErased):
        world.app.idempotency.claim("key", scope="s", request=b"r")


def test_wherever_it_is_interrupted_it_goes_on_to_the_end(world: World, importer: Importer) -> None:
    customer = world.has_customer("Aurora")
    importer(csv_of("Ada,L,ada@example.com,,"), customer_id=customer)
    id = world.send(wish(world, customer)).id
    died = set[str]()

    def mortal(store: Store, when: str) -> Callable[[App, Person, str | None], str | None]:
        def erase_and_die(app: App, person: Person, place: str | None) -> str | None:
            name = f"{store.what} {when} {place}"
            if when == "before" and name not in died:
                died.add(name)
                raise ConnectionError(name)
            where = store.erase(app, person, place)
            if when == "after" and name not in died:
                died.add(name)
                raise ConnectionError(name)
            return where

        return erase_and_die

    for when in ("before", "after"):
        stores = [Store(one.what, mortal(one, when)) for one in concepts.stores()]
        handler = JobHandler(partial(erase, stores=stores), lambda *_: None)
        for _ in range(40):
            if not (left := world.jobs()):
                break
            is_due(world)
            world.app.relay.drain()
            work_on(world.app, {ERASURE: handler}, left[0])
        if when == "before":
            assert shown(world, id).status is ErasureStatus.COMPLETED
            id = world.send(wish(world, world.has_customer("Borealis"))).id

    assert shown(world, id).status is ErasureStatus.COMPLETED
    assert len(died) >= 2 * len(concepts.stores())
    assert "ada@example.com" not in everything_in(world)


def test_without_the_vault_an_erasure_that_began_ends_and_none_begins_half(world: World) -> None:
    customer, other = world.has_customer("Aurora"), world.has_customer("Borealis")
    id = world.send(wish(world, customer)).id
    vault = Away(world.app.vault)
    vault.away = True

    finishes(world, id)  # as the process has its keys
    assert shown(world, id).status is ErasureStatus.COMPLETED

    restarted(world, vault)
    with raises(Unreachable):
        world.send(wish(world, other))
    vault.away = False
    assert world.shown(other)["profile"]["companyName"] == "Borealis"
    assert world.audit_trail(other) == ["CustomerRegistered"]


def test_many_rows_are_emptied_some_at_a_time(world: World, importer: Importer, monkeypatch: MonkeyPatch) -> None:
    customer = world.has_customer("Aurora")
    importer(csv_of(*(f"Canary,B{n},p{n}@example.com,,Aurora" for n in range(3))), mode=ImportMode.UPSERT)
    importer(csv_of(*(f"Former,C{n},p{n}@example.com,,Aurora" for n in range(3))), mode=ImportMode.UPSERT)
    importer(csv_of(*(f"Twice,D{n},p{n}@example.com,,Aurora" for n in range(3))))
    from shared.imports import erasure  # once aggregates are mapped

    monkeypatch.setattr(erasure, "OF_PERSON", erasure.OF_PERSON.limit(2))
    monkeypatch.setattr(erasure, "TELLING", erasure.TELLING.limit(2))
    monkeypatch.setattr(erasure, "AT_ONCE", 2)

    erased(world, customer)

    with world.app.database.reading() as session:
        kept = session.execute(select(r.RowNumber).where(or_(r.Cells.is_not(None), r.Before.is_not(None)))).all()
    assert kept == []

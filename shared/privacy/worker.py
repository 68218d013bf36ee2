"""Erasing store by store, and once more when whoever was at work in the first moment is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shared.contacts import merging as contacts
from shared.contacts.events import ContactErased
from shared.customers import identity
from shared.customers.events import CustomerErased
from shared.platform.erasure import NotYet, Person, Store
from shared.platform.jobs.commands import KeepCheckpoint
from shared.platform.jobs.work import Rest
from shared.platform.messaging.outbox import is_told
from shared.privacy import journal
from shared.privacy.commands import Erase, FailErasure, FinishErasure, NoteStore
from shared.privacy.model import Erasure
from shared.privacy.queries import failed_erasures, load_erasure
from shared.privacy.values import ErasureStatus
from shared.suppression.services import marks_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shared.platform.app import App
    from shared.platform.jobs.work import Work

PASSES = 2
SWEEP_SECONDS = 240
"""Between the two: longer than any lease, and than any answer to a search is cached."""
BUSY_SECONDS = 30
"""How long what is under way is left alone."""
PASS, STORE, PLACE = "pass", "store", "place"
"""In the checkpoint: which pass it is, the number of the store in it, and where to go on there."""


def names(stores: Sequence[Store]) -> tuple[str, ...]:
    """What an erasure's resource lists, in the order in which it is done."""
    return ("journal", *(store.what for store in stores), "subscribers")


def erase(work: Work, stores: Sequence[Store]) -> bool:
    """Goes through the stores while there is time; says whether the erasure has ended."""
    app = work.app
    with app.database.reading() as session:
        erasure = load_erasure(session, work.subject_id)
        marks = marks_of(session, erasure.id)
        persons = _persons(session, erasure, marks)
    if erasure.status is not ErasureStatus.PROCESSING:
        return True
    everything = (_journal(erasure), *(_of_each(store, persons) for store in stores))
    person = persons[0]
    first, number = int(work.checkpoint.get(PASS, 0)), int(work.checkpoint.get(STORE, 0))
    place: str | None = work.checkpoint.get(PLACE)
    for turn in range(first, PASSES):
        for index in range(number, len(everything)):
            if not _erase_store(everything[index], person, place, {PASS: turn, STORE: index}, work):
                return False
            place = None
        number = 0
        app.database.clear_freed()
        if turn < PASSES - 1:
            app.mediator.send(KeepCheckpoint(work.lease, {PASS: turn + 1}))
            raise Rest(SWEEP_SECONDS)
    _note_told(erasure, work)
    app.mediator.send(FinishErasure(erasure.id, work.lease))
    return True


def _persons(session: Session, erasure: Erasure, marks: frozenset[str]) -> list[Person]:
    """The person under each id that stands for it, the one it was asked for first.

    Of a customer that others were merged into, each has an erasure of its own.
    """
    if erasure.contact_id is None:
        return [Person(erasure.customer_id, None, marks, erasure.created_at)]
    return [
        Person(customer_id, contact_id, marks, erasure.created_at)
        for customer_id in identity.standing_together(session, erasure.customer_id)
        for contact_id in contacts.ids_of(session, erasure.contact_id)
    ]


def _of_each(store: Store, persons: Sequence[Person]) -> Store:
    """As the store, under one id after another."""
    if len(persons) == 1:
        return store

    def erase(app: App, _person: Person, place: str | None) -> str | None:
        number, _, inner = (place or "0|").partition("|")
        rest = store.erase(app, persons[int(number)], inner or None)
        if rest is not None:
            return f"{number}|{rest}"
        return f"{int(number) + 1}|" if int(number) + 1 < len(persons) else None

    return Store(store.what, erase)


def _erase_store(store: Store, person: Person, place: str | None, at: dict[str, int], work: Work) -> bool:
    """Erases what is in a store, from a place on; says whether there was time for all of it."""
    send = work.app.mediator.send
    while True:
        try:
            place = store.erase(work.app, person, place)
        except NotYet:
            send(KeepCheckpoint(work.lease, {**at, PLACE: place}))
            raise Rest(BUSY_SECONDS) from None
        if place is None:
            send(NoteStore(work.subject_id, work.lease, store.what, {**at, STORE: at[STORE] + 1}))
            return True
        send(KeepCheckpoint(work.lease, {**at, PLACE: place}))
        if not work.has_time():
            return False


def _journal(erasure: Erasure) -> Store:
    """Writes it down outside the database first, so that no backup brings the person back unnoticed."""

    def written(app: App, person: Person, _place: str | None) -> str | None:
        journal.write(app.blobs, erasure, person.marks)
        return None

    return Store("journal", written)


def _note_told(erasure: Erasure, work: Work) -> None:
    """Whoever has a copy is told by an event: waits until the bus has it."""
    kind = ContactErased if erasure.contact_id else CustomerErased
    checkpoint = {PASS: PASSES}
    with work.app.database.reading() as session:
        told = is_told(session, erasure.subject_id, kind.__name__)
    if not told:
        work.app.mediator.send(KeepCheckpoint(work.lease, checkpoint))
        raise Rest(BUSY_SECONDS)
    work.app.mediator.send(NoteStore(erasure.id, work.lease, "subscribers", checkpoint))


def give_up(work: Work, reason: str) -> None:
    """The erasure could not be done to its end; it says why, and is tried again every night."""
    work.app.mediator.send(FailErasure(work.subject_id, reason))


def resume(app: App) -> int:
    """Goes on with erasures that failed. Returns how many those are."""
    with app.database.reading() as session:
        failed = failed_erasures(session)
    for one in failed:
        app.mediator.send(Erase(one.customer_id, one.reference, one.requested_at, one.contact_id))
    return len(failed)

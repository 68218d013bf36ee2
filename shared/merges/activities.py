"""What the orchestrations have done: each activity may run again, also beside itself, and changes nothing twice."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.merges.commands import BATCH, CompleteMerge, HandOutMerge, MoveRecords, TakeOverContacts
from shared.merges.queries import find_merge
from shared.merges.repository import MergeRepository
from shared.merges.undo_commands import CompleteUndo, ReturnRecords
from shared.platform import due
from shared.platform.merging import Moves

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from shared.merges.model import Merge
    from shared.platform.app import App
    from shared.platform.application.commands import Command
    from shared.platform.merging import Merging

SLICE_SECONDS = 30.0
"""How long one activity moves rows: far below what a function may take."""

type Answer = Mapping[str, Any]


def kinds_to_move(one: Merge, kinds: Sequence[Merging]) -> list[str]:
    """What an orchestration moves, or has come back, kind by kind."""
    return [kind.what for kind in kinds if isinstance(kind, Moves) and not kind.with_contacts and one.moves(kind.what)]


def take_over_contacts(app: App, kinds: Sequence[Merging], merge_id: UUID) -> Answer:
    """The target has the contacts; or the merge fails, as they are too many by now."""
    return {"goesOn": app.mediator.send(TakeOverContacts(merge_id, kinds))}


def move_records(app: App, kinds: Sequence[Merging], merge_id: UUID, what: str) -> Answer:
    """Some of the rows are the target's."""
    return _in_batches(app, kinds, merge_id, what, MoveRecords)


def return_records(app: App, kinds: Sequence[Merging], merge_id: UUID, what: str) -> Answer:
    """Some of the rows are the source's again."""
    return _in_batches(app, kinds, merge_id, what, ReturnRecords)


def _in_batches(
    app: App,
    kinds: Sequence[Merging],
    merge_id: UUID,
    what: str,
    step: Callable[[UUID, Moves], Command[int]],
) -> Answer:
    kind = next((one for one in kinds if isinstance(one, Moves) and one.what == what), None)
    if kind is None:  # an older version of the product moved these
        return {"moved": 0, "isLast": True}
    moved, is_last, end = 0, False, time.monotonic() + SLICE_SECONDS
    while not is_last and time.monotonic() < end:
        batch = app.mediator.send(step(merge_id, kind))
        moved, is_last = moved + batch, batch < BATCH
    with app.database.reading() as session:
        merge = find_merge(session, merge_id)
    _show(app, kind, merge)
    return {"moved": moved, "isLast": is_last}


def complete(app: App, kinds: Sequence[Merging], merge_id: UUID, *, undo: bool = False) -> Answer:
    """The last step of a merge, or of an undo."""
    app.mediator.send(CompleteUndo(merge_id, kinds) if undo else CompleteMerge(merge_id, kinds))
    with app.database.reading() as session:
        merge = find_merge(session, merge_id)
    for kind in kinds:
        if isinstance(kind, Moves):
            _show(app, kind, merge)
    return {"status": merge.status.value}


def _show(app: App, kind: Moves, merge: Merge) -> None:
    """Has lists of what moved made anew."""
    if kind.caches:
        for id in (merge.source_id, merge.target_id):
            app.query_caches.of(kind.caches(id)).changed()


def resume(app: App, before: datetime) -> None:
    """Has merges carried on that nobody has for a while, as a message was lost, or a hub."""

    def find(session: Session, most: int) -> list[UUID]:
        return list(MergeRepository(session).silent(before, most))

    due.do_each(app.database, find, lambda id: app.mediator.send(HandOutMerge(id)), "merge")

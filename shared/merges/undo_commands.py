"""The steps that undo a merge, each in one transaction; each does nothing if it was done before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from shared.consents import merging as consents
from shared.consents.services import decisions_of
from shared.contacts import merging as contact_rules
from shared.contacts.merging import TakenOver
from shared.contacts.services import index_contacts, open_contacts
from shared.customers import identity, services as customers
from shared.customers.errors import CustomerNotFound
from shared.customers.merged_fields import stricter
from shared.customers.model import Customer
from shared.customers.unmerged_fields import Unmerged, unmerged_fields
from shared.customers.values import CustomerStatus
from shared.kernel.events import Change
from shared.kernel.text import email_key
from shared.merges.commands import BATCH, CONTACTS, both, forward
from shared.merges.errors import NotUndoable
from shared.merges.model import Merge
from shared.merges.repository import PRIMARY, MergeRepository
from shared.merges.values import MergeStatus
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.merging import Merging, Moves, hand_over
from shared.platform.messaging.event_log import read
from shared.platform.messaging.streams import move_streams
from shared.platform.messaging.tables import domain_events

t = domain_events.c


@dataclass(frozen=True)
class StartUndo(Command[Merge]):
    """Gives both customers their fields back, fences the source, and has the rest carried out.

    Raises MergeNotFound, NotUndoable, CustomerMerging.
    """

    merge_id: UUID
    kinds: Sequence[Merging]

    def handle(self, uow: UnitOfWork) -> Merge:
        merges = uow.repository(MergeRepository)
        merge = merges.lock(self.merge_id)
        merge.refuse_undo(uow.now)
        source, target = self._customers(uow, merge)
        undone = unmerged_fields(target, _changes(uow, merge))
        _refuse_taken(uow, source, target, undone)
        later = {
            kind.what: merges.later_rows(kind, target.id, merge.completed_at)
            for kind in self.kinds
            if isinstance(kind, Moves) and merge.completed_at and not kind.with_contacts and merge.moves(kind.what)
        }
        preferences = stricter(source.preferences, target.preferences)
        agreed = ((target.id, target.preferences), (source.id, source.preferences))
        refused = consents.restricted(uow, *agreed, preferences)
        merge.begin_undo(kept=undone.kept, later=later, by=uow.actor, at=uow.now)
        target.release(source, undone.fields, merge.id, by=uow.actor, at=uow.now)
        uow.flush()  # which frees the source's address, if the target had it
        source.begin_undo(merge.source_status or CustomerStatus.ACTIVE, preferences, merge.id, by=uow.actor, at=uow.now)
        consents.note_refusals(uow, source.id, None, refused)
        forward(uow, source, source.id)
        return merge

    def _customers(self, uow: UnitOfWork, merge: Merge) -> tuple[Customer, Customer]:
        try:
            source, target = both(uow, merge.source_id, merge.target_id)
        except CustomerNotFound:
            raise NotUndoable("one of the two customers was erased since") from None
        customers.refuse_in_merge(uow.session, source.id)
        customers.refuse_in_merge(uow.session, target.id)
        if target.status is CustomerStatus.ARCHIVED or source.merged_into_customer_id != target.id:
            raise NotUndoable("its target was merged into another since; undo that first")
        return source, target


def _changes(uow: UnitOfWork, merge: Merge) -> Mapping[str, Change]:
    """What the merge changed of the target."""
    which = (t.AggregateId == merge.target_id, t.EventVersion == merge.target_version)
    events = read(uow.session, uow.session.execute(select(domain_events).where(*which)).all())
    if not events or events[0].erased:
        raise NotUndoable("nobody knows any more what it changed")
    return events[0].changes


def _refuse_taken(uow: UnitOfWork, source: Customer, target: Customer, undone: Unmerged) -> None:
    """Raises NotUndoable if an address that is to be a customer's own again is somebody else's by now."""
    mine, theirs = (email_key(one.primary_email) for one in (source.contact_info, undone.fields.contact_info))
    wanted = {mine, theirs} - {target.live_email_key}
    if mine == theirs:
        raise NotUndoable("both customers would have the same primary e-mail address")
    if identity.emails_taken(uow.session, wanted):
        raise NotUndoable("another customer has one of their primary e-mail addresses since")


@dataclass(frozen=True)
class ReturnRecords(Command[int]):
    """Some rows of one kind are the source's again. Returns how many; fewer than a batch are the last."""

    merge_id: UUID
    kind: Moves

    def handle(self, uow: UnitOfWork) -> int:
        merge = uow.repository(MergeRepository).lock(self.merge_id)
        if merge.status is not MergeStatus.UNDOING:
            return 0
        customers.hold_merging(uow, merge.source_id, merge.target_id)
        return _return_some(uow, merge, self.kind, limit=BATCH)


def _return_some(uow: UnitOfWork, merge: Merge, kind: Moves, *, limit: int | None) -> int:
    merges, returned = uow.repository(MergeRepository), 0
    pairs = [(new, old) for old, new in contact_rules.merged_by(uow.session, merge.id).items()]
    while noted := merges.noted_rows(merge.id, kind.what, BATCH):
        rows = merges.still_of(kind, merge.target_id, noted)
        hand_over(uow.session, kind, rows, merge.source_id, pairs if "ContactId" in kind.table.c else ())
        merges.forget_rows(merge.id, kind.what, noted)
        merge.count(kind.what, -len(noted), at=uow.now)
        returned += len(noted)
        if limit:
            break
    return returned


@dataclass(frozen=True)
class CompleteUndo(Command[None]):
    """The last step: each has its contacts again, and the source takes changes."""

    merge_id: UUID
    kinds: Sequence[Merging]

    def handle(self, uow: UnitOfWork) -> None:
        merge = uow.repository(MergeRepository).lock(self.merge_id)
        if merge.status is not MergeStatus.UNDOING:
            return
        source, _ = both(uow, merge.source_id, merge.target_id)
        for kind in self.kinds:
            if isinstance(kind, Moves) and not kind.with_contacts:
                _return_some(uow, merge, kind, limit=None)
        kept = self._give_back(uow, merge) if merge.moves(CONTACTS) else []
        source.restore_merged(merge.id, by=merge.undone_by or merge.created_by, at=uow.now)
        merge.finish_undo(kept, at=uow.now)

    def _give_back(self, uow: UnitOfWork, merge: Merge) -> list[str]:
        merges = uow.repository(MergeRepository)
        merged = contact_rules.merged_by(uow.session, merge.id)
        moved = merges.noted_rows(merge.id, CONTACTS)
        primary = merges.noted_rows(merge.id, PRIMARY)
        taken = TakenOver(tuple(row.id for row in moved), merged, primary[0].id if primary else None)
        target = open_contacts(uow, merge.target_id)
        source = open_contacts(uow, merge.source_id, even_archived=True)
        words = {old: decisions_of(uow.session, merge.target_id, new) for old, new in merged.items()}
        for kind in self.kinds:
            if isinstance(kind, Moves) and kind.with_contacts:
                _return_some(uow, merge, kind, limit=None)
        missing, kept = contact_rules.give_back(uow.session, source, target, taken, merge.id, at=uow.now)
        back = [id for id in (*taken.moved, *taken.merged) if id not in missing]
        move_streams(uow.session, back, merge.source_id)
        for id, decisions in words.items():
            if id in back:
                refused = consents.refusals(decisions, decisions_of(uow.session, merge.source_id, id))
                consents.note_refusals(uow, merge.source_id, id, refused)
        for what, rows in ((CONTACTS, moved), (PRIMARY, primary)):
            merges.forget_rows(merge.id, what, rows)
        merge.count(CONTACTS, -len(taken.moved) - len(merged), at=uow.now)
        for opened in (source, target):
            index_contacts(uow, opened)
        return kept

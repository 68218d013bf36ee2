"""The steps of a merge, each in one transaction; each does nothing if it was done before (decisions "Merge")."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from shared.consents import merging as consents
from shared.consents.services import decisions_of
from shared.contacts import merging as contact_rules
from shared.contacts.errors import TooManyContacts
from shared.contacts.services import index_contacts, open_contacts
from shared.customers import services as customers
from shared.customers.errors import CustomerNotFound
from shared.customers.merged_fields import Side, merged_fields
from shared.customers.model import Customer
from shared.kernel.errors import Invalid
from shared.kernel.ids import new_id
from shared.merges.model import Merge
from shared.merges.repository import PRIMARY, MergeRepository
from shared.merges.values import MergeStatus
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.merging import Joins, Merging, Moved, Moves, hand_over
from shared.platform.messaging.streams import move_streams

BATCH = 1_000
"""Rows of a transaction: below what makes SQL Server lock the whole table (about 5,000)."""
CONTACTS = "contacts"


@dataclass(frozen=True, kw_only=True)
class StartMerge(Command[Merge]):
    """Fences the source, and has the merge carried out; nothing moves here.

    Raises CustomerNotFound, CustomerArchived, CustomerMerging, TooManyContacts, Invalid.
    """

    source_id: UUID
    target_id: UUID
    stays: tuple[str, ...] = ()
    """The kinds of things that are not to move."""
    choices: Mapping[str, Side] = field(default_factory=dict)

    def handle(self, uow: UnitOfWork) -> Merge:
        source, target = both(uow, self.source_id, self.target_id)
        for one in (source, target):
            one.refuse_if_archived()
            customers.refuse_in_merge(uow.session, one.id)
        if CONTACTS not in self.stays:
            theirs, ours = (open_contacts(uow, id) for id in (self.source_id, self.target_id))
            contact_rules.refuse_too_many(theirs, ours, uow.business.max_contacts_per_customer)
        made = Merge(
            new_id(),
            self.source_id,
            self.target_id,
            source.status,
            stays=self.stays,
            choices=self.choices,
            by=uow.actor,
            at=uow.now,
        )
        source.begin_merge(self.target_id, made.id, by=uow.actor, at=uow.now)
        return uow.repository(MergeRepository).add(made)


def refuse_one(source_id: UUID, target_id: UUID) -> None:
    """Raises Invalid unless they are two."""
    if source_id == target_id:
        raise Invalid.field("targetCustomerId", "must be another customer than the source")


def both(uow: UnitOfWork, source_id: UUID, target_id: UUID) -> tuple[Customer, Customer]:
    """Source and target, locked in one order, whichever is which. Raises CustomerNotFound, Invalid."""
    refuse_one(source_id, target_id)
    found = {id: customers.lock(uow, id) for id in sorted((source_id, target_id))}
    return found[source_id], found[target_id]


@dataclass(frozen=True)
class TakeOverContacts(Command[bool]):
    """The first step: the target has the contacts, and what each of them agreed to; or the merge fails.

    Returns whether the merge goes on.
    """

    merge_id: UUID
    kinds: Sequence[Merging]

    def handle(self, uow: UnitOfWork) -> bool:
        merge = uow.repository(MergeRepository).lock(self.merge_id)
        if merge.status is not MergeStatus.PROCESSING or merge.has_contacts:
            return merge.status is not MergeStatus.FAILED
        source, _ = both(uow, merge.source_id, merge.target_id)
        if not merge.moves(CONTACTS):
            merge.took_contacts(0, at=uow.now)
            return True
        try:
            self._take_over(uow, merge)
        except TooManyContacts as full:  # some were added since it was asked for
            source.refuse_merge(merge.id, str(full), at=uow.now)
            merge.fail(str(full), at=uow.now)
            return False
        return True

    def _take_over(self, uow: UnitOfWork, merge: Merge) -> None:
        merges, limit = uow.repository(MergeRepository), uow.business.max_contacts_per_customer
        source = open_contacts(uow, merge.source_id, even_archived=True)
        target = open_contacts(uow, merge.target_id)
        taken = contact_rules.take_over(source, target, limit=limit, at=uow.now)
        move_streams(uow.session, [*taken.moved, *taken.merged], merge.target_id)
        merges.note_rows(merge.id, CONTACTS, (Moved(id, None) for id in taken.moved))
        if taken.primary:
            merges.note_rows(merge.id, PRIMARY, [Moved(taken.primary, None)])
        contact_rules.note_merged(uow.session, merge.id, taken.merged)
        refused = {
            new: consents.refusals(
                decisions_of(uow.session, merge.source_id, old), decisions_of(uow.session, merge.target_id, new)
            )
            for old, new in taken.merged.items()
        }
        for kind in self.kinds:
            if isinstance(kind, Moves) and kind.with_contacts:
                move_some(uow, merge, kind, limit=None)
        for id, some in refused.items():
            consents.note_refusals(uow, merge.target_id, id, some)
        for opened in (source, target):
            index_contacts(uow, opened)
        merge.took_contacts(len(taken.moved) + len(taken.merged), at=uow.now)


@dataclass(frozen=True)
class MoveRecords(Command[int]):
    """Some rows of one kind are the target's. Returns how many; fewer than a batch are the last."""

    merge_id: UUID
    kind: Moves

    def handle(self, uow: UnitOfWork) -> int:
        merge = uow.repository(MergeRepository).lock(self.merge_id)
        if merge.status is not MergeStatus.PROCESSING:
            return 0
        customers.hold_merging(uow, merge.source_id, merge.target_id)
        return move_some(uow, merge, self.kind, limit=BATCH)


def move_some(uow: UnitOfWork, merge: Merge, kind: Moves, *, limit: int | None) -> int:
    """Gives rows of the source, which is locked, to the target. Returns how many."""
    merges, moved = uow.repository(MergeRepository), 0
    if not merge.moves(kind.what):
        return 0
    pairs = list(contact_rules.merged_by(uow.session, merge.id).items()) if "ContactId" in kind.table.c else []
    while rows := merges.rows_to_move(kind, merge.source_id, BATCH):
        merges.note_rows(merge.id, kind.what, rows)
        hand_over(uow.session, kind, rows, merge.target_id, pairs)
        moved += len(rows)
        if limit:
            break
    merge.count(kind.what, moved, at=uow.now)
    return moved


@dataclass(frozen=True)
class CompleteMerge(Command[None]):
    """The last step: which fields win, the totals, what both refuse; the source is archived."""

    merge_id: UUID
    kinds: Sequence[Merging]

    def handle(self, uow: UnitOfWork) -> None:
        merge = uow.repository(MergeRepository).lock(self.merge_id)
        if merge.status is not MergeStatus.PROCESSING:
            return
        source, target = both(uow, merge.source_id, merge.target_id)
        for kind in self.kinds:  # nothing came since, but for what providers reported
            if isinstance(kind, Moves) and not kind.with_contacts:
                move_some(uow, merge, kind, limit=None)
            elif isinstance(kind, Joins):
                kind.join(uow.session, source.id, target.id)
        choices = {name: Side(side) for name, side in merge.choices.items()}
        fields = merged_fields(source, target, choices)
        agreed = ((source.id, source.preferences), (target.id, target.preferences))
        refused = consents.restricted(uow, *agreed, fields.preferences)
        source.archive_merged(merge.id, by=merge.created_by, at=uow.now)
        uow.flush()  # which frees its address
        target.absorb(source, fields, entities(merge.stays, self.kinds), by=merge.created_by, at=uow.now)
        consents.note_refusals(uow, target.id, None, refused)
        forward(uow, source, target.id)
        merge.complete(target.version, at=uow.now)


def entities(stays: Sequence[str], kinds: Sequence[Merging]) -> list[str]:
    """What a merge moves, as its event names it."""
    names = (CONTACTS, *(kind.what for kind in kinds if isinstance(kind, Moves)))
    return [what for what in names if what not in stays]


def forward(uow: UnitOfWork, source: Customer, to: UUID) -> None:
    """Has the ids that stood for the source stand for another, but those that were erased."""
    for id in source.merged_from or ():
        try:
            customers.lock(uow, UUID(id)).forward(to, at=uow.now)
        except CustomerNotFound:
            continue


@dataclass(frozen=True)
class HandOutMerge(Command[None]):
    """Says again that a merge is to be carried on, which nobody has for a while."""

    merge_id: UUID

    def handle(self, uow: UnitOfWork) -> None:
        merge = uow.repository(MergeRepository).lock(self.merge_id)
        if merge.is_unfinished:
            merge.hand_out(at=uow.now)

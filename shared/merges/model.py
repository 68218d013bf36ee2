"""The merge: who becomes one with whom, how far that is, and whether it can be undone (specification §5.1.7)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from shared.customers.merged_fields import Choices
from shared.customers.values import CustomerStatus
from shared.kernel.events import Aggregate
from shared.kernel.text import fitting
from shared.merges.errors import NotUndoable
from shared.merges.events import MergeReady
from shared.merges.names import MERGE, UNDO
from shared.merges.values import UNDO_WITHIN, UNFINISHED, MergeStatus


class Merge(Aggregate):
    """Begun, it is carried to its end, step by step; each step does nothing if it was done before."""

    def __init__(
        self,
        id: UUID,
        source_id: UUID,
        target_id: UUID,
        source_status: CustomerStatus,
        *,
        stays: Sequence[str],
        choices: Choices,
        by: str,
        at: datetime,
    ) -> None:
        """`stays` names what is not to move; `choices` whose value each field has."""
        self.id, self.version = id, 0
        self.source_id, self.target_id, self.source_status = source_id, target_id, source_status
        self.stays = tuple(stays)
        self.choices: Mapping[str, str] = {name: side.value for name, side in choices.items()}
        self.status = MergeStatus.PROCESSING
        self.is_unfinished, self.has_contacts = True, False
        self.moved: Mapping[str, str] = {}
        """By kind, how many are the target's by this merge."""
        self.failure_reason: str | None = None
        self.created_at, self.created_by = at, by
        self.completed_at: datetime | None = None
        self.target_version: int | None = None
        self.undone_by: str | None = None
        self.undo_started_at: datetime | None = None
        self.undone_at: datetime | None = None
        self.kept_fields: Sequence[str] | None = None
        self.later_records: Mapping[str, str] | None = None
        self.sign_of_life = at
        self.record(MergeReady(merge_id=id, orchestration=MERGE), {})

    @property
    def orchestration(self) -> str:
        """Which one carries it on."""
        return UNDO if self.status is MergeStatus.UNDOING else MERGE

    def moves(self, what: str) -> bool:
        """Whether this kind of thing is to move."""
        return what not in self.stays

    def took_contacts(self, count: int, *, at: datetime) -> None:
        """The source's contacts are the target's."""
        self.has_contacts = True
        self.count("contacts", count, at=at)

    def count(self, what: str, number: int, *, at: datetime) -> None:
        """So many more moved; or came back, if it is negative."""
        self.moved = {**self.moved, what: str(int(self.moved.get(what, "0")) + number)}
        self.sign_of_life = at

    def complete(self, target_version: int, *, at: datetime) -> None:
        """Nothing is left of the source but its id."""
        self._end(MergeStatus.COMPLETED)
        self.completed_at, self.sign_of_life, self.target_version = at, at, target_version

    def fail(self, reason: str, *, at: datetime) -> None:
        """It does not come about; nothing has moved."""
        self._end(MergeStatus.FAILED)
        self.failure_reason, self.sign_of_life = fitting(reason, 1000), at

    def begin_undo(self, *, kept: Sequence[str], later: Mapping[str, int], by: str, at: datetime) -> None:
        """What moved goes back; `kept` are fields that were changed since, `later` what stays as it came later."""
        self.refuse_undo(at)
        self.status, self.is_unfinished = MergeStatus.UNDOING, True
        self.undone_by, self.undo_started_at, self.sign_of_life = by, at, at
        self.kept_fields, self.later_records = tuple(kept), {what: str(count) for what, count in later.items()}
        self.record(MergeReady(merge_id=self.id, orchestration=UNDO), {})

    def refuse_undo(self, at: datetime) -> None:
        """Raises NotUndoable."""
        if self.status is not MergeStatus.COMPLETED:
            raise NotUndoable(f"it is {self.status.lower()}")
        assert self.completed_at is not None
        if at > self.completed_at + UNDO_WITHIN:
            raise NotUndoable(f"it was done more than {UNDO_WITHIN.days} days ago")

    def finish_undo(self, kept: Sequence[str], *, at: datetime) -> None:
        """Both customers are as they were."""
        self._end(MergeStatus.UNDONE)
        self.has_contacts = False
        self.kept_fields = (*(self.kept_fields or ()), *kept)
        self.undone_at, self.sign_of_life = at, at

    def hand_out(self, *, at: datetime) -> None:
        """Somebody is to carry it on: nobody has for a while."""
        self.sign_of_life = at
        self.record(MergeReady(merge_id=self.id, orchestration=self.orchestration), {})

    def _end(self, status: MergeStatus) -> None:
        assert self.status in UNFINISHED
        self.status, self.is_unfinished = status, False

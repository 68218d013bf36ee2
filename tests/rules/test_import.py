"""An import's life: how it runs, ends and is undone, and what it tells of that."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pytest import MonkeyPatch, mark

from shared.contacts.list_files import FileFormat
from shared.imports import model
from shared.imports.events import ContactImportUndoRequested, ContactListImported, ContactListImportUndone
from shared.imports.model import ContactImport
from shared.imports.understanding import Understood
from shared.imports.values import ImportStatus, Options
from tests.rules.driving import START, check_counting, holds, is_broken, refusal, state

PROCESSING, COMPLETED, WITH_ERRORS, FAILED, CANCELLED, UNDONE = ImportStatus
ENDED, NOT_UNDOABLE = "IMP-002", "IMP-005"

HOUR, DAY, MOMENT = timedelta(hours=1), timedelta(hours=24), timedelta(microseconds=1)

counts = st.integers(0, 3)


def runs(machine: Any) -> bool:
    return machine.status is PROCESSING


def is_read(machine: Any) -> bool:
    """A worker has opened the file."""
    return machine.status is PROCESSING and machine.begun is not None


def is_being_undone(machine: Any) -> bool:
    return machine.undo_asked is not None and machine.status is not UNDONE


class ImportRules(RuleBasedStateMachine):
    """Whatever becomes of an import: allowed moves only, each row counted once, each end told once.

    Rows and the end come from the one worker that has its job; rows are undone only after somebody may ask for it.
    """

    @initialize(dry_run=st.sampled_from([False, False, True]), first=st.none() | st.tuples(counts, counts))
    def start(self, dry_run: bool, first: tuple[int, int] | None) -> None:
        """Announced, or with its first rows done already."""
        self.now, self.dry_run = START, dry_run
        self.one = ContactImport(UUID(int=1), "a.csv", "1/a.csv", Options(dry_run=dry_run), by="amira", at=START)
        self.status = PROCESSING
        self.etag: str | None = None
        self.begun: datetime | None = None
        self.ended: datetime | None = None
        self.undo_asked: datetime | None = None
        self.cancel_asked = False
        self.progress: float | None = None
        self.reason: str | None = None
        self.total: int | None = None
        self.successful = self.failed = self.undone = self.kept = 0
        self.told: list[object] = []
        self.written = 0
        if first:
            self.arrive("v1")
            self.begin()
            self.advance(*first)

    @rule()
    def time_passes(self) -> None:
        self.now += HOUR

    @precondition(lambda self: self.ended is not None and self.now <= self.ended + DAY)
    @rule(gone=st.booleans())
    def the_last_moment_to_undo_comes(self, gone: bool) -> None:
        assert self.ended
        self.now = self.ended + DAY + (MOMENT if gone else timedelta())

    @rule()
    def the_unit_of_work_writes(self) -> None:
        self.written += len(self.one.release_events())

    @rule(etag=st.sampled_from(["v1", "v2"]))
    def arrive(self, etag: str) -> None:
        wanted = self.status is PROCESSING and self.etag is None
        assert self.one.arrive(etag) is wanted
        self.etag = etag if wanted else self.etag

    @precondition(lambda self: runs(self) and self.etag is not None)
    @rule()
    def begin(self) -> None:
        first = self.one.begin(FileFormat.CSV, ["a", "b"], {"email": "a"}, Understood(";"), at=self.now)
        assert first is (self.begun is None)
        self.begun = self.begun or self.now
        assert (self.one.format, self.one.columns, self.one.mappings) == (FileFormat.CSV, ("a", "b"), {"email": "a"})

    @precondition(is_read)
    @rule(successful=counts, failed=counts)
    def advance(self, successful: int, failed: int) -> None:
        self.progress = ((self.progress or 0) + 1) / 2
        self.one.advance(successful=successful, failed=failed, progress=self.progress)
        self.successful, self.failed = self.successful + successful, self.failed + failed

    @rule()
    def cancel(self) -> None:
        before = state(self.one)
        refused = refusal(lambda: self.one.cancel(at=self.now))
        assert refused == (None if self.status is PROCESSING else ENDED)
        if refused:
            assert state(self.one) == before
            return
        self.cancel_asked = True
        if self.etag is None:
            self.total = 0
            self._end(CANCELLED, ())

    @rule(reason=st.sampled_from(["The file is gone.", "x" * 1001]))
    def fail(self, reason: str) -> None:
        before = state(self.one)
        self.one.fail(reason, at=self.now)
        if self.status is not PROCESSING:
            assert state(self.one) == before
            return
        self.reason = reason[:1000]
        self._end(FAILED, (self.reason,))

    @precondition(is_read)
    @rule()
    def finish(self) -> None:
        errors = tuple(f"Row {n}" for n in range(self.failed))
        self.one.finish(errors, at=self.now)
        self.total = self.successful + self.failed
        if self.cancel_asked:
            self._end(CANCELLED, errors)
        else:
            self.progress = 1
            self._end(WITH_ERRORS if self.failed else COMPLETED, errors)

    @rule()
    def request_undo(self) -> None:
        before = state(self.one)
        refused = refusal(lambda: self.one.request_undo(by="ben", at=self.now))
        if is_being_undone(self):
            assert refused is None
            assert state(self.one) == before
            return
        ended_well = self.ended is not None and self.status is not UNDONE and not self.dry_run
        in_time = self.ended is not None and self.now <= self.ended + DAY
        assert refused == (None if ended_well and in_time else NOT_UNDOABLE)
        if refused:
            assert state(self.one) == before
            return
        self.undo_asked = self.now
        self.told.append(ContactImportUndoRequested(import_id=self.one.id, requested_at=self.now, requested_by="ben"))

    @precondition(is_being_undone)
    @rule(undone=counts, kept=counts, finished=st.booleans())
    def advance_undo(self, undone: int, kept: int, finished: bool) -> None:
        left = self.successful - self.undone - self.kept
        undone = min(undone, left)
        kept = left - undone if finished else min(kept, left - undone)
        self.one.advance_undo(undone=undone, kept=kept, finished=finished, by="ben", at=self.now)
        self.undone, self.kept = self.undone + undone, self.kept + kept
        if finished:
            self.status = UNDONE
            self.told.append(
                ContactListImportUndone(
                    import_id=self.one.id,
                    undone_records=self.undone,
                    kept_records=self.successful - self.undone,
                    undone_at=self.now,
                    undone_by="ben",
                )
            )

    def _end(self, status: ImportStatus, errors: tuple[str, ...]) -> None:
        self.status, self.ended = status, self.now
        if not self.dry_run:
            self.told.append(
                ContactListImported(
                    import_id=self.one.id,
                    total_records=self.successful + self.failed,
                    successful_records=self.successful,
                    failed_records=self.failed,
                    errors=errors,
                    imported_at=self.now,
                    imported_by="amira",
                )
            )

    @invariant()
    def it_is_as_predicted(self) -> None:
        one = self.one
        assert one.status is self.status
        assert (one.blob_etag, one.started_at, one.finished_at) == (self.etag, self.begun, self.ended)
        assert (one.cancel_requested, one.failure_reason) == (self.cancel_asked, self.reason)
        assert (one.progress, one.total_records) == (self.progress, self.total)
        assert (one.undo_requested_at, one.undone_records, one.kept_records) == (
            self.undo_asked,
            self.undone,
            self.kept,
        )

    @invariant()
    def each_row_is_counted_once(self) -> None:
        one = self.one
        assert (one.successful_records, one.failed_records) == (self.successful, self.failed)
        assert one.processed_records == one.successful_records + one.failed_records
        assert one.undone_records + one.kept_records <= one.successful_records

    @invariant()
    def each_step_is_told_once(self) -> None:
        check_counting(self.one, len(self.told))
        assert [pending.event for pending in self.one.pending_events] == self.told[self.written :]

    @invariant()
    def the_end_is_told_once_unless_it_was_a_dry_run(self) -> None:
        ends = [told for told in self.told if isinstance(told, ContactListImported)]
        assert len(ends) == (0 if self.dry_run or self.status is PROCESSING else 1)


def test_an_import_keeps_its_rules_through_any_life() -> None:
    holds(ImportRules)


real_cancel, real_end, real_fail = ContactImport.cancel, ContactImport._end, ContactImport.fail
real_undo, real_advance = ContactImport.request_undo, ContactImport.advance


def cancel_what_has_ended(self: ContactImport, *, at: datetime) -> None:
    self.cancel_requested = True


def fail_what_has_ended(self: ContactImport, reason: str, *, at: datetime) -> None:
    self.failure_reason = reason[:1000]
    self._end(ImportStatus.FAILED, (self.failure_reason,), at)


def tell_of_dry_runs(self: ContactImport, status: ImportStatus, errors: tuple[str, ...], at: datetime) -> None:
    dry, self.dry_run = self.dry_run, False
    real_end(self, status, errors, at)
    self.dry_run = dry


def tell_twice(self: ContactImport, status: ImportStatus, errors: tuple[str, ...], at: datetime) -> None:
    real_end(self, status, errors, at)
    real_end(self, status, errors, at)


def arrive_twice(self: ContactImport, etag: str) -> bool:
    self.blob_etag = etag
    return self.status is ImportStatus.PROCESSING


def undo_once_more(self: ContactImport, *, by: str, at: datetime) -> bool:
    if self.status is ImportStatus.UNDONE:
        self.status = ImportStatus.COMPLETED
    return real_undo(self, by=by, at=at)


def count_failed_rows_only(self: ContactImport, *, successful: int, failed: int, progress: float) -> None:
    real_advance(self, successful=successful, failed=failed, progress=progress)
    self.processed_records -= successful


@mark.parametrize(
    ("method", "broken"),
    [
        ("cancel", cancel_what_has_ended),
        ("fail", fail_what_has_ended),
        ("_end", tell_of_dry_runs),
        ("_end", tell_twice),
        ("arrive", arrive_twice),
        ("request_undo", undo_once_more),
        ("advance", count_failed_rows_only),
    ],
)
def test_a_broken_guard_of_an_import_is_found(monkeypatch: MonkeyPatch, method: str, broken: Any) -> None:
    monkeypatch.setattr(ContactImport, method, broken)

    is_broken(ImportRules)


@mark.parametrize("slip", [MOMENT, -MOMENT])
def test_a_moment_more_or_less_to_undo_is_found(monkeypatch: MonkeyPatch, slip: timedelta) -> None:
    monkeypatch.setattr(model, "UNDO_WITHIN", DAY + slip)

    is_broken(ImportRules)

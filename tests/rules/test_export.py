"""An export's life, and its one end."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from pytest import MonkeyPatch, mark

from shared.contacts.list_files import FileFormat
from shared.exports.events import ContactExportRequested, ContactListExported
from shared.exports.model import ContactExport
from shared.exports.values import ExportStatus, Filters
from tests.rules.driving import START, check_counting, holds, is_broken, state

PROCESSING, COMPLETED, FAILED = ExportStatus
ID = UUID(int=1)


class ExportRules(RuleBasedStateMachine):
    """Whatever its workers do: one end, and one file told of."""

    @initialize()
    def request(self) -> None:
        self.now = START
        self.one = ContactExport(ID, FileFormat.EXCEL, Filters(), ["email"], by="amira", at=START)
        self.status = PROCESSING
        self.reason: str | None = None
        self.count: int | None = None
        self.ended: datetime | None = None
        self.told: list[object] = [ContactExportRequested(export_id=ID, requested_at=START, requested_by="amira")]
        self.written = 0

    @rule()
    def time_passes(self) -> None:
        self.now += timedelta(minutes=1)

    @rule()
    def the_unit_of_work_writes(self) -> None:
        self.written += len(self.one.release_events())

    @rule(count=st.integers(0, 5))
    def complete(self, count: int) -> None:
        before = state(self.one)
        self.one.complete(count, at=self.now)
        if self.status is not PROCESSING:
            assert state(self.one) == before
            return
        self.status, self.count, self.ended = COMPLETED, count, self.now
        self.told.append(
            ContactListExported(
                export_id=ID,
                record_count=count,
                format="Excel",
                blob_url=f"contact-exports/{ID}.xlsx",
                exported_at=self.now,
                exported_by="amira",
            )
        )

    @rule(reason=st.sampled_from(["The file could not be written.", "x" * 1001]))
    def fail(self, reason: str) -> None:
        before = state(self.one)
        self.one.fail(reason, at=self.now)
        if self.status is not PROCESSING:
            assert state(self.one) == before
            return
        self._failed(reason[:1000])

    def _failed(self, reason: str) -> None:
        self.status, self.reason, self.ended = FAILED, reason, self.now

    @invariant()
    def it_is_as_predicted(self) -> None:
        one = self.one
        assert one.status is self.status
        assert (one.record_count, one.failure_reason) == (self.count, self.reason)
        assert one.finished_at == self.ended

    @invariant()
    def only_a_file_is_told_of_and_only_once(self) -> None:
        check_counting(self.one, len(self.told))
        assert [pending.event for pending in self.one.pending_events] == self.told[self.written :]


def test_an_export_keeps_its_rules_through_any_life() -> None:
    holds(ExportRules)


real_complete, real_fail = ContactExport.complete, ContactExport.fail


def complete_again(self: ContactExport, record_count: int, *, at: datetime) -> None:
    self.status = ExportStatus.PROCESSING
    real_complete(self, record_count, at=at)


def fail_what_is_there(self: ContactExport, reason: str, *, at: datetime) -> None:
    self.status = ExportStatus.PROCESSING
    real_fail(self, reason, at=at)


@mark.parametrize(
    ("method", "broken"),
    [("complete", complete_again), ("fail", fail_what_is_there)],
)
def test_a_broken_guard_of_an_export_is_found(monkeypatch: MonkeyPatch, method: str, broken: Any) -> None:
    monkeypatch.setattr(ContactExport, method, broken)

    is_broken(ExportRules)

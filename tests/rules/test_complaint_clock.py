"""When a complaint is due: after any history of moves, pauses and priorities as a slow reference says."""

from datetime import datetime, timedelta
from uuid import uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pytest import MonkeyPatch, mark

from shared.complaints import clock
from shared.complaints.model import Complaint
from shared.complaints.service_level import service_level
from shared.complaints.values import MOVES, ComplaintPriority, ComplaintStatus, Matter, Resolution
from shared.kernel.business_hours import NEVER
from shared.settings import CustomerManagement
from tests.rules.driving import check_counting, holds, is_broken, names
from tests.support.working_time import MINUTE, minutes_of_work

NEW, IN_PROGRESS, RESOLVED, CLOSED, ESCALATED = ComplaintStatus
RULES = (
    CustomerManagement(
        complaint_auto_escalation_hours=5,
        complaint_auto_escalation_hours_by_priority="Critical=1, Low=9",
        complaint_first_response_hours=2,
        business_hours="Mon-Fri 09:00-12:00 13:00-17:00; Sat-Sun 01:30-03:30",
        business_time_zone="Europe/Berlin",
        business_holidays="2026-03-30",
    ),
    CustomerManagement(complaint_auto_escalation_hours=3, complaint_first_response_hours=3),
)
STARTS = (datetime.fromisoformat("2026-03-27T14:00Z"), datetime.fromisoformat("2026-10-24T20:00Z"))
"""Before a night on which clocks are changed."""


class Histories(RuleBasedStateMachine):
    """One complaint, and what a patient observer knows of it."""

    @initialize(
        start=st.sampled_from(STARTS), rules=st.sampled_from(RULES), priority=st.sampled_from(ComplaintPriority)
    )
    def receive(self, start: datetime, rules: CustomerManagement, priority: ComplaintPriority) -> None:
        self.now, self.level = start, service_level(rules)
        matter = Matter("s", "d", None, priority, None)
        self.complaint = Complaint(
            uuid4(), uuid4(), 1, matter, contact_id=None, attachments=(), level=self.level, by="a", at=start
        )
        self.spent, self.began, self.answered, self.warned, self.escalated = 0, start, False, 0, 0
        self.work = minutes_of_work(self.level.hours, start)
        self.next = next(self.work)
        self.passed_in_pause = False

    @property
    def runs(self) -> bool:
        return self.complaint.status in (NEW, IN_PROGRESS, ESCALATED) and not self.complaint.waiting_for_customer

    @rule(minutes=st.sampled_from([1, 30, 95, 240, 700]))
    def time_passes(self, minutes: int) -> None:
        for _ in range(minutes):
            if self.next == self.now:
                self.spent += self.runs
                self.next = next(self.work)
            self.now += MINUTE

    @rule(waiting=st.booleans())
    @precondition(lambda self: self.complaint.status in (NEW, IN_PROGRESS, ESCALATED))
    def wait(self, waiting: bool) -> None:
        was = self.complaint.waiting_for_customer
        self.complaint.wait(waiting, level=self.level, by="a", at=self.now)
        if was and not waiting:
            self.began = self.now

    @rule(which=st.integers(0, 1))
    @precondition(lambda self: bool(MOVES[self.complaint.status]))
    def move(self, which: int) -> None:
        may = sorted(MOVES[self.complaint.status])
        to = may[which % len(may)]
        reopened = self.complaint.status is RESOLVED and to is IN_PROGRESS
        self.complaint.move(to, None, level=self.level, by="a", at=self.now)
        if reopened:
            self.spent, self.began, self.warned, self.escalated = 0, self.now, 0, 0

    @rule()
    @precondition(lambda self: self.complaint.status not in (RESOLVED, CLOSED))
    def resolve(self) -> None:
        self.complaint.resolve(Resolution("r"), level=self.level, by="a", at=self.now)
        self.answered = True

    @rule(priority=st.sampled_from(ComplaintPriority))
    def matters(self, priority: ComplaintPriority) -> None:
        self.complaint.update({"priority": priority}, level=self.level, by="a", at=self.now)

    @rule()
    def answer(self) -> None:
        self.complaint.answer(level=self.level, by="a", at=self.now)
        self.answered = True

    @rule()
    def ring(self) -> None:
        """The timer looks, as it does every minute, and sometimes twice."""
        told, status = len(self.complaint.pending_events), self.complaint.status
        self.complaint.notice_time(level=self.level, by="system", at=self.now)
        new = names(self.complaint)[told:]
        self.warned += new.count("ComplaintDueSoon")
        self.escalated += new.count("ComplaintEscalated")
        if new == ["ComplaintEscalated"]:
            assert status in (NEW, IN_PROGRESS)
            assert self.runs
            assert self.complaint.clock.due_at <= self.now
        else:
            overdue = self.runs and status in (NEW, IN_PROGRESS) and self.complaint.clock.due_at <= self.now
            assert not overdue or self.complaint.clock.is_escalated

    @rule(rules=st.sampled_from(RULES))
    def calendars_change(self, rules: CustomerManagement) -> None:
        """What ran until now counts anew from where it began to run; time of before a pause stays as it was counted."""
        self.level = service_level(rules)
        self.complaint.work_out_anew(self.level)
        if self.runs:
            before = self.complaint.clock.spent // (60 * 1_000_000)
            minutes = minutes_of_work(self.level.hours, self.began)
            self.spent = before
            while next(minutes) < self.now:
                self.spent += 1
        self.work = minutes_of_work(self.level.hours, self.now)
        self.next = next(self.work)

    @invariant()
    def due_as_the_observer_says(self) -> None:
        if not hasattr(self, "complaint"):
            return
        one, found = self.complaint, self.complaint.clock
        check_counting(one, len(one.pending_events))
        if not self.runs:
            assert (found.due_at, found.first_response_due_at, found.alarm_at) == (NEVER, NEVER, NEVER)
            return
        assert (found.first_response_due_at == NEVER) is self.answered
        assert max(self.warned, self.escalated) <= 1
        due = self.observed(self.level.to_resolve[one.matter.priority])
        assert (found.due_at > self.now) is (due is not None)
        if due is not None:
            assert found.due_at == due
        if not self.answered:
            answer = self.observed(self.level.to_answer[one.matter.priority])
            assert answer is None or found.first_response_due_at == answer

    def observed(self, within: timedelta) -> datetime | None:
        """When so much work time will be over, minute by minute; None if it is over already."""
        left = within // MINUTE - self.spent
        if left <= 0:
            return None
        minutes = minutes_of_work(self.level.hours, self.now)
        return [next(minutes) for _ in range(left)][-1] + MINUTE


def test_it_is_due_when_a_slow_reference_says_so() -> None:
    holds(Histories)


@mark.parametrize("broken", ["pauses count", "priorities do not count", "nothing is anew"])
def test_a_clock_that_is_wrong_is_noticed(monkeypatch: MonkeyPatch, broken: str) -> None:
    scheduled, stopped = clock.scheduled, clock.stopped
    if broken == "pauses count":
        monkeypatch.setattr(clock, "stopped", lambda one, level, at: stopped(one, level, at + 60 * MINUTE))
    if broken == "priorities do not count":
        medium = ComplaintPriority.MEDIUM
        monkeypatch.setattr(
            clock,
            "scheduled",
            lambda one, level, facts: scheduled(one, level, clock.Facts(medium, facts.is_answered, facts.may_escalate)),
        )
    if broken == "nothing is anew":
        monkeypatch.setattr(
            clock, "started", lambda level, facts, at: clock.ComplaintClock(running_since=at, due_at=at + 200 * MINUTE)
        )
    is_broken(Histories)

"""The clock of a complaint: how much of its time is over, and when it is due.

It runs in business hours, from the receipt to the resolution, and stands while we wait for the customer. It is written
with every change that moves it, so that lists sort by it and the timer finds what is due without working it out.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.complaints.service_level import ServiceLevel
from shared.complaints.values import ComplaintPriority
from shared.kernel.business_hours import NEVER
from shared.kernel.values import ValueObject

WARNED_AFTER = 3, 4
"""The part of its time after which a warning is given."""
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class ComplaintClock(ValueObject):
    """NEVER stands for what is not due: it is answered, resolved, or waits for the customer."""

    first_response_due_at: datetime = NEVER
    due_at: datetime = NEVER
    alarm_at: datetime = NEVER
    """When the timer is to look at it: to warn, then to escalate it."""
    running_since: datetime | None = None
    spent: int = 0
    """Microseconds of business hours before `running_since`."""
    is_warned: bool = False
    is_escalated: bool = False
    """Whether it was escalated because its time was over: that happens once."""
    rules: str = ""
    """The mark of the service level that the due times were worked out under; empty while it stands."""


@dataclass(frozen=True)
class Facts:
    """What of a complaint its clock depends on."""

    priority: ComplaintPriority
    is_answered: bool
    may_escalate: bool
    """Whether its state is one that the timer escalates."""


def started(level: ServiceLevel, facts: Facts, at: datetime) -> ComplaintClock:
    """A clock that begins; also one that begins anew."""
    return scheduled(ComplaintClock(running_since=at), level, facts)


def resumed(clock: ComplaintClock, level: ServiceLevel, facts: Facts, at: datetime) -> ComplaintClock:
    """It runs on after a pause."""
    return scheduled(replace(clock, running_since=at), level, facts)


def stopped(clock: ComplaintClock, level: ServiceLevel, at: datetime) -> ComplaintClock:
    """It stands, for a while or for good: nothing is due."""
    return replace(
        clock,
        spent=spent(clock, level, at) // TICK,
        running_since=None,
        first_response_due_at=NEVER,
        due_at=NEVER,
        alarm_at=NEVER,
        rules="",
    )


def spent(clock: ComplaintClock, level: ServiceLevel, at: datetime) -> timedelta:
    """The business hours that are over."""
    before = clock.spent * TICK
    return before if clock.running_since is None else before + level.hours.between(clock.running_since, at)


def is_over(clock: ComplaintClock, level: ServiceLevel, facts: Facts, at: datetime) -> bool:
    """Whether all of its time is over, also while it stands."""
    return spent(clock, level, at) >= level.to_resolve[facts.priority]


def scheduled(clock: ComplaintClock, level: ServiceLevel, facts: Facts) -> ComplaintClock:
    """The same clock with its due times worked out; whose time was over in a pause is due in the moment it ends."""
    since = clock.running_since
    if since is None:
        return clock

    def after(within: timedelta) -> datetime:
        return level.hours.add(since, within - clock.spent * TICK)

    within = level.to_resolve[facts.priority]
    due = after(within)
    alarm = NEVER
    if facts.may_escalate and not clock.is_escalated:
        part, whole = WARNED_AFTER
        alarm = due if clock.is_warned else after(within * part / whole)
    return replace(
        clock,
        first_response_due_at=NEVER if facts.is_answered else after(level.to_answer[facts.priority]),
        due_at=due,
        alarm_at=alarm,
        rules=level.rules,
    )

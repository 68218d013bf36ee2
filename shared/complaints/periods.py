"""The days of a report, and the parts it is cut into."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

USUAL_DAYS, MOST_DAYS = 30, 366
MOST_BY_DAY, MOST_BY_WEEK = 31, 183
MOST_DAYS_APART = 93
"""One by one."""


class Interval(StrEnum):
    """How a report is cut."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Period:
    """Whole days, by the clock of a time zone."""

    first: date
    last: date
    zone: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def start(self) -> datetime:
        """When its first day begins."""
        return _midnight(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """When the day after its last begins."""
        return _midnight(self.last + timedelta(days=1), self.zone)

    @property
    def before(self) -> "Period":
        """As many days, right before."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1), self.zone)

    @property
    def usual_interval(self) -> Interval:
        """The one that makes not too many parts."""
        if self.days <= MOST_BY_DAY:
            return Interval.DAY
        return Interval.WEEK if self.days <= MOST_BY_WEEK else Interval.MONTH

    def parts(self, interval: Interval) -> Iterator["Period"]:
        """Its days, weeks from Monday, or months; the first and the last may be shorter."""
        first = self.first
        while first <= self.last:
            last = min(_last_of(first, interval), self.last)
            yield Period(first, last, self.zone)
            first = last + timedelta(days=1)


def _last_of(day: date, interval: Interval) -> date:
    """The last day of the day's week, or month."""
    if interval is Interval.DAY:
        return day
    if interval is Interval.WEEK:
        return day + timedelta(days=6 - day.weekday())
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)

"""When nobody is to be bothered with marketing, by the clock on their wall."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class QuietHours:
    """From `start` to `end`, past midnight if that is earlier; equal ones are none."""

    start: time
    end_time: time

    @classmethod
    def read(cls, text: str) -> "QuietHours":
        """`21:00-08:00`; empty is none. Raises ValueError."""
        if not text.strip():
            return cls(time(0), time(0))
        start, _, end = text.partition("-")
        return cls(time.fromisoformat(start.strip()), time.fromisoformat(end.strip()))

    def end(self, moment: datetime, time_zone: str) -> datetime:
        """When they are over, if the moment is in them; else the moment itself."""
        here = moment.astimezone(ZoneInfo(time_zone))
        clock = here.time().replace(tzinfo=None)
        if self.start == self.end_time or not self._within(clock):
            return moment
        day = here.date() + timedelta(days=1 if clock >= self.end_time else 0)
        ends = datetime.combine(day, self.end_time, tzinfo=here.tzinfo)
        over = ends.astimezone(UTC)
        if over <= moment:  # when clocks go back, that hour comes twice
            over = ends.replace(fold=1).astimezone(UTC)
        return over

    def _within(self, clock: time) -> bool:
        if self.start < self.end_time:
            return self.start <= clock < self.end_time
        return clock >= self.start or clock < self.end_time

"""When people are at work: hours of the week in a time zone, without holidays; and time counted in them alone.

Every duration is of the clock on no wall: a day on which clocks change has an hour more, or less.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""Later than all that comes: what is sorted by time has it last."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY, NOTHING = timedelta(days=1), timedelta(0)
SPAN = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)")
FARTHEST = timedelta(days=40_000)
"""Who has no hour of work in a century has none."""

type Spans = tuple[tuple[timedelta, timedelta], ...]
"""Of a day, from its midnight; in order, none overlapping another."""
type Week = tuple[Spans, ...]

ALWAYS: Week = (((NOTHING, DAY),),) * 7


def read_week(text: str) -> Week:
    """`Mon-Fri 09:00-12:00 13:00-17:30; Sat 10:00-14:00`; empty is always. Raises ValueError."""
    if not text.strip():
        return ALWAYS
    week: list[list[tuple[timedelta, timedelta]]] = [[] for _ in DAYS]
    for part in text.split(";"):
        days, *spans = part.split()
        if not spans:
            raise ValueError(part)
        for day in _days(days):
            week[day] += map(_span, spans)
    for hours in week:
        hours.sort()
        if any(before[1] > after[0] for before, after in pairwise(hours)):
            raise ValueError(text)
    return tuple(map(tuple, week))


def _days(text: str) -> Iterator[int]:
    first, _, last = text.lower().partition("-")
    start, end = DAYS.index(first), DAYS.index(last or first)
    if end < start:
        raise ValueError(text)
    yield from range(start, end + 1)


def _span(text: str) -> tuple[timedelta, timedelta]:
    found = SPAN.fullmatch(text)
    if not found:
        raise ValueError(text)
    hours = [int(one) for one in found.groups()]
    start, end = timedelta(hours=hours[0], minutes=hours[1]), timedelta(hours=hours[2], minutes=hours[3])
    if not start < end <= DAY:
        raise ValueError(text)
    return start, end


@dataclass(frozen=True)
class BusinessHours:
    """Those moments at which the clock on the wall of `zone` shows an hour of work."""

    week: Week = ALWAYS
    zone: str = "UTC"
    is_day_off: Callable[[date], bool] = field(default=lambda _: False)

    @cached_property
    def _open_on(self) -> Callable[[date], tuple[tuple[datetime, datetime], ...]]:
        return lru_cache(4_000)(self.open_on)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much work time lies between two moments; none if the second is not the later one."""
        total = NOTHING
        for opens, closes in self._stretches_from(start, end):
            total += min(closes, end) - max(opens, start)
        return total

    def add(self, start: datetime, duration: timedelta) -> datetime:
        """The moment at which so much work time has passed since `start`; `start` if there is none to pass.

        NEVER if there is not so much.
        """
        if duration <= NOTHING:
            return start
        for opens, closes in self._stretches_from(start, start + FARTHEST if start < NEVER - FARTHEST else NEVER):
            opens = max(opens, start)
            if opens + duration <= closes:
                return opens + duration
            duration -= closes - opens
        return NEVER

    def _stretches_from(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
        """What is open and reaches into the time from `start` to `end`."""
        day, last = start.astimezone(UTC).date(), end.astimezone(UTC).date()
        while day <= last:
            for opens, closes in self._open_on(day):
                if closes > start and opens < end:
                    yield opens, closes
            day += DAY

    def open_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """From when to when work is done on a day of UTC."""
        begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
        pieces = self._pieces(begin, begin + DAY)
        return tuple(stretch for start, end, offset in pieces for stretch in self._open(start, end, offset))

    def _pieces(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, timedelta]]:
        """The parts of a day in which the wall's clock runs evenly, each with its offset from UTC."""
        first, last = self._offset(start), self._offset(end)
        if first == last:
            yield start, end, first
            return
        before, after = start, end  # the second at which the clocks are changed lies between
        while after - before > timedelta(seconds=1):
            middle = (before + (after - before) / 2).replace(microsecond=0)
            if self._offset(middle) == first:
                before = middle
            else:
                after = middle
        yield start, after, first
        yield after, end, last

    def _offset(self, moment: datetime) -> timedelta:
        return moment.astimezone(ZoneInfo(self.zone)).utcoffset() or NOTHING

    def _open(self, start: datetime, end: datetime, offset: timedelta) -> Iterator[tuple[datetime, datetime]]:
        midnight = (start + offset).replace(hour=0, minute=0, second=0, microsecond=0)
        while midnight - offset < end:
            if not self.is_day_off(midnight.date()):
                for opens, closes in self.week[midnight.weekday()]:
                    opening, closing = max(midnight + opens - offset, start), min(midnight + closes - offset, end)
                    if opening < closing:
                        yield opening, closing
            midnight += DAY

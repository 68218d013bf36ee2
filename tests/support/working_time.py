"""Time at work, as somebody counts it who looks at the clock every minute."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from shared.kernel.business_hours import BusinessHours

MINUTE = timedelta(minutes=1)


def minutes_of_work(hours: BusinessHours, start: datetime) -> Iterator[datetime]:
    """Each minute from `start` at which the clock on the wall shows an hour of work: slow, and plainly right."""
    while True:
        wall = start.astimezone(ZoneInfo(hours.zone))
        of_day = timedelta(hours=wall.hour, minutes=wall.minute)
        if not hours.is_day_off(wall.date()) and any(a <= of_day < b for a, b in hours.week[wall.weekday()]):
            yield start
        start += MINUTE

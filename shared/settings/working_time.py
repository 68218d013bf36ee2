"""Settings about time at work: its hours and holidays, and what is to be done within how many of them."""

import re
import warnings
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.kernel.business_hours import read_week
from shared.settings.names import SettingsError

PRIORITIES = ("Low", "Medium", "High", "Critical")
"""Of complaints."""
MOST_HOURS = 876_000
REGION = re.compile(r"([A-Z]{2})(?:-([A-Z0-9]{1,3}))?")


def check_week(name: str, text: str) -> str:
    """Raises SettingsError."""
    try:
        read_week(text)
    except ValueError:
        form = "Mon-Fri 09:00-12:00 13:00-17:00; Sat 10:00-14:00"
        raise SettingsError(f"{name} must be as in {form}, or empty for always; it is {text[:60]!r}.") from None
    return text


def check_zone(name: str, text: str) -> str:
    """Raises SettingsError."""
    try:
        ZoneInfo(text)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        raise SettingsError(f"{name} must be a time zone such as Europe/Berlin; it is {text[:40]!r}.") from None
    return text


def check_holidays(name: str, text: str) -> str:
    """Raises SettingsError."""
    try:
        days_off(text)
    except (ValueError, NotImplementedError):
        form = "countries, or their parts, and dates, as in DE-BE, 2026-12-24"
        raise SettingsError(f"{name} must be {form}; it is {text[:60]!r}.") from None
    return text


def check_hours_by_priority(name: str, text: str) -> str:
    """Raises SettingsError."""
    try:
        hours_by_priority(text)
    except ValueError:
        form = f"hours for some of {', '.join(PRIORITIES)}, as in Critical=4, High=24"
        raise SettingsError(f"{name} must be {form}; it is {text[:60]!r}.") from None
    return text


def hours_by_priority(text: str) -> Mapping[str, int]:
    """`Critical=4, High=24`. Raises ValueError."""
    found: dict[str, int] = {}
    for part in filter(None, map(str.strip, text.split(","))):
        priority, _, hours = (one.strip() for one in part.partition("="))
        if priority not in PRIORITIES or priority in found or not re.fullmatch("[0-9]{1,6}", hours):
            raise ValueError(part)
        if not 1 <= int(hours) <= MOST_HOURS:
            raise ValueError(part)
        found[priority] = int(hours)
    return found


@lru_cache(8)
def days_off(text: str) -> Callable[[date], bool]:
    """Whether nobody works on a day, by `DE-BE, 2026-12-24`. Raises ValueError, NotImplementedError."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    regions = [found.groups() for found in map(REGION.fullmatch, parts) if found]
    days = {date.fromisoformat(part) for part in parts if not REGION.fullmatch(part)}
    calendars = [_public_holidays(country, subdivision) for country, subdivision in regions]
    return lambda day: day in days or any(is_holiday(day) for is_holiday in calendars)


def _public_holidays(country: str, subdivision: str | None) -> Callable[[date], bool]:
    """Each year's days are worked out apart and never changed: what the library keeps is for one thread."""
    import holidays  # half a second, for those who name a country

    warnings.filterwarnings("ignore", module="holidays")  # it has no holidays for some years, and says so

    @cache
    def of(year: int) -> frozenset[date]:
        return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year, expand=False))

    of(2026)  # raises now if there is no such region
    return lambda day: day in of(day.year)

"""The time, always aware and in UTC; handed in as an argument so that tests can choose it."""

from collections.abc import Callable
from datetime import UTC, datetime

type Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The current moment in UTC."""
    return datetime.now(UTC)

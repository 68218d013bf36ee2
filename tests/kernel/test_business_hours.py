"""Business hours: time counted at work only, also on the nights when clocks are changed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings, strategies as st
from pytest import mark, raises

from shared.kernel.business_hours import ALWAYS, NEVER, BusinessHours, read_week
from shared.settings.working_time import days_off
from tests.support.concurrency import at_once
from tests.support.working_time import minutes_of_work

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
BERLIN = BusinessHours(
    read_week("Mon-Fri 09:00-12:00 13:00-17:30; Sat 22:00-24:00; Sun 00:00-02:30 03:30-04:00"),
    "Europe/Berlin",
    lambda day: day == date(2026, 3, 30),
)
NEW_YORK = BusinessHours(read_week("Mon-Sun 01:30-02:15; Fri 12:00-13:00"), "America/New_York")
LORD_HOWE = BusinessHours(read_week("Sat-Sun 01:00-03:00; Mon 00:00-24:00"), "Australia/Lord_Howe")  # half an hour
NIGHTS = (
    datetime(2026, 3, 27, 12, tzinfo=UTC),
    datetime(2026, 10, 23, 12, tzinfo=UTC),
    datetime(2026, 3, 7, tzinfo=UTC),
)


@mark.parametrize("hours", [BERLIN, NEW_YORK, LORD_HOWE, BusinessHours()], ids=["Berlin", "New York", "Howe", "always"])
@given(
    night=st.sampled_from(NIGHTS), after=st.integers(0, 5_000), work=st.integers(1, 1_500), until=st.integers(0, 6_000)
)
@settings(max_examples=20, derandomize=True, deadline=None, database=None)
def test_it_agrees_with_who_looks_at_the_clock_every_minute(
    hours: BusinessHours, night: datetime, after: int, work: int, until: int
) -> None:
    start = night + after * MINUTE
    minutes = minutes_of_work(hours, start)

    over = [next(minutes) for _ in range(work)][-1] + MINUTE
    assert hours.add(start, work * MINUTE) == over
    assert hours.between(start, over) == work * MINUTE
    end = start + until * MINUTE
    counted = sum(1 for _ in iter_until(minutes_of_work(hours, start), end))
    assert hours.between(start, end) == counted * MINUTE


def iter_until(minutes: Iterator[datetime], end: datetime) -> Iterator[datetime]:
    for minute in minutes:
        if minute >= end:
            return
        yield minute


def test_an_hour_that_comes_twice_counts_twice_and_one_that_is_left_out_not_at_all() -> None:
    night = BusinessHours(read_week("Sun 02:00-03:00"), "Europe/Berlin")

    assert night.between(datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 10, 26, tzinfo=UTC)) == 2 * HOUR
    assert night.between(datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 3, 30, tzinfo=UTC)) == 0 * HOUR


def test_seconds_are_kept() -> None:
    friday = datetime(2026, 3, 6, 16, 29, 59, 999_999, tzinfo=UTC)  # a microsecond before work ends in Berlin

    assert BERLIN.add(friday, timedelta(microseconds=1)) == datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
    assert BERLIN.add(friday, timedelta(microseconds=2)) == datetime(2026, 3, 7, 21, 0, 0, 1, tzinfo=UTC)


def test_who_never_works_is_never_done() -> None:
    assert BusinessHours(((),) * 7).add(NIGHTS[0], HOUR) == NEVER
    assert BusinessHours().add(NIGHTS[0], -HOUR) == BusinessHours().add(NIGHTS[0], 0 * HOUR) == NIGHTS[0]
    assert BERLIN.between(NIGHTS[0], NIGHTS[0] - HOUR) == 0 * HOUR


def test_nothing_said_is_always() -> None:
    assert read_week(" ") == ALWAYS
    assert BusinessHours().add(NIGHTS[0], 48 * HOUR) == NIGHTS[0] + 48 * HOUR


@mark.parametrize(
    "text",
    [
        "Mon",
        "09:00-17:00",
        "Mon 9-17",
        "Mon 17:00-09:00",
        "Mon 09:00-09:00",
        "Mon 09:00-24:01",
        "Mon 09:60-10:00",
        "Fri-Mon 09:00-17:00",
        "Mon-Fri 09:00-17:00; Tue 16:00-18:00",
        "Montag 09:00-17:00",
        "Mon 09:00-17:00;",
    ],
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with raises(ValueError):  # noqa: PT011 - whoever reads it says what is wrong
        read_week(text)


def test_holidays_are_right_whoever_else_asks_at_that_moment() -> None:
    wanted = [(date(year, 12, 25), date(year, 12, 23)) for year in range(2024, 2034)]

    def asks(number: int) -> None:
        is_off = days_off(f"DE-BE, 2026-12-{10 + number // 4:02}")  # some ask the same at once, and all many years
        for christmas, before in wanted if number % 2 else reversed(wanted):
            assert is_off(christmas)
            assert not is_off(before)

    assert at_once(asks, 8) == {"done": 8}

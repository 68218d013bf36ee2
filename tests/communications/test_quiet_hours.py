"""When nobody is bothered with marketing: past midnight, and on the days the clocks change."""

from datetime import UTC, datetime

from pytest import mark, raises

from shared.communications.quiet_hours import QuietHours

BERLIN = "Europe/Berlin"


@mark.parametrize(
    ("hours", "moment", "over"),
    [
        ("21:00-08:00", "2026-03-02T19:59:59", "2026-03-02T19:59:59"),
        ("21:00-08:00", "2026-03-02T20:00:00", "2026-03-03T07:00:00"),
        ("21:00-08:00", "2026-03-03T06:59:59", "2026-03-03T07:00:00"),
        ("21:00-08:00", "2026-03-03T07:00:00", "2026-03-03T07:00:00"),
        ("12:00-14:00", "2026-03-03T11:30:00", "2026-03-03T13:00:00"),
        ("08:00-08:00", "2026-03-03T07:00:00", "2026-03-03T07:00:00"),
        ("", "2026-03-03T02:00:00", "2026-03-03T02:00:00"),
        ("21:00-08:00", "2026-03-28T21:00:00", "2026-03-29T06:00:00"),  # clocks go forward
        ("21:00-08:00", "2026-10-24T20:00:00", "2026-10-25T07:00:00"),  # clocks go back
        ("21:00-02:30", "2026-10-25T00:29:00", "2026-10-25T00:30:00"),  # the first of two half past two
        ("21:00-02:30", "2026-10-25T01:10:00", "2026-10-25T01:30:00"),  # between them
    ],
)
def test_they_end_by_the_clock_on_the_wall(hours: str, moment: str, over: str) -> None:
    asked = datetime.fromisoformat(moment).replace(tzinfo=UTC)

    assert QuietHours.read(hours).end(asked, BERLIN) == datetime.fromisoformat(over).replace(tzinfo=UTC)


@mark.parametrize("text", ["21:00", "late-early", "25:00-08:00"])
def test_what_is_no_span_of_hours_is_refused(text: str) -> None:
    with raises(ValueError, match=r"."):
        QuietHours.read(text)

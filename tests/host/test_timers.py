"""Timers as Azure keeps them."""

from datetime import UTC, datetime
from itertools import pairwise

from pytest import mark, raises

from infra.local.timers import BadSchedule, occurrences
from tests.support import http
from tests.support.sample import Sample
from tests.support.sqlite import opened


def test_a_timer_fires_on_its_schedule(sample: Sample) -> None:
    sample.until(lambda: len(sample.notes("ticking")) >= 3)

    told = [(note["at"], datetime.fromisoformat(note["next"])) for note in sample.notes("ticking")]
    assert all(next_.second % 2 == next_.microsecond == 0 for _, next_ in told)
    assert all(at >= due.timestamp() for (_, due), (at, _) in pairwise(told))
    assert [next_ for _, next_ in told] == sorted({next_ for _, next_ in told})
    assert not any(note["past_due"] for note in sample.notes("ticking"))


def test_a_timer_that_asks_for_it_runs_on_startup_once(sample: Sample) -> None:
    sample.until(lambda: bool(sample.notes("starting")))

    assert len(sample.notes("starting")) == 1


def test_an_occurrence_missed_while_down_is_made_up_for_and_says_so(fresh_sample: Sample) -> None:
    fresh_sample.until(lambda: bool(fresh_sample.notes("ticking")))
    fresh_sample.kill()
    with opened(fresh_sample.data / "host" / "state.db") as state:
        state.execute("UPDATE Timers SET Due = '2026-01-01T00:00:00+00:00' WHERE Function = 'ticking'")

    fresh_sample.start()

    fresh_sample.until(lambda: any(note["past_due"] for note in fresh_sample.notes("ticking")))


def test_any_timer_runs_now_through_azures_own_door(sample: Sample) -> None:
    before = len(sample.notes("starting"))

    assert sample.run_now("starting") == 202
    assert len(sample.notes("starting")) == before + 1
    assert sample.run_now("nobody") == 404
    assert sample.run_now("numbered") == 404
    assert http.post(f"{sample.root}/admin/functions/starting").status_code == 401


@mark.parametrize(
    ("schedule", "after", "next_"),
    [
        ("0 */5 * * * *", "2026-01-01T00:01:00", "2026-01-01T00:05:00"),
        ("30 15 3 * * *", "2026-01-01T04:00:00", "2026-01-02T03:15:30"),
        ("0 0 9 * * 1-5", "2026-01-02T10:00:00", "2026-01-05T09:00:00"),
        ("0 0 0 1 * MON", "2026-01-01T00:00:00", "2026-06-01T00:00:00"),  # both must hold, unlike Unix cron
        ("*/10 * * * * *", "2026-01-01T00:00:01", "2026-01-01T00:00:10"),
    ],
)
def test_schedules_are_read_as_ncrontab(schedule: str, after: str, next_: str) -> None:
    start = datetime.fromisoformat(after).replace(tzinfo=UTC)

    assert occurrences(schedule, start).get_next(datetime) == datetime.fromisoformat(next_).replace(tzinfo=UTC)


@mark.parametrize("schedule", ["* * * * *", "0 0 0 * * 7", "0 0 0 * * 1-7", "61 * * * * *", "nonsense", ""])
def test_what_is_no_schedule_is_refused(schedule: str) -> None:
    with raises(BadSchedule):
        occurrences(schedule, datetime.now(UTC))

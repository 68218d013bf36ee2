"""The report of complaints: what was received in a time, and what became of it."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from pytest import fixture, mark, raises

from shared.complaints.commands import (
    CommentOnComplaint,
    MoveComplaint,
    ResolveComplaint,
    SubmitComplaint,
    UpdateComplaint,
)
from shared.complaints.periods import Interval, Period
from shared.complaints.report import report_of
from shared.complaints.report_page import file_of, page_of
from shared.complaints.report_responses import ComplaintReport
from shared.complaints.requests import ReportQuery
from shared.complaints.values import ComplaintStatus
from shared.kernel.errors import Invalid
from shared.settings import CustomerManagement
from tests.support.samples import MATTER
from tests.support.world import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MARCH = Period(date(2026, 3, 1), date(2026, 3, 31), "Europe/Berlin")


@fixture
def customer(world: World) -> UUID:
    return world.has_customer()


def received(world: World, customer: UUID, cause: str | None = None) -> UUID:
    id = world.send(SubmitComplaint(customer_id=customer, matter=MATTER)).id
    if cause:
        world.send(UpdateComplaint(customer, id, provided={"root_cause": cause}))
    return id


def reported(world: World, period: Period = MARCH, interval: Interval | None = None) -> ComplaintReport:
    with world.app.database.reading() as session:
        return report_of(session, period, interval, now=world.now)


def page(report: ComplaintReport) -> str:
    body = page_of(report).body
    assert isinstance(body, bytes)
    return body.decode()


def figures(part: Any) -> dict[str, Any]:
    found: dict[str, Any] = part.figures.model_dump(mode="json", by_alias=True)
    return found


def test_every_figure_is_what_happened(world: World, customer: UUID) -> None:
    first, second, third = (received(world, customer, cause) for cause in ("Heating", "Heating", None))
    world.now += 2 * HOUR
    world.send(CommentOnComplaint(customer, first, "We are sorry", is_internal=False))
    world.now += 4 * HOUR
    paid = (Decimal("99.95"), "EUR")
    world.send(ResolveComplaint(customer, first, resolution="r", customer_satisfied=True, compensation=paid))
    world.now += 46 * HOUR  # 52 since the receipt: the second is late
    world.send(ResolveComplaint(customer, second, resolution="r", customer_satisfied=False, compensation=paid))
    world.send(MoveComplaint(customer, first, to=ComplaintStatus.IN_PROGRESS))
    world.send(ResolveComplaint(customer, first, resolution="r", compensation=(Decimal(5), "USD")))

    report = reported(world)

    assert figures(report.current) == {
        "received": 3,
        "resolved": 2,
        "firstResponseHours": 27.0,
        "resolutionHours": 29.0,
        "resolutionBusinessHours": 29.0,
        "firstResponseBreachRate": 0.6667,
        "resolutionBreachRate": 0.6667,
        "reopenRate": 0.3333,
        "satisfactionScore": None,
        "satisfactionAnswers": 0,
        "satisfiedRate": 0.0,
        "compensation": [{"currency": "EUR", "amount": 99.95}, {"currency": "USD", "amount": 5.0}],
    }
    assert [(one.root_cause, one.received) for one in report.causes] == [("Heating", 2), (None, 1)]
    assert (third, report.as_of, report.time_zone) == (third, world.now, "Europe/Berlin")


def test_a_time_of_which_there_is_nothing_to_tell_says_so(world: World) -> None:
    report = reported(world)

    assert (report.current.figures.received, report.current.figures.resolution_breach_rate) == (0, None)
    assert (report.causes, len(report.parts)) == ((), 31)
    assert "Complaints" in page(report)


def test_beside_it_stands_the_time_right_before(world: World, customer: UUID) -> None:
    received(world, customer)
    world.now += 30 * DAY
    for _ in range(2):
        received(world, customer)

    report = reported(world, Period(date(2026, 3, 20), date(2026, 4, 8), "UTC"))

    assert (report.previous.from_date, report.previous.to_date) == (date(2026, 2, 28), date(2026, 3, 19))
    assert (report.current.figures.received, report.previous.figures.received) == (2, 1)


def test_a_day_is_one_of_the_time_zone(world: World, customer: UUID) -> None:
    world.now = world.now.replace(day=31, hour=22)  # in Berlin it is midnight, and April
    received(world, customer)

    assert reported(world).current.figures.received == 0
    assert reported(world, Period(MARCH.first, MARCH.last, "UTC")).current.figures.received == 1
    assert sum(part.figures.received for part in reported(world, Period(MARCH.first, MARCH.last, "UTC")).parts) == 1


def test_it_is_cut_into_weeks_from_monday_and_months() -> None:
    long = Period(date(2026, 1, 30), date(2026, 3, 2), "UTC")

    assert [(str(part.first), str(part.last)) for part in long.parts(Interval.MONTH)] == [
        ("2026-01-30", "2026-01-31"),
        ("2026-02-01", "2026-02-28"),
        ("2026-03-01", "2026-03-02"),
    ]
    assert [str(part.first) for part in long.parts(Interval.WEEK)][:3] == ["2026-01-30", "2026-02-02", "2026-02-09"]
    assert (MARCH.usual_interval, long.usual_interval) == (Interval.DAY, Interval.WEEK)
    assert Period(date(2026, 1, 1), date(2026, 12, 31), "UTC").usual_interval is Interval.MONTH
    assert [len([*MARCH.parts(interval)]) for interval in Interval] == [31, 6, 1]


def test_nights_on_which_clocks_are_changed_have_their_length() -> None:
    spring, autumn = (Period(day, day, "Europe/Berlin") for day in (date(2026, 3, 29), date(2026, 10, 25)))

    assert (spring.end - spring.start, autumn.end - autumn.start) == (23 * HOUR, 25 * HOUR)


def test_without_days_it_is_about_the_last_thirty(world: World) -> None:
    period = ReportQuery().period(world.now, CustomerManagement(business_time_zone="Pacific/Auckland"))

    assert (period.first, period.last, period.zone) == (date(2026, 2, 1), date(2026, 3, 2), "Pacific/Auckland")


@mark.parametrize(
    ("asked", "field"),
    [
        ({"fromDate": "2026-03-02", "toDate": "2026-03-01"}, "fromDate"),
        ({"fromDate": "2025-01-01", "toDate": "2026-03-01"}, "fromDate"),
        ({"fromDate": "0001-01-01", "toDate": "0001-01-02"}, "toDate"),
        ({"toDate": "0001-01-05"}, "toDate"),
        ({"fromDate": "9999-12-01", "toDate": "9999-12-31"}, "toDate"),
        ({"fromDate": "9999-12-31"}, "fromDate"),
        ({"fromDate": "2026-01-01", "toDate": "2026-06-01", "interval": "day"}, "interval"),
    ],
)
def test_what_is_no_time_for_a_report_is_refused(world: World, asked: dict[str, str], field: str) -> None:
    query = ReportQuery.model_validate(asked, strict=False)
    with raises(Invalid) as refused:
        query.period(world.now, CustomerManagement())
    assert [*refused.value.fields] == [field]


def test_the_file_has_a_line_for_each_and_no_formula(world: World, customer: UUID) -> None:
    received(world, customer, "=1+1")

    lines = [*csv.DictReader(io.StringIO(file_of(reported(world, interval=Interval.MONTH)).decode()))]

    assert [(line["part"], line["fromDate"], line["received"]) for line in lines] == [
        ("current", "2026-03-01", "1"),
        ("previous", "2026-01-29", "0"),
        ("month", "2026-03-01", "1"),
        ("cause", "2026-03-01", "1"),
    ]
    assert (lines[3]["rootCause"], lines[0]["reopenRate"], lines[0]["satisfactionScore"]) == ("'=1+1", "0.0", "")


def test_the_page_shows_what_somebody_typed_as_text(world: World, customer: UUID) -> None:
    received(world, customer, "<script>alert(1)</script>")

    html = page(reported(world))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script" not in html


def test_a_customer_that_is_gone_still_counts(world: World, customer: UUID) -> None:
    received(world, customer)
    world.archives(customer)

    assert reported(world).current.figures.received == 1

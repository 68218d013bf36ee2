"""The report of complaints for people: a page without scripts, and a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from shared.complaints.periods import Interval
from shared.complaints.report_responses import Compensation, ComplaintFigures, ComplaintReport, ReportCause, ReportPart
from shared.contacts.list_files import guarded
from shared.platform.web.pages.charts import Column, columns
from shared.platform.web.pages.rendering import render
from shared.platform.web.reply import Reply

COLUMNS = (
    "part",
    "fromDate",
    "toDate",
    "rootCause",
    "received",
    "resolved",
    "firstResponseHours",
    "resolutionHours",
    "resolutionBusinessHours",
    "firstResponseBreachRate",
    "resolutionBreachRate",
    "reopenRate",
    "satisfactionScore",
    "satisfactionAnswers",
    "satisfiedRate",
    "compensation",
)
UNKNOWN = "–"


class Figure(NamedTuple):
    """A figure, and what it was in the time before."""

    name: str
    now: str
    before: str


def file_of(report: ComplaintReport) -> bytes:
    """A line for the whole time, the time before, each part of it, and each cause."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for kind, part in (("current", report.current), ("previous", report.previous)):
        table.writerow(_line(kind, part.from_date, part.to_date, "", part.figures))
    for part in report.parts:
        table.writerow(_line(report.interval, part.from_date, part.to_date, "", part.figures))
    for cause in report.causes:
        whole = report.current
        table.writerow(_line("cause", whole.from_date, whole.to_date, cause.root_cause or "", cause))
    return text.getvalue().encode()


def _line(kind: str, first: date, last: date, cause: str, figures: ComplaintFigures | ReportCause) -> list[object]:
    shown = figures.model_dump(mode="json", by_alias=True, exclude_none=True)
    shown["compensation"] = _paid(figures.compensation)
    return [kind, first, last, guarded(cause), *(shown.get(name, "") for name in COLUMNS[4:])]


def page_of(report: ComplaintReport) -> Reply[bytes]:
    """What a person wants to know: the figures beside those of before, and how they went."""
    parts = [(_name(part, report.interval), part.figures) for part in report.parts]
    received = [Column(name, figures.received, str(figures.received)) for name, figures in parts]
    late = [
        Column(name, figures.resolution_breach_rate or 0, _percent(figures.resolution_breach_rate))
        for name, figures in parts
    ]
    return render(
        "complaints/report.html",
        about=f"{report.current.from_date:%d %b %Y} to {report.current.to_date:%d %b %Y}, {report.time_zone}",
        before=f"{report.previous.from_date:%d %b %Y} to {report.previous.to_date:%d %b %Y}",
        as_of=f"{report.as_of:%d %b %Y, %H:%M} UTC",
        figures=[*_figures(report.current.figures, report.previous.figures)],
        received=columns(f"Complaints received by {report.interval}", received),
        late=columns(f"Share resolved late by {report.interval}", late, tone="bad"),
        parts=[
            (name, figures.received, figures.resolved, _percent(figures.resolution_breach_rate))
            for name, figures in parts
        ],
        causes=[
            (one.root_cause or UNKNOWN, one.received, _percent(one.resolution_breach_rate), _paid(one.compensation))
            for one in report.causes
        ],
    )


def _figures(now: ComplaintFigures, before: ComplaintFigures) -> Iterator[Figure]:
    yield Figure("Received", f"{now.received:,}", f"{before.received:,}")
    yield Figure("Resolved", f"{now.resolved:,}", f"{before.resolved:,}")
    for name, field in (
        ("Hours to first answer", "first_response_hours"),
        ("Hours to resolution", "resolution_hours"),
        ("In business hours", "resolution_business_hours"),
        ("Satisfaction, 1 to 5", "satisfaction_score"),
    ):
        yield Figure(name, *(_number(getattr(one, field)) for one in (now, before)))
    for name, field in (
        ("Answered late", "first_response_breach_rate"),
        ("Resolved late", "resolution_breach_rate"),
        ("Reopened", "reopen_rate"),
        ("Content", "satisfied_rate"),
    ):
        yield Figure(name, *(_percent(getattr(one, field)) for one in (now, before)))
    yield Figure("Compensation", _paid(now.compensation) or UNKNOWN, _paid(before.compensation) or UNKNOWN)


def _name(part: ReportPart, interval: Interval) -> str:
    if interval is Interval.DAY:
        return f"{part.from_date:%d %b %Y}"
    if interval is Interval.WEEK:
        return f"Week of {part.from_date:%d %b %Y}"
    return f"{part.from_date:%b %Y}"


def _paid(amounts: Iterable[Compensation]) -> str:
    return "; ".join(f"{one.amount:.2f} {one.currency}" for one in amounts)


def _number(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:,.1f}"


def _percent(value: float | None) -> str:
    return UNKNOWN if value is None else f"{value:.1%}"

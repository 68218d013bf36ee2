"""What the report of complaints says (decision 0063)."""

from datetime import date, datetime
from typing import Annotated

from shared.complaints import fields as f
from shared.complaints.periods import Interval
from shared.platform.web.schemas import Money, Response, described

HOUR = 3.5
RATE = 0.12


class Compensation(Response):
    """What was paid in a currency."""

    currency: Annotated[str, f.COMPENSATION_CURRENCY]
    amount: Annotated[Money, f.COMPENSATION_AMOUNT]


class ComplaintFigures(Response):
    """What became of complaints that were received in a time. Rates are of 1; null where there is nothing to tell."""

    received: Annotated[int, described("How many were received.", 42)]
    resolved: Annotated[int, described("How many of them are resolved or closed.", 40)]
    first_response_hours: Annotated[float, described("Hours to the first answer, on average.", HOUR)] | None
    resolution_hours: Annotated[float, described("Hours to the first resolution, on average.", HOUR)] | None
    resolution_business_hours: Annotated[float, described("The same in business hours.", HOUR)] | None
    first_response_breach_rate: (
        Annotated[float, described("Of those received: answered late, or late and not answered.", RATE)] | None
    )
    resolution_breach_rate: (
        Annotated[float, described("Of those received: resolved late, or late and not resolved.", RATE)] | None
    )
    reopen_rate: Annotated[float, described("Of those received: taken up again.", RATE)] | None
    satisfaction_score: (
        Annotated[float, described("How content customers say they are, 1 to 5, on average.", 4.2)] | None
    )
    satisfaction_answers: Annotated[int, described("How many said so.", 12)]
    satisfied_rate: Annotated[float, described("Content ones among those of whom it is known.", RATE)] | None
    compensation: Annotated[tuple[Compensation, ...], described("What was paid, by currency.")]


class ReportPart(Response):
    """A part of the time, or the time before."""

    from_date: Annotated[date, described("Its first day.")]
    to_date: Annotated[date, described("Its last day.")]
    figures: Annotated[ComplaintFigures, described("What became of what was received then.")]


class ReportCause(Response):
    """Complaints of one cause."""

    root_cause: Annotated[str, f.ROOT_CAUSE] | None
    received: Annotated[int, described("How many were received.", 42)]
    resolution_breach_rate: (
        Annotated[float, described("Of those: resolved late, or late and not resolved.", RATE)] | None
    )
    compensation: Annotated[tuple[Compensation, ...], described("What was paid, by currency.")]


class ComplaintReport(Response):
    """Complaints received in a time, and in as many days right before."""

    as_of: Annotated[datetime, described("When this was so.")]
    time_zone: Annotated[str, described("Whose days these are.", "Europe/Berlin")]
    interval: Annotated[Interval, described("How the time is cut.", "day")]
    current: Annotated[ReportPart, described("The time that was asked for.")]
    previous: Annotated[ReportPart, described("As many days right before.")]
    parts: Annotated[tuple[ReportPart, ...], described("The time that was asked for, cut.")]
    causes: Annotated[tuple[ReportCause, ...], described("By root cause, the most frequent 50 first.")]

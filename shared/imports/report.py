"""An import's report: one page without scripts, for a person to look at."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from shared.imports import queries
from shared.imports.model import UNDO_WITHIN
from shared.imports.responses import ColumnResponse, ImportResponse, RowErrorResponse, UnderstoodResponse
from shared.imports.values import ImportStatus, Outcome
from shared.platform.web.pages.rendering import render
from shared.platform.web.paging import Window
from shared.platform.web.reply import Reply

STATUSES = {
    ImportStatus.PROCESSING: ("Processing", "info"),
    ImportStatus.COMPLETED: ("Completed", "good"),
    ImportStatus.COMPLETED_WITH_ERRORS: ("Completed with errors", "warn"),
    ImportStatus.FAILED: ("Failed", "bad"),
    ImportStatus.CANCELLED: ("Cancelled", "muted"),
    ImportStatus.UNDONE: ("Undone", "muted"),
}
"""In words, and the tone of the stylesheet."""
OUTCOMES = {
    Outcome.CREATED: ("Created", "good"),
    Outcome.UPDATED: ("Updated", "info"),
    Outcome.FAILED: ("Failed", "bad"),
    Outcome.UNDONE: ("Undone", "muted"),
    Outcome.KEPT: ("Kept, changed since", "warn"),
}
SHOWN_ERRORS = 20
SHOWN_REASONS = 20
SHOWN_WARNINGS = 50
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
REFRESH_SECONDS = 2
WORDS = {
    "firstName": "First name",
    "lastName": "Last name",
    "fullName": "First and last name",
    "email": "E-mail address",
    "phone": "Phone",
    "position": "Position",
    "tags": "Tags",
    "customerId": "The customer, by its id",
    "customerNumber": "The customer, by its number",
    "companyName": "The customer, by its name",
}
"""What fields are called for people."""


class Bar(NamedTuple):
    """A part of the chart, in percent of its width."""

    label: str
    tone: str
    start: float
    share: float


def page_of(session: Session, import_id: UUID, *, now: datetime, duplicates: int = 0) -> Reply[bytes]:
    """An import's report as a page; `duplicates` are pairs of customers it made. Raises ImportNotFound."""
    one = queries.load_import(session, import_id, now=now)
    first = queries.errors_of(session, import_id, Window(1, SHOWN_ERRORS, None, ""))
    reasons = queries.reasons_of(session, import_id, most=SHOWN_REASONS)
    one = one.model_copy(update={"possible_duplicates": duplicates})
    return page(one, queries.outcomes(session, import_id), reasons, first.items, now)


def page(
    one: ImportResponse,
    outcomes: Mapping[Outcome, int],
    reasons: Sequence[queries.Reason],
    errors: Sequence[RowErrorResponse],
    now: datetime,
) -> Reply[bytes]:
    """The report. While the import runs the page renews itself."""
    running = one.status is ImportStatus.PROCESSING
    status, tone = STATUSES[one.status]
    return render(
        "imports/report.html",
        refresh=REFRESH_SECONDS if running else None,
        one=one,
        running=running,
        status=status,
        tone=tone,
        about=[*filter(None, [one.format, f"by {one.created_by}", f"{one.created_at:%d %b %Y, %H:%M} UTC"])],
        figures=_figures(one, now),
        bars=[*_bars(outcomes)],
        reasons=reasons,
        errors=errors,
        words=WORDS,
        undoable=_is_undoable(one, now),
        undo_until=one.finished_at and f"{one.finished_at + UNDO_WITHIN:%d %b %Y, %H:%M} UTC",
        error_count=f"{one.failed_records + one.kept_records:,}",
        facts=_facts(one.understood) if one.understood else [],
        columns=_told(one.understood) if one.understood else [],
        warnings=(one.warnings or ())[:SHOWN_WARNINGS],
        warning_count=f"{one.warning_count or 0:,}",
    )


def _is_undoable(one: ImportResponse, now: datetime) -> bool:
    ended = one.status in (ImportStatus.COMPLETED, ImportStatus.COMPLETED_WITH_ERRORS) and not one.dry_run
    return ended and one.finished_at is not None and now < one.finished_at + UNDO_WITHIN


def _figures(one: ImportResponse, now: datetime) -> list[tuple[str, str]]:
    figures = [("Rows", one.processed_records), ("Imported", one.successful_records), ("Failed", one.failed_records)]
    shown = [(name, f"{count:,}") for name, count in figures]
    if one.possible_duplicates:
        shown.append(("Possible duplicates", f"{one.possible_duplicates:,}"))
    if one.rows_per_second:
        shown.append(("Rows a second", f"{one.rows_per_second:,.0f}"))
    if one.status is ImportStatus.PROCESSING and one.progress is not None:
        shown.append(("Read", f"{one.progress:.0%}"))
    if one.estimated_end:
        shown.append(("Seconds left, about", f"{max((one.estimated_end - now).total_seconds(), 0):,.0f}"))
    return shown


def _facts(read: UnderstoodResponse) -> list[tuple[str, str]]:
    """How the file was read, as far as it applies to its format."""
    facts = {
        "Encoding": read.encoding,
        "Delimiter": read.delimiter and DELIMITERS.get(read.delimiter, read.delimiter),
        "Header row": read.header_row and f"{read.header_row:,}",
        "Sheets": ", ".join(read.sheets),
        "Skipped sheets": "; ".join(f"{one.sheet}: {one.reason}" for one in read.skipped_sheets),
    }
    return [(name, fact) for name, fact in facts.items() if fact]


def _told(read: UnderstoodResponse) -> list[ColumnResponse]:
    """The columns that became a field or have values; those of no header and no value are left out."""
    return [one for one in read.columns if one.field or one.sample]


def _bars(outcomes: Mapping[Outcome, int]) -> Iterator[Bar]:
    """One bar, cut by outcome."""
    total, start = sum(outcomes.values()), 0.0
    for outcome, (name, tone) in OUTCOMES.items():
        if count := outcomes.get(outcome, 0):
            share = 100 * count / total
            yield Bar(f"{name}: {count:,} ({count / total:.1%})", tone, round(start, 3), round(share, 3))
            start += share

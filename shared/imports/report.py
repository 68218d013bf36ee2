"""An import's report: one page without scripts, for a person to look at."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from uuid import UUID

from sqlalchemy.orm import Session

from shared.imports import queries
from shared.imports.responses import ImportResponse, RowErrorResponse
from shared.imports.values import ImportStatus, Outcome
from shared.platform.web.paging import Window

COLOURS = {
    Outcome.CREATED: ("Created", "#2a9d6f"),
    Outcome.UPDATED: ("Updated", "#3a86c8"),
    Outcome.FAILED: ("Failed", "#d1495b"),
    Outcome.UNDONE: ("Undone", "#8d99ae"),
    Outcome.KEPT: ("Kept, changed since", "#e9a23b"),
}
HEADERS = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "Cache-Control": "no-store"}
SHOWN_ERRORS = 20
WIDTH = 720

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{refresh}<title>Import of {name}</title>
<style>
:root {{ color-scheme: light dark; --line: #8884; }}
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: {width}px; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.5rem; margin: 0; overflow-wrap: anywhere; }}
.status {{ color: #888; margin: .25rem 0 1.5rem; }}
dl {{ display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 0 0 1rem; }}
dt {{ color: #888; font-size: .85rem; }}
dd {{ margin: 0; font-size: 1.6rem; font-variant-numeric: tabular-nums; }}
svg {{ width: 100%; height: 2rem; border-radius: .4rem; }}
ul.legend {{ list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; padding: 0; margin: .5rem 0 2rem; }}
.legend i {{ display: inline-block; width: .8em; height: .8em; border-radius: .2em; margin-right: .4em; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; padding: .35rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }}
td:first-child {{ font-variant-numeric: tabular-nums; }}
td:nth-child(3) {{ white-space: nowrap; }}
.reason {{ border-left: 4px solid #d1495b; padding: .5rem 1rem; }}
</style>
<h1>Import of {name}</h1>
<p class="status">{status}</p>
{reason}<dl>{figures}</dl>
{chart}{errors}</html>
"""


def page_of(session: Session, import_id: UUID, *, now: datetime) -> bytes:
    """An import's report as HTML. Raises ImportNotFound."""
    one = queries.load_import(session, import_id, now=now)
    first = queries.errors_of(session, import_id, Window(1, SHOWN_ERRORS, None, ""))
    return page(one, queries.outcomes(session, import_id), first.items, now)


def page(
    one: ImportResponse, outcomes: Mapping[Outcome, int], errors: Sequence[RowErrorResponse], now: datetime
) -> bytes:
    """The report as HTML. While the import runs the page renews itself."""
    running = one.status is ImportStatus.PROCESSING
    text = PAGE.format(
        refresh='<meta http-equiv="refresh" content="2">\n' if running else "",
        name=escape(one.file_name),
        width=WIDTH,
        status=escape(_status(one)),
        reason=f'<p class="reason">{escape(one.failure_reason)}</p>\n' if one.failure_reason else "",
        figures="".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in _figures(one, now)),
        chart=_chart(outcomes),
        errors=_errors(errors, one.failed_records + one.kept_records),
    )
    return text.encode("utf-8", "replace")


def _status(one: ImportResponse) -> str:
    parts = ["Dry run, nothing was changed" if one.dry_run else None, one.status, one.format, f"by {one.created_by}"]
    return " · ".join([*filter(None, parts), f"{one.created_at:%d %b %Y, %H:%M} UTC"])


def _figures(one: ImportResponse, now: datetime) -> list[tuple[str, str]]:
    figures = [("Rows", one.processed_records), ("Imported", one.successful_records), ("Failed", one.failed_records)]
    shown = [(name, f"{count:,}") for name, count in figures]
    if one.rows_per_second:
        shown.append(("Rows a second", f"{one.rows_per_second:,.0f}"))
    if one.status is ImportStatus.PROCESSING and one.progress is not None:
        shown.append(("Read", f"{one.progress:.0%}"))
    if one.estimated_end:
        shown.append(("Seconds left, about", f"{max((one.estimated_end - now).total_seconds(), 0):,.0f}"))
    return shown


def _chart(outcomes: Mapping[Outcome, int]) -> str:
    """One bar, cut by outcome."""
    total = sum(outcomes.values())
    if not total:
        return ""
    bars, legend, left = [], [], 0.0
    for outcome, (name, colour) in COLOURS.items():
        if count := outcomes.get(outcome, 0):
            width = WIDTH * count / total
            bars.append(f'<rect x="{left:.2f}" width="{width:.2f}" height="32" fill="{colour}"/>')
            legend.append(f'<li><i style="background:{colour}"></i>{name}: {count:,} ({count / total:.1%})</li>')
            left += width
    label = ", ".join(f"{COLOURS[outcome][0]} {count}" for outcome, count in outcomes.items())
    return (
        f'<svg viewBox="0 0 {WIDTH} 32" preserveAspectRatio="none" role="img" aria-label="{escape(label)}">'
        f'{"".join(bars)}</svg>\n<ul class="legend">{"".join(legend)}</ul>\n'
    )


def _errors(errors: Sequence[RowErrorResponse], total: int) -> str:
    if not errors:
        return ""
    rows = "".join(
        f"<tr><td>{one.row:,}<td>{escape(one.column or '')}<td>{escape(one.code)}<td>{escape(one.message)}"
        for one in errors
    )
    head = "<thead><tr><th>Row<th>Column<th>Code<th>What is wrong</thead>"
    return f"<h2>First errors</h2>\n<p>{len(errors)} of {total:,}</p>\n<table>{head}<tbody>{rows}</table>\n"

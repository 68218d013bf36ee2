"""Charts as SVG in a page: no script, no style of their own, and every word escaped.

A chart is told of in words, too: its label says what it shows, and each column says its value when it is pointed at.
Beside it stands a table with the same numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markupsafe import Markup

GAP = 0.2
"""Of a column's place."""


class Column(NamedTuple):
    """A column: what it is of, its value, and how that is written."""

    name: str
    value: float
    shown: str


def columns(label: str, shown: Sequence[Column], *, tone: str = "info") -> Markup:
    """Columns side by side, the highest as high as the chart; `tone` is a class of the stylesheet."""
    from markupsafe import Markup

    highest = max((one.value for one in shown), default=0) or 1
    bars = Markup("").join(
        Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>').format(
            tone, place + GAP / 2, _n(100 - height), _n(1 - GAP), _n(height), one.name, one.shown
        )
        for place, one in enumerate(shown)
        for height in (max(0.0, 100 * one.value / highest),)
    )
    return Markup(
        '<svg class="chart columns" viewBox="0 0 {} 100" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
        '<p class="ends"><span>{}</span><span>{}</span></p>'
    ).format(max(len(shown), 1), label, bars, shown[0].name if shown else "", shown[-1].name if len(shown) > 1 else "")


def _n(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")

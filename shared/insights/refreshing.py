"""The timer's work: customers that are due are claimed, made anew side by side, and kept, within a budget of time."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import TYPE_CHECKING

from shared.insights.future import Models, load_models
from shared.insights.making import Made, make
from shared.insights.portraits import Portrait, portraits
from shared.insights.refresh_commands import ClaimDue, KeepRefreshed
from shared.kernel.ids import new_id
from shared.platform.observability import telemetry
from shared.platform.persistence.passing_errors import is_outage
from shared.platform.persistence.reading import ask

if TYPE_CHECKING:
    from shared.platform.app import App

SECONDS = 240.0
"""Of one run: a timer's function may take five minutes."""
TOGETHER, TOGETHER_REMOTE = 100, 16
"""Customers claimed at once: of our own model many, since what is read and written together is read and written
quickly; of one that takes seconds few, so that little is lost by a kill."""
THREADS = 8

log = logging.getLogger(__name__)


@cache
def _threads() -> ThreadPoolExecutor:
    """Of their own: requests never wait behind them."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="insights")


def refresh_due(app: App, *, seconds: float = SECONDS) -> int:
    """Makes insights anew while there are any due and there is time; returns how many it made.

    Where a service is away, what is known stays, marked as stale, and the run ends: the next one tries again.
    """
    if not app.settings.business.enable_ai_insights:
        return 0
    ends, total = time.monotonic() + seconds, 0
    models = ask(app.database, load_models)
    together = TOGETHER_REMOTE if app.ai.model_is_remote else TOGETHER
    while time.monotonic() < ends:
        owner = new_id()
        claimed = app.mediator.send(ClaimDue(owner, together)).ids
        if not claimed:
            break
        read_at = app.clock()
        found = ask(app.database, portraits, claimed, read_at, app.settings.business)
        agreeing = {id: one for id, one in found.items() if one.customer.agrees}
        made = dict(zip(agreeing, _made(app, agreeing.values(), models), strict=True))
        failures = {id: one.failure for id, one in made.items() if one.failure}
        for failure in failures.values():
            if not is_outage(failure):
                log.warning("Insights could not be made: %s", type(failure).__name__)
        kept = KeepRefreshed(
            owner,
            read_at,
            [one.insight for one in made.values() if one.insight],
            [finding for one in made.values() for finding in one.findings],
            {id: reason_of(failure) for id, failure in failures.items()},
            [id for id in claimed if id not in made],
            {id: one.silent for id, one in agreeing.items() if one.silent},
        )
        total += app.mediator.send(kept)
        telemetry.count("insights.made", len(kept.insights))
        telemetry.count("insights.stale", len(kept.stale))
        if failures and len(failures) == len(made):
            break
    return total


def _made(app: App, some: Collection[Portrait], models: Models) -> Iterator[Made]:
    """Side by side where others are waited for; our own model needs the processor, and one thread uses it."""
    do = partial(make, app.ai, models=models)
    return _threads().map(do, some) if app.ai.model_is_remote else map(do, some)


def reason_of(failure: Exception) -> str:
    """Why an insight is stale; names nobody and quotes nothing."""
    return f"{failure}"[:200] if type(failure).__module__.startswith("shared.") else type(failure).__name__

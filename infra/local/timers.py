"""Timer triggers: NCRONTAB schedules that remember, across restarts, when they ran and when they should have."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from azure_functions_runtime.bindings.datumdef import Datum
from croniter import croniter

from infra.local.expressions import resolved
from infra.local.state import State
from infra.local.worker import Function
from infra.refusal import Refusal

type Run = Callable[[Function, Datum], Awaitable[bool]]


class BadSchedule(Refusal):
    """The text is not a schedule Azure would take."""


def occurrences(schedule: str, after: datetime) -> Any:
    """An iterator of the moments of an NCRONTAB schedule, in UTC. Raises BadSchedule."""
    fields = schedule.split()
    if len(fields) != 6:
        raise BadSchedule(f"{schedule!r} needs six fields: second minute hour day month day-of-week.")
    if re.search(r"(?<!\d)7(?!\d)", fields[5].partition("/")[0]):
        raise BadSchedule(f"{schedule!r}: days of the week are 0 (Sunday) to 6.")
    try:
        return croniter(schedule, after, second_at_beginning=True, day_or=False)
    except (ValueError, KeyError) as wrong:
        raise BadSchedule(f"{schedule!r}: {wrong}") from wrong


class TimerTrigger:
    """One function on its schedule."""

    def __init__(self, function: Function, state: State, run: Run) -> None:
        self.function, self._state, self._run = function, state, run
        declared = str(function.trigger["schedule"])
        self._schedule = resolved(declared)
        try:
            occurrences(self._schedule, datetime.now(UTC))
        except BadSchedule as wrong:
            raise BadSchedule(f"{declared.strip('%')} is no schedule: {wrong}") from None

    async def serve(self) -> None:
        """Fires for ever; at once if an occurrence was missed or the function asks to run on startup."""
        last, due = self._state.timer(self.function.name)
        past_due = due is not None and due <= datetime.now(UTC)
        fire = past_due or bool(self.function.trigger.get("runOnStartup"))
        while True:
            if fire:
                last = datetime.now(UTC)
                await self._run(self.function, self.info(last=last, past_due=past_due))
            due = self._next(datetime.now(UTC))
            self._state.set_timer(self.function.name, last, due)
            while (rest := (due - datetime.now(UTC)).total_seconds()) > 0:
                await asyncio.sleep(rest)
            past_due, fire = False, True

    def info(self, *, last: datetime | None = None, past_due: bool = False) -> Datum:
        """What the function gets to know of its timer."""
        before = last.isoformat() if last else "0001-01-01T00:00:00+00:00"
        status = {"Last": before, "Next": self._next(datetime.now(UTC)).isoformat(), "LastUpdated": before}
        info = {"Schedule": {"AdjustForDST": True}, "ScheduleStatus": status, "IsPastDue": past_due}
        return Datum(json.dumps(info), "json")

    def _next(self, after: datetime) -> datetime:
        moment: datetime = occurrences(self._schedule, after).get_next(datetime)
        return moment

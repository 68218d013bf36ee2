"""How a merge, and its undo, go from step to step (Durable Functions).

An orchestrator runs again from its beginning after each step and must do the same each time: it knows its input and
what its activities answered, no clock, no settings, no list of this version of the code.
"""

from collections.abc import Generator
from datetime import timedelta
from typing import Any

STEPS_AT_ONCE = 40
"""Activities of one history: then it begins anew, so that no history grows with what there is to move."""
REST = timedelta(seconds=30)
"""How long a merge rests when a step fails again and again; it goes on then, until it is done."""

type Steps = Generator[Any, Any, dict[str, Any] | None]


def merge(context: Any, retry: Any) -> Steps:
    """Contacts, then each kind of row, then all that is left. Input: `mergeId`, `kinds`, and where to go on."""
    work: dict[str, Any] = context.get_input()
    return (yield from _carried_out(context, retry, work, "take_over_contacts", "move_records", "complete_merge"))


def undo(context: Any, retry: Any) -> Steps:
    """Each kind of row, then all that is left. Input as of a merge."""
    work: dict[str, Any] = context.get_input()
    return (yield from _carried_out(context, retry, work, None, "return_records", "complete_undo"))


def _carried_out(context: Any, retry: Any, work: dict[str, Any], first: str | None, each: str, last: str) -> Steps:
    id, steps = work["mergeId"], 0
    try:
        if first and not work.get("begun"):
            begun = yield context.call_activity_with_retry(first, retry, id)
            if not begun["goesOn"]:
                return {"status": "Failed"}
            work = {**work, "begun": True}
        while work["kinds"]:
            what = work["kinds"][0]
            context.set_custom_status({"moving": what, "moved": work.get("moved", 0)})
            done = yield context.call_activity_with_retry(each, retry, {"mergeId": id, "what": what})
            work = {**work, "moved": work.get("moved", 0) + done["moved"]}
            if done["isLast"]:
                work = {**work, "kinds": work["kinds"][1:]}
            steps += 1
            if steps == STEPS_AT_ONCE:
                context.continue_as_new(work)
                return None
        ended: dict[str, Any] = yield context.call_activity_with_retry(last, retry, id)
        return ended
    except Exception as failure:
        context.set_custom_status({"waitsAfter": type(failure).__name__})
        yield context.create_timer(context.current_utc_datetime + REST)
        context.continue_as_new(work)
        return None

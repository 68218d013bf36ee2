"""Triggers of merges: their API (specification §5.1.7), and the orchestrations that carry them out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared import concepts, merges
from shared.composition import app
from shared.merges.names import MERGES
from shared.platform import web
from shared.platform.triggers import Triggers
from shared.platform.web.reply import Reply
from shared.platform.web.request_context import RequestContext
from shared.platform.web.roles import MANAGERS
from shared.platform.web.routes import Json

if TYPE_CHECKING:
    from shared.merges.events import MergeReady
    from shared.merges.model import Merge
    from shared.platform.orchestrations import Orchestration

WAIT_SECONDS, LOOK_SECONDS = 5.0, 0.1
"""How long a request waits for its merge, and how often it looks."""
SILENCE = timedelta(minutes=3)
"""After which a merge is handed out again: longer than any of its steps takes."""
REFUSED = ("CUST-001", "CUST-003", "CONT-004")

triggers = Triggers("Merges", app, "Customers that are one and the same become one: previewed, carried out, undone.")


def _accepted(one: Merge) -> Reply[merges.responses.MergeResponse]:
    entities = merges.commands.entities(one.stays, concepts.merging())
    response = merges.responses.MergeResponse.of(one, tuple(entities))
    return Reply(response, location=f"customers/merges/{one.id}", status=202)


def _carried_out(
    accepted: Reply[merges.responses.MergeResponse], call: RequestContext
) -> Reply[merges.responses.MergeResponse]:
    """The merge as it is when it is done, if that is soon; until then it is only accepted."""
    assert isinstance(accepted.body, merges.responses.MergeResponse)
    assert accepted.body.merge_id
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        time.sleep(LOOK_SECONDS)
        if not call.ask(merges.queries.find_merge, accepted.body.merge_id).is_unfinished:
            done = call.ask(merges.queries.load_merge, accepted.body.merge_id, concepts.merging())
            return Reply(done, location=accepted.location)
    return accepted


UNFINISHED: Mapping[int, Json] = {202: {"completedAt": None}}
"""It takes longer than a few seconds."""


@triggers.route("POST", "customers/merge", roles=MANAGERS, versioned=False, also=UNFINISHED, errors=REFUSED)
def merge_customers(body: merges.requests.MergeRequest, call: RequestContext) -> Reply[merges.responses.MergeResponse]:
    """Merge a customer into another.

    The source takes no change from then on. Its contacts, messages, complaints and all else go to the target; who both
    have as a contact is one; what anybody refused stays refused. The source ends archived, and its id stands for the
    target. 200 once it is done, 202 if that takes longer than a few seconds: look at `Location`. With `dryRun` nothing
    is changed: `preview` shows what would move, which fields win and what is refused.
    """
    command = merges.commands.StartMerge(
        source_id=body.source_customer_id,
        target_id=body.target_customer_id,
        stays=body.merge_options.stays(),
        choices=body.field_choices.choices(),
    )
    if body.dry_run:
        limit = app().settings.business.max_contacts_per_customer
        return call.kept(Reply(call.ask(merges.preview.preview, command, concepts.merging(), limit)))
    return _carried_out(call.send(command, _accepted), call)


@triggers.route("GET", "customers/merges", roles=MANAGERS)
def list_merges(
    query: merges.requests.MergeQuery, call: RequestContext
) -> Reply[web.paging.Page[merges.responses.MergeResponse]]:
    """List merges, the newest first."""
    window = call.window(query, of="merges")
    return Reply(call.ask(merges.queries.list_merges, query, window, concepts.merging()))


@triggers.route("GET", "customers/merges/{merge_id}", roles=MANAGERS, versioned=False, errors=("MERGE-001",))
def get_merge(merge_id: UUID, call: RequestContext) -> Reply[merges.responses.MergeResponse]:
    """Show a merge, and how far it is."""
    return Reply(call.ask(merges.queries.load_merge, merge_id, concepts.merging()))


@triggers.route(
    "POST",
    "customers/merges/{merge_id}/undo",
    roles=MANAGERS,
    versioned=False,
    also=UNFINISHED,
    errors=("MERGE-001", "MERGE-002", "CUST-003"),
)
def undo_merge(merge_id: UUID, call: RequestContext) -> Reply[merges.responses.MergeResponse]:
    """Undo a merge of the last 30 days: 200 once it is done, 202 if that takes longer than a few seconds.

    What moved goes back, and both have the fields of before. What came later stays with the target: `laterRecords`
    counts it, `keptFields` names what was changed since. What anybody refused stays refused, on both sides. Refused if
    one of the two was erased, the target was merged itself, or somebody else has one of their addresses by now.
    """
    command = merges.undo_commands.StartUndo(merge_id, concepts.merging())
    return _carried_out(call.send(command, _accepted), call)


@triggers.starter(MERGES)
def start_merge(event: MergeReady) -> Orchestration | None:
    """A merge is to be carried out, or undone."""
    from shared.platform.orchestrations import Orchestration

    with app().database.reading() as session:
        one = merges.queries.find_merge(session, event.merge_id)
    if not one.is_unfinished or one.orchestration != event.orchestration:
        return None
    kinds = merges.activities.kinds_to_move(one, concepts.merging())
    name = event.orchestration
    return Orchestration(name, f"{name}-{one.id}", {"mergeId": str(one.id), "kinds": kinds})


@triggers.orchestrator()
def carry_out_merge(context: Any, retry: Any) -> Any:
    """Contacts first, then all that moves, then what is left of the source."""
    return merges.orchestration.merge(context, retry)


@triggers.orchestrator()
def carry_out_undo(context: Any, retry: Any) -> Any:
    """All that moved first, then the contacts."""
    return merges.orchestration.undo(context, retry)


@triggers.activity()
def take_over_contacts(merge_id: str) -> object:
    """The target has the contacts."""
    return merges.activities.take_over_contacts(app(), concepts.merging(), UUID(merge_id))


@triggers.activity()
def move_records(given: dict[str, str]) -> object:
    """Some of the rows of one kind are the target's."""
    return merges.activities.move_records(app(), concepts.merging(), UUID(given["mergeId"]), given["what"])


@triggers.activity()
def return_records(given: dict[str, str]) -> object:
    """Some of the rows of one kind are the source's again."""
    return merges.activities.return_records(app(), concepts.merging(), UUID(given["mergeId"]), given["what"])


@triggers.activity()
def complete_merge(merge_id: str) -> object:
    """The source is archived."""
    return merges.activities.complete(app(), concepts.merging(), UUID(merge_id))


@triggers.activity()
def complete_undo(merge_id: str) -> object:
    """The source is as before."""
    return merges.activities.complete(app(), concepts.merging(), UUID(merge_id), undo=True)


@triggers.timer("MERGE_SCHEDULE")
def resume_merges() -> None:
    """Hand out merges again that nobody carries on: whose message was lost, or whose hub was."""
    merges.activities.resume(app(), app().clock() - SILENCE)

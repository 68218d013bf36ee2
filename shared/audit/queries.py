"""Calls and changes in one order: two sources, each in order by itself, merged."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy import select

from shared.audit.responses import AuditEntryResponse, AuditPage
from shared.audit.values import AuditKind, Wanted
from shared.contacts.list_files import guarded
from shared.kernel.naming import camel, iso
from shared.platform.messaging.tables import domain_events
from shared.platform.persistence.keyset import row_after
from shared.platform.web.paging import Window, as_moment

if TYPE_CHECKING:
    from shared.adapters.audit import Entry
    from shared.platform.app import App

t = domain_events.c
AT_ONCE = 1_000
MOST_ROWS = 100_000
"""Rows of a file; whoever wants more asks for a shorter period."""
COLUMNS = ("at", "kind", "caller", "action", "customerId", "subjectId", "status", "traceId", "id")


class Place(NamedTuple):
    """Where an entry stands in the order."""

    at: datetime
    id: str


def page_of(app: App, wanted: Wanted, window: Window) -> AuditPage:
    """The entries of a window."""
    after = window.after_values(as_moment, lambda value: str(UUID(value)))
    found = list(islice(_merged(app, wanted, Place(*after) if after else None, window.size + 1), window.size + 1))
    shown = found[: window.size]
    last = (iso(shown[-1].at), str(shown[-1].id)) if len(found) > window.size else None
    return AuditPage(items=tuple(shown), next_cursor=window.cursor(last) if last else None)


def file_of(app: App, wanted: Wanted) -> bytes:
    """The entries of a period as CSV, the first hundred thousand."""
    text, after, count = io.StringIO(newline=""), None, 0
    table = csv.writer(text)
    table.writerow(COLUMNS)
    while count < MOST_ROWS:
        some = list(islice(_merged(app, wanted, after, AT_ONCE), AT_ONCE))
        for one in some:
            shown = one.model_dump(mode="json", by_alias=True)
            table.writerow(["" if shown[name] is None else guarded(str(shown[name])) for name in COLUMNS])
        count += len(some)
        if len(some) < AT_ONCE:
            break
        after = Place(some[-1].at, str(some[-1].id))
    return text.getvalue().encode()


def _merged(app: App, wanted: Wanted, after: Place | None, limit: int) -> Iterator[AuditEntryResponse]:
    sources: list[Iterator[AuditEntryResponse]] = []
    if wanted.kind is not AuditKind.CHANGE:
        sources.append(_calls(app, wanted, after, limit))
    if wanted.kind in (None, AuditKind.CHANGE):
        sources.append(_changes(app, wanted, after, limit))
    return merge(*sources, key=lambda one: (one.at, str(one.id)))


def _calls(app: App, wanted: Wanted, after: Place | None, limit: int) -> Iterator[AuditEntryResponse]:
    where = {
        "kind": wanted.kind,
        "caller": wanted.caller,
        "action": wanted.action and _snake(wanted.action),
        "customer_id": wanted.customer_id and str(wanted.customer_id),
    }
    named = {name: str(value) for name, value in where.items() if value is not None}
    found = app.audit.find(wanted.since, wanted.until, after=after, where=named, limit=limit)
    return map(_of_call, found)


def _of_call(one: Entry) -> AuditEntryResponse:
    return AuditEntryResponse(
        id=UUID(one.id),
        at=one.at,
        kind=AuditKind(one.kind),
        caller=one.caller,
        action=camel(one.action),
        customer_id=_id(one.customer_id),
        subject_id=_id(one.subject_id),
        status=one.status,
        trace_id=str(UUID(one.trace_id)),
    )


def _changes(app: App, wanted: Wanted, after: Place | None, limit: int) -> Iterator[AuditEntryResponse]:
    rows = select(t.Id, t.OccurredAt, t.UserId, t.EventType, t.CustomerId, t.AggregateId)
    rows = rows.where(t.OccurredAt >= wanted.since, t.OccurredAt < wanted.until)
    if wanted.caller is not None:
        rows = rows.where(t.UserId == wanted.caller)
    if wanted.customer_id is not None:
        rows = rows.where(t.CustomerId == wanted.customer_id)
    if wanted.action is not None:
        rows = rows.where(t.EventType == wanted.action)
    if after is not None:
        rows = rows.where(row_after((t.OccurredAt, t.Id), (after.at, UUID(after.id))))
    with app.database.replica_session() as session:
        found = session.execute(rows.order_by(t.OccurredAt, t.Id).limit(limit)).all()
    for id, at, by, kind, customer, aggregate in found:
        yield AuditEntryResponse(
            id=id,
            at=at,
            kind=AuditKind.CHANGE,
            caller=by or "",
            action=kind,
            customer_id=customer,
            subject_id=None if aggregate == customer else aggregate,
            status=None,
            trace_id=None,
        )


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:  # of a request whose path named no id
        return None


def _snake(name: str) -> str:
    """`getCustomer` → `get_customer`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)

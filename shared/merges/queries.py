"""What can be asked about merges."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from shared.merges.commands import entities
from shared.merges.errors import MergeNotFound
from shared.merges.mapping import MERGE
from shared.merges.model import Merge
from shared.merges.requests import MergeQuery
from shared.merges.responses import MergeResponse
from shared.merges.tables import merged_rows, merges
from shared.merges.values import MergeStatus
from shared.platform.merging import Merging, Moves
from shared.platform.persistence.aliases import AnyRow
from shared.platform.web.listing import Order, page_of
from shared.platform.web.paging import Page, Window

c, r = merges.c, merged_rows.c
NEWEST_FIRST = Order((c.CreatedAt, c.Id), descending=True)


def find_merge(session: Session, merge_id: UUID) -> Merge:
    """A merge, to be read. Raises MergeNotFound."""
    found = session.get(Merge, merge_id)
    if found is None:
        raise MergeNotFound(merge_id)
    return found


def load_merge(session: Session, merge_id: UUID, kinds: Sequence[Merging]) -> MergeResponse:
    """A merge as its resource shows it. Raises MergeNotFound."""
    one = find_merge(session, merge_id)
    remaining = sum(remaining_of(session, one, kinds)) if one.is_unfinished else 0
    return MergeResponse.of(one, tuple(entities(one.stays, kinds)), remaining)


def remaining_of(session: Session, one: Merge, kinds: Sequence[Merging]) -> list[int]:
    """How many rows of each kind have still to go, or to come back."""
    moving = [kind for kind in kinds if isinstance(kind, Moves) and one.moves(kind.what)]
    if one.status is MergeStatus.PROCESSING:
        return [rows_of(session, kind, one.source_id) for kind in moving]
    mine = (r.MergeId == one.id, r.What.in_([kind.what for kind in moving]))
    return [session.scalar(select(func.count()).select_from(merged_rows).where(*mine)) or 0]


def rows_of(session: Session, kind: Moves, customer_id: UUID) -> int:
    """How many rows of a kind a customer has."""
    counted = select(func.count()).select_from(kind.table).where(kind.table.c.CustomerId == customer_id)
    return session.scalar(counted if kind.which is None else counted.where(kind.which)) or 0


def list_merges(session: Session, asked: MergeQuery, window: Window, kinds: Sequence[Merging]) -> Page[MergeResponse]:
    """All merges, the newest first."""
    rows = select(merges)
    if asked.customer_id:
        rows = rows.where(or_(c.SourceCustomerId == asked.customer_id, c.TargetCustomerId == asked.customer_id))

    def shown(row: AnyRow) -> MergeResponse:
        one = MERGE.shown(row)
        return MergeResponse.of(one, tuple(entities(one.stays, kinds)))

    return page_of(session, MergeResponse, rows, NEWEST_FIRST, window, shown)

"""What becomes of each table's rows when two customers become one: declared by who keeps them, beside the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Table, update

from shared.platform.messaging.streams import move_streams
from shared.platform.persistence.bulk import in_values

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Moves(NamedTuple):
    """Rows with an `Id` and a `CustomerId`, which change hands; a `ContactId` follows its contact."""

    what: str
    """As merges count them, and as one may leave them out."""
    table: Table
    has_events: bool = True
    """Whether each row is an entity with events of its own, whose key goes with it."""
    which: ColumnElement[bool] | None = None
    """Only those rows."""
    with_contacts: bool = False
    """Whether they go in the commit in which the contacts go."""
    caches: Callable[[UUID], str] | None = None
    """The kind of cached query that shows a customer's rows."""


class Stays(NamedTuple):
    """Rows that stay with the archived customer, or that another rule deals with."""

    table: Table
    because: str


class Joins(NamedTuple):
    """Rows that are joined with the target's by a rule of their own, in the merge's last commit; no undo parts them."""

    table: Table
    join: Callable[[Session, UUID, UUID], None]
    """Given the source and the target, both locked."""


type Merging = Moves | Joins | Stays


class Moved(NamedTuple):
    """A row that changes hands."""

    id: UUID
    contact_id: UUID | None
    """Its contact, as it was."""


def hand_over(
    session: Session, kind: Moves, rows: Sequence[Moved], to: UUID, contacts: Sequence[tuple[UUID, UUID]]
) -> None:
    """Gives rows to another customer; `contacts` are pairs of contacts whose second takes the first's place.

    Both customers' rows are locked.
    """
    c = kind.table.c
    ids = {"ids": [row.id for row in rows]}
    these = in_values(c.Id, "ids")
    session.execute(update(kind.table).where(these).values(CustomerId=to), ids)
    for old, new in contacts:
        session.execute(update(kind.table).where(these, c.ContactId == old).values(ContactId=new), ids)
    if kind.has_events:
        move_streams(session, ids["ids"], to)

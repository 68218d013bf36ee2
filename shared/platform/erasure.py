"""What is erased of somebody: each store declared by who keeps it, so that no concept can forget its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from sqlalchemy import Table, delete, select

from shared.platform.persistence.bulk import in_values

if TYPE_CHECKING:
    from shared.platform.app import App

AT_ONCE = 1000


class Person(NamedTuple):
    """Whom an erasure is about: a customer with all of its contacts, or one contact."""

    customer_id: UUID
    contact_id: UUID | None
    """None: the whole customer."""
    marks: frozenset[str]
    """What its addresses are known by (`suppression`): nobody reads them in these."""
    gone_at: datetime
    """Since then nobody finds it, and nothing is written about it."""

    @property
    def id(self) -> UUID:
        """The entity that is erased."""
        return self.contact_id or self.customer_id


type Erase = Callable[[App, Person, str | None], str | None]
"""Erases some of it, in transactions of its own, and says where to go on; None: nothing is left.

It is given where it said; None at first. Erasing what is gone changes nothing. Raises NotYet.
"""


class NotYet(Exception):
    """Something under way may still bring what is to be erased: it is asked again when that is over."""


class Store(NamedTuple):
    """A place that may hold something about a person."""

    what: str
    """As the erasure's resource names it."""
    erase: Erase


def rows_of_customer(table: Table) -> Erase:
    """Deletes the rows of a customer's, some at a time; they have an `Id`. A contact alone has none of them."""
    c = table.c
    some = select(c.Id).order_by(c.Id).limit(AT_ONCE)

    def erase(app: App, person: Person, _place: str | None) -> str | None:
        if person.contact_id:
            return None
        with app.database.transaction() as session:
            ids = list(session.scalars(some.where(c.CustomerId == person.customer_id)))
            if ids:
                session.execute(delete(table).where(in_values(c.Id, "ids")), {"ids": ids})
            session.commit()
        return "rest" if len(ids) == AT_ONCE else None

    return erase

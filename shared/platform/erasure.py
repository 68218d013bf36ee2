"""What is erased of somebody: each store declared by who keeps it, so that no concept can forget its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    from shared.platform.app import App


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


class NotYet(Exception):
    """Something under way may still bring what is to be erased: it is asked again when that is over."""


class Store(NamedTuple):
    """A place that may hold something about a person."""

    what: str
    """As the erasure's resource names it."""
    erase: Callable[[App, Person, str | None], str | None]
    """Erases some of it, in transactions of its own, and says where to go on; None: nothing is left.

    It is given where it said; None at first. Erasing what is gone changes nothing. Raises NotYet.
    """

"""What is held about a person, to be handed out: declared by who holds it, so that no concept can forget its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

if TYPE_CHECKING:
    from shared.platform.persistence.database import Database


class Holding(NamedTuple):
    """A kind of thing that is held about customers and contacts."""

    what: str
    """As the file names it."""
    explained: str
    """Where it came from, what it is for, and how long it is kept."""
    read: Callable[[Database, UUID, UUID | None], Iterator[Mapping[str, object]]]
    """All of a customer's, or of one contact's, as JSON objects; some at a time, however many there are."""

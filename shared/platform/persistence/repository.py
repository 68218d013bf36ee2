"""Aggregates by identity: the one way to fetch and keep them."""

from collections.abc import Callable, Mapping
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Session

from shared.kernel.errors import DomainError, NotFound, VersionConflict
from shared.kernel.events import Aggregate

type Versions = frozenset[int] | None
"""The versions a caller is willing to change (`If-Match`); None is any."""


class Store[A: Aggregate]:
    """Remembers each aggregate it hands out, so that its events reach the log whatever the session forgets."""

    kind: type[A]
    missing: ClassVar[type[NotFound]]
    constraints: ClassVar[Mapping[str, Callable[[], DomainError]]] = {}
    """A part of a database constraint's name → the rule it guards."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.seen: list[A] = []

    def get(self, id: UUID, *, expecting: Versions = None) -> A:
        """The aggregate with this id. Raises the concept's NotFound; VersionConflict if not as expected."""
        found = self.session.get(self.kind, id)
        if found is None:
            raise self.missing(f"{self.kind.__name__} {id} does not exist.")
        if expecting is not None and found.version not in expecting:
            raise VersionConflict(f"It changed since you read it; it is now at version {found.version}.")
        self.seen.append(found)
        return found

    def add(self, aggregate: A) -> A:
        """Keeps a new aggregate."""
        self.session.add(aggregate)
        self.seen.append(aggregate)
        return aggregate

    def write_changes(self) -> None:
        """Writes the read models that hang on changed aggregates; none by default."""

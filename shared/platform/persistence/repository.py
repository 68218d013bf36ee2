"""Aggregates by identity: the one way to fetch and keep them."""

from collections.abc import Iterable, Mapping
from typing import ClassVar
from uuid import UUID

from sqlalchemy import inspect, update
from sqlalchemy.orm import Session

from shared.kernel.errors import NotFound, VersionConflict
from shared.kernel.events import Aggregate, CustomersAggregate, Entity

type Versions = frozenset[int] | None
"""The versions a caller is willing to change (`If-Match`); None is any."""


class Repository:
    """What a unit of work holds of one kind; there is one of each in a unit."""

    shown_in: ClassVar[frozenset[str]] = frozenset()
    """The kinds of cached query that show what it holds."""

    locks = False
    """Whether what is fetched is locked for the rest of the transaction."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def entities(self) -> Iterable[Entity]:
        """Whatever may have recorded events."""
        return ()

    def insert_new(self) -> None:
        """Inserts what was added and the session does not know of, before anything that may refer to it."""

    def write_changes(self) -> None:
        """Writes what the session does not know of, such as read models. May run several times in a unit of work."""

    def cache_keys(self) -> Mapping[str, int]:
        """Keys of cached answers that show what was handed out, and the version each must have from now on."""
        return {}


class AggregateRepository[A: Aggregate](Repository):
    """Aggregates by id. A row fetched twice is one object, and what was added can be fetched."""

    kind: type[A]
    not_found: ClassVar[type[NotFound]]
    """The concept's own; made with the id."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._known: dict[UUID, A] = {}

    def get(self, id: UUID, *, expecting: Versions = None) -> A:
        """The aggregate with this id. Raises the concept's NotFound; VersionConflict if not as expected."""
        found = self._known.get(id)
        if found is None:
            if self.locks:
                self._lock(id)
            found = self.session.get(self.kind, id)
        if found is None:
            raise self.not_found(id)
        if expecting is not None and found.version not in expecting:
            raise VersionConflict(found.version)
        return self._keep(found)

    def lock(self, id: UUID) -> A:
        """As `get`, locked for the rest of the transaction: what is read of it stays true."""
        self._lock(id)
        return self.get(id)

    def _lock(self, id: UUID) -> None:
        """Every database locks a row for who changes it, even into what it was."""
        mapper = inspect(self.kind)
        version = mapper.version_id_col
        assert version is not None
        row = update(version.table).where(mapper.primary_key[0] == id).values({version.name: version})
        self.session.connection().execute(row)

    def add(self, aggregate: A) -> A:
        """Keeps a new aggregate."""
        self.session.add(aggregate)
        return self._keep(aggregate)

    def entities(self) -> Iterable[A]:
        return self._known.values()

    def _keep(self, aggregate: A) -> A:
        self._known[aggregate.id] = aggregate
        return aggregate


class CustomersRepository[A: CustomersAggregate](AggregateRepository[A]):
    """Aggregates that belong to a customer."""

    def of_customer(self, customer_id: UUID, id: UUID, *, expecting: Versions = None) -> A:
        """As `get`; another customer's is as absent as none."""
        if self.get(id).customer_id != customer_id:
            raise self.not_found(id)
        return self.get(id, expecting=expecting)

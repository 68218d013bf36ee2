"""What a domain event is, and how an entity remembers the ones it recorded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from itertools import count
from typing import Annotated, ClassVar, NamedTuple, TypeVar, dataclass_transform, get_origin, get_type_hints
from uuid import UUID

from shared.kernel.destinations import Queue, Topic
from shared.kernel.naming import WIRE, camel

T = TypeVar("T")
PERSONAL = "personal"
Personal = Annotated[T, PERSONAL]
"""Marks a field that says something about a person: it is masked in logs and goes when the person is erased."""


@dataclass(frozen=True)
class DomainEvent:
    """Something that happened to one entity, named in the past tense and declared with `@event`."""

    destination: ClassVar[Topic | Queue]
    schema_version: ClassVar[int]
    keys: ClassVar[tuple[tuple[str, str], ...]]
    """Each field's name, and its key on the wire."""
    __pydantic_config__: ClassVar = WIRE

    personal_keys: ClassVar[Mapping[str, str]]
    """As `keys`, of the fields marked `Personal`."""

    @classmethod
    def personal_fields(cls) -> frozenset[str]:
        """The names of the fields marked `Personal`."""
        return frozenset(cls.personal_keys)

    def __repr__(self) -> str:
        """Safe to log: what is personal shows as `***`."""
        hidden = self.personal_fields()
        shown = ((f.name, "***" if f.name in hidden else getattr(self, f.name)) for f in fields(self))
        return f"{type(self).__name__}({', '.join(f'{name}={value!s}' for name, value in shown)})"


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event[E: DomainEvent](*, to: Topic | Queue, schema_version: int = 1) -> Callable[[type[E]], type[E]]:
    """Declares a domain event: an immutable record, published to `to`."""

    def declare(kind: type[E]) -> type[E]:
        kind.destination, kind.schema_version = to, schema_version
        record = dataclass(frozen=True, kw_only=True, repr=False)(kind)
        record.keys = tuple((f.name, camel(f.name)) for f in fields(record))
        hints = get_type_hints(kind, include_extras=True)
        record.personal_keys = {name: key for name, key in record.keys if get_origin(hints[name]) is Annotated}
        return record

    return declare


class Change(NamedTuple):
    """One field's value before and after."""

    old: object
    new: object


type Changes = Mapping[str, Change]
"""Field path as the API shows it (`profile.companyName`) → what became of it."""


class PendingEvent(NamedTuple):
    """An event not yet in the log."""

    order: int
    """Rises with every event recorded in this process, whatever it belongs to."""
    sequence: int
    """Its place among the events of its entity."""
    event: DomainEvent
    changes: Changes


_order = count(1)


class Entity:
    """State with an identity and a version; its verbs change it and record events.

    `version` is the sequence number of its latest event: the ETag, the optimistic lock and the audit trail count
    with the same number.
    """

    id: UUID
    version: int
    keyed_early: ClassVar[bool] = False
    """Whether something may be encrypted under its key before its first event."""
    _pending: tuple[PendingEvent, ...] = ()

    @property
    def kind_name(self) -> str:
        """What the log calls its kind."""
        return type(self).__name__

    def record(self, event: DomainEvent, changes: Changes) -> None:
        """Remembers an event until the unit of work writes it to the log."""
        self.version += 1
        self._pending = (*self._pending, PendingEvent(next(_order), self.version, event, changes))

    @property
    def pending_events(self) -> tuple[PendingEvent, ...]:
        """The events not yet in the log, oldest first."""
        return self._pending

    def release_events(self) -> tuple[PendingEvent, ...]:
        """Hands over the events not yet in the log, once."""
        pending, self._pending = self._pending, ()
        return pending


class Aggregate(Entity):
    """The root of a cluster of state that changes as one: what a repository hands out by its id."""


class CustomersAggregate(Aggregate):
    """One that belongs to a customer."""

    customer_id: UUID

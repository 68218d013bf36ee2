"""What a domain event is, and how an aggregate remembers the ones it raised."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, ClassVar, NamedTuple, TypeVar, dataclass_transform, get_origin, get_type_hints
from uuid import UUID

from shared.kernel.naming import camel

T = TypeVar("T")
PERSONAL = "personal"
Personal = Annotated[T, PERSONAL]
"""Marks a field that says something about a person: it is masked in logs and goes when the person is erased."""


class DomainEvent:
    """A fact about one aggregate, named in the past tense and declared with `@event`."""

    topic: ClassVar[str]
    schema_version: ClassVar[int]
    keys: ClassVar[tuple[tuple[str, str], ...]]
    """Each field's name, and its key on the wire."""

    @classmethod
    def personal_fields(cls) -> frozenset[str]:
        """The names of the fields marked `Personal`."""
        hints = get_type_hints(cls, include_extras=True)
        return frozenset(name for name, hint in hints.items() if get_origin(hint) is Annotated)

    def __repr__(self) -> str:
        """Safe to log: what is personal shows as `***`."""
        hidden = self.personal_fields()
        shown = ((f.name, "***" if f.name in hidden else getattr(self, f.name)) for f in fields(self))  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(f'{name}={value!s}' for name, value in shown)})"


@dataclass_transform(frozen_default=True, kw_only_default=True)
def event(*, topic: str, schema_version: int = 1) -> Callable[[type[T]], type[T]]:
    """Declares a domain event: an immutable record told on `topic`."""

    def declare(kind: type[T]) -> type[T]:
        kind.topic, kind.schema_version = topic, schema_version  # type: ignore[attr-defined]
        record = dataclass(frozen=True, kw_only=True, repr=False)(kind)
        record.keys = tuple((f.name, camel(f.name)) for f in fields(record))  # type: ignore[attr-defined,arg-type]
        return record

    return declare


class Change(NamedTuple):
    """One field's value before and after."""

    old: object
    new: object


type Changes = Mapping[str, Change]
"""Field path as the API shows it (`profile.companyName`) → what became of it."""


class PendingEvent(NamedTuple):
    """An event, its place in its aggregate's sequence, and the fields it changed."""

    sequence: int
    event: DomainEvent
    changes: Changes


class Aggregate:
    """A cluster of state with one identity and one version; its verbs change it and raise facts.

    `version` is the sequence number of its latest event: the ETag, the optimistic lock and the audit trail count
    with the same number.
    """

    id: UUID
    version: int
    _pending: tuple[PendingEvent, ...] = ()

    def record(self, event: DomainEvent, changes: Changes) -> None:
        """Remembers a fact until the unit of work records it."""
        self.version += 1
        self._pending = (*self._pending, PendingEvent(self.version, event, changes))

    @property
    def pending_events(self) -> tuple[PendingEvent, ...]:
        """The facts not yet recorded, oldest first."""
        return self._pending

    def release_events(self) -> tuple[PendingEvent, ...]:
        """Hands over the facts not yet recorded, once."""
        raised, self._pending = self._pending, ()
        return raised


def event_types() -> dict[str, type[Any]]:
    """Every declared event by name."""
    return {kind.__name__: kind for kind in DomainEvent.__subclasses__()}

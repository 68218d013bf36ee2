"""Value objects: frozen records that nest, compare field by field and flatten into leaves."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Self, cast, get_type_hints

from shared.kernel.events import Change
from shared.kernel.naming import WIRE, camel

type Provided = Mapping[str, Any]
"""Fields by name, and their new values: what a partial update says. A nested mapping names fields of a nested value."""


@dataclass(frozen=True)
class ValueObject:
    """Equal by content, replaced rather than changed."""

    __pydantic_config__: ClassVar = WIRE

    def replaced(self, provided: Provided) -> Self:
        """This value with the provided fields replaced."""
        return replace(
            self,
            **{
                field: getattr(self, field).replaced(new) if isinstance(new, Mapping) else new
                for field, new in provided.items()
            },
        )

    def __composite_values__(self) -> tuple[object, ...]:
        """The leaf values in the order of `leaf_paths`: what an object-relational mapper stores."""
        return tuple(leaf.read(self) for leaf in _leaves(type(self)))

    @classmethod
    def from_leaves(cls, *values: object) -> Self:
        """The inverse of `__composite_values__`."""
        return cls._take(iter(values))

    @classmethod
    def _take(cls, values: Iterator[object]) -> Self:
        return cls(*(kind._take(values) if kind else next(values) for kind in _nested(cls)))


def leaf_paths(kind: type[ValueObject]) -> tuple[str, ...]:
    """The dotted names of a value's leaves, in declaration order (`billing_address.street`)."""
    return tuple(leaf.path for leaf in _leaves(kind))


@dataclass(frozen=True)
class _Leaf:
    path: str
    shown: str
    """The path as the API spells it."""
    read: Callable[[object], object]


def _remembered[K, V](compute: Callable[[K], V]) -> Callable[[K], V]:
    """As `functools.cache`, for arguments whose type checkers do not see that they are hashable."""
    return cast(Callable[[K], V], cache(compute))


@_remembered
def _nested(kind: type[ValueObject]) -> tuple[type[ValueObject] | None, ...]:
    """For each field its value object's class, or None for a leaf."""
    hints = get_type_hints(kind)
    return tuple(
        hints[f.name] if isinstance(hints[f.name], type) and issubclass(hints[f.name], ValueObject) else None
        for f in fields(kind)
    )


@_remembered
def _leaves(kind: type[ValueObject]) -> tuple[_Leaf, ...]:
    return tuple(
        _Leaf(".".join(path), ".".join(camel(part) for part in path), attrgetter(".".join(path)))
        for path in _paths(kind)
    )


def _paths(kind: type[ValueObject]) -> Iterator[tuple[str, ...]]:
    for f, inner in zip(fields(kind), _nested(kind), strict=True):
        if inner is None:
            yield (f.name,)
        else:
            yield from ((f.name, *path) for path in _paths(inner))


def differences(name: str, before: ValueObject | None, after: ValueObject) -> dict[str, Change]:
    """The leaves that differ between two values of one kind (or nothing and one), by path under `name`."""
    changes = {}
    for leaf in _leaves(type(after)):
        old, new = (None if before is None else leaf.read(before)), leaf.read(after)
        if old != new:
            changes[f"{name}.{leaf.shown}"] = Change(old, new)
    return changes

"""Value objects: frozen records that nest, compare field by field and flatten into columns."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from operator import attrgetter
from typing import Any, Self, cast, get_type_hints

from shared.kernel.events import Change
from shared.kernel.naming import camel


@dataclass(frozen=True)
class ValueObject:
    """Equal by content, replaced rather than changed."""

    def replaced(self, provided: Mapping[str, Any]) -> Self:
        """This value with the provided fields replaced; a nested mapping names fields of a nested value."""
        return replace(
            self,
            **{
                field: getattr(self, field).replaced(new) if isinstance(new, Mapping) else new
                for field, new in provided.items()
            },
        )

    def __composite_values__(self) -> tuple[Any, ...]:
        """The leaf values in declaration order: what an object-relational mapper stores."""
        return tuple(read(self) for _, read in _leaves(type(self)))

    @classmethod
    def from_columns(cls, *columns: Any) -> Self:
        """The inverse of `__composite_values__`."""
        return cls._take(iter(columns))

    @classmethod
    def _take(cls, columns: Iterator[Any]) -> Self:
        return cls(*(kind._take(columns) if kind else next(columns) for kind in _nested(cls)))


def _remembered[K, V](compute: Callable[[K], V]) -> Callable[[K], V]:
    """As `functools.cache`, for arguments whose type checkers do not see that they are hashable."""
    return cast(Callable[[K], V], cache(compute))


@_remembered
def _nested(kind: type[Any]) -> tuple[type[ValueObject] | None, ...]:
    """For each field its value object's class, or None for a leaf."""
    hints = get_type_hints(kind)
    return tuple(
        hints[f.name] if isinstance(hints[f.name], type) and issubclass(hints[f.name], ValueObject) else None
        for f in fields(kind)
    )


@_remembered
def _leaves(kind: type[Any]) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Each leaf's path in API spelling, and how to read it."""
    return tuple((".".join(camel(part) for part in path), attrgetter(".".join(path))) for path in _paths(kind))


def _paths(kind: type[Any]) -> Iterator[tuple[str, ...]]:
    for f, inner in zip(fields(kind), _nested(kind), strict=True):
        if inner is None:
            yield (f.name,)
        else:
            yield from ((f.name, *path) for path in _paths(inner))


def differences(name: str, before: ValueObject | None, after: ValueObject) -> dict[str, Change]:
    """The leaves that differ between two values of one kind (or nothing and one), by path under `name`."""
    changes = {}
    for path, read in _leaves(type(after)):
        old, new = (None if before is None else read(before)), read(after)
        if old != new:
            changes[f"{name}.{path}"] = Change(old, new)
    return changes

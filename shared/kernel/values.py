"""Value objects: frozen records that nest, compare field by field and flatten into columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, Self, get_type_hints

from shared.kernel.events import Change
from shared.kernel.naming import camel


@dataclass(frozen=True)
class ValueObject:
    """Equal by content, replaced rather than changed."""

    def replaced(self, named: Mapping[str, Any]) -> Self:
        """This value with the named fields replaced; a nested mapping names fields of a nested value."""
        return replace(
            self,
            **{
                field: getattr(self, field).replaced(new) if isinstance(new, Mapping) else new
                for field, new in named.items()
            },
        )

    def __composite_values__(self) -> tuple[Any, ...]:
        """The leaf values in declaration order: what an object-relational mapper stores."""
        return tuple(value for _, value in leaves(self))

    @classmethod
    def from_columns(cls, *columns: Any) -> Self:
        """The inverse of `__composite_values__`."""
        return cls._take(iter(columns))

    @classmethod
    def _take(cls, columns: Iterator[Any]) -> Self:
        return cls(*(kind._take(columns) if kind else next(columns) for kind in _nested(cls)))  # type: ignore[arg-type]


@cache
def _nested(kind: type[Any]) -> tuple[type[ValueObject] | None, ...]:
    hints = get_type_hints(kind)
    return tuple(
        hints[f.name] if isinstance(hints[f.name], type) and issubclass(hints[f.name], ValueObject) else None
        for f in fields(kind)
    )


def leaves(value: object, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each leaf of a nested record with its dotted path in API spelling."""
    for f in fields(value):  # type: ignore[arg-type]
        here = f"{path}.{camel(f.name)}" if path else camel(f.name)
        inner = getattr(value, f.name)
        if is_dataclass(inner):
            yield from leaves(inner, here)
        else:
            yield here, inner


def differences(name: str, before: object | None, after: object) -> dict[str, Change]:
    """The leaves that differ between two records of one kind (or nothing and one), by path under `name`."""
    old = dict(leaves(before, name)) if before is not None else {}
    return {path: Change(old.get(path), new) for path, new in leaves(after, name) if old.get(path) != new}

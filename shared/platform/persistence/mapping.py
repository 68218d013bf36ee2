"""How an aggregate meets its tables: columns paired with fields by name, never by position."""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from sqlalchemy import FromClause
from sqlalchemy.orm import composite, registry
from sqlalchemy.orm.interfaces import MapperProperty

from shared.kernel.events import Aggregate
from shared.kernel.values import ValueObject, leaf_paths
from shared.platform.persistence.aliases import AnyColumn, AnyRow
from shared.platform.persistence.column_types import metadata


class Fields:
    """An aggregate's attributes by column.

    `plain` are attributes of one column each; `values` are value objects, each leaf by its dotted path.
    """

    def __init__(
        self,
        plain: Mapping[str, AnyColumn],
        values: Mapping[str, tuple[type[ValueObject], Mapping[str, AnyColumn]]] | None = None,
    ) -> None:
        self.plain, self.values = plain, values or {}
        for attribute, (kind, leaves) in self.values.items():
            if set(leaves) != set(leaf_paths(kind)):
                raise TypeError(f"{attribute}: the leaves {sorted(set(leaves) ^ set(leaf_paths(kind)))} do not match.")
        self._readers = [(column, attrgetter(attribute)) for attribute, column in self.plain.items()]
        self._readers += [
            (column, attrgetter(f"{attribute}.{path}"))
            for attribute, (_, leaves) in self.values.items()
            for path, column in leaves.items()
        ]

    @property
    def columns(self) -> Iterator[AnyColumn]:
        """Every column, once."""
        yield from self.plain.values()
        for _, leaves in self.values.values():
            yield from leaves.values()

    def written(self, one: Aggregate) -> dict[str, dict[str, object]]:
        """The rows an aggregate is made of: by table, its columns' values."""
        rows: dict[str, dict[str, object]] = {}
        for column, read in self._readers:
            rows.setdefault(column.table.name, {})[column.name] = read(one)
        return rows

    def shown(self, row: AnyRow) -> SimpleNamespace:
        """A row of `columns` with the aggregate's attributes, to be shown but not changed."""
        found = row._mapping
        one = SimpleNamespace(**{attribute: found[column] for attribute, column in self.plain.items()})
        for attribute, (kind, leaves) in self.values.items():
            setattr(one, attribute, kind.from_leaves(*(found[leaves[path]] for path in leaf_paths(kind))))
        return one


def map_aggregate(
    kind: type[Aggregate],
    table: FromClause,
    fields: Fields,
    *,
    key: AnyColumn,
    extra: Mapping[str, AnyColumn | MapperProperty[Any]] | None = None,
) -> None:
    """Teaches SQLAlchemy the aggregate, whose `version` checks each update; done once per process."""
    properties: dict[str, Any] = {**fields.plain, **(extra or {})}
    for attribute, (value, leaves) in fields.values.items():
        hidden = {path: f"_{column.table.name}_{column.name}" for path, column in leaves.items()}
        properties |= {hidden[path]: column for path, column in leaves.items()}
        properties[attribute] = composite(value.from_leaves, *(hidden[path] for path in leaf_paths(value)))
    registry(metadata=metadata).map_imperatively(
        kind,
        table,
        primary_key=[key],
        version_id_col=fields.plain["version"],
        version_id_generator=False,  # the aggregate counts its own events
        properties=properties,
    )

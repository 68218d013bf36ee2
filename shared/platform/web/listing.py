"""A page of a table's rows, in the order of some of its columns, with a cursor that names the last of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Uuid, func, select
from sqlalchemy.orm import Session

from shared.kernel.naming import iso
from shared.platform.persistence.aliases import AnyColumn, AnyRow, AnySelect
from shared.platform.persistence.column_types import Money, UtcDateTime
from shared.platform.persistence.keyset import row_after
from shared.platform.web.paging import MOST_COUNTED, Kind, Page, Window, as_decimal, as_moment, as_number, as_text
from shared.platform.web.schemas import Response


@dataclass(frozen=True)
class Order:
    """The columns that rows are sorted by; the last is unique. An index gives this order."""

    columns: Sequence[AnyColumn]
    descending: bool = False

    @property
    def kinds(self) -> list[Kind]:
        """What a cursor holds of each column."""
        return [_kind(column) for column in self.columns]

    def applied(self, rows: AnySelect, window: Window) -> AnySelect:
        """The rows of a window, and one more if another page follows."""
        if after := window.after_values(*self.kinds):
            rows = rows.where(row_after(self.columns, after, descending=self.descending))
        by = [column.desc() if self.descending else column.asc() for column in self.columns]
        return rows.order_by(*by).limit(window.size + 1).offset(window.offset)

    def place(self, row: AnyRow) -> list[object]:
        """What a cursor keeps of a row."""
        return [_spelt(row._mapping[column]) for column in self.columns]


def page_of[R: Response](
    session: Session,
    response: type[R],
    rows: AnySelect,
    order: Order,
    window: Window,
    shown: Callable[[AnyRow], R],
) -> Page[R]:
    """A page of `rows`, each as `shown`. What follows MOST_COUNTED is not counted."""
    some = rows.with_only_columns(order.columns[-1]).limit(MOST_COUNTED + 1).subquery()
    total = session.scalar(select(func.count()).select_from(some)) or 0
    found = session.execute(order.applied(rows, window)).all() if window.offset < total else []
    part = found[: window.size]
    last = order.place(part[-1]) if len(found) > window.size else None
    return Page[response].of([shown(row) for row in part], total, window, last)  # type: ignore[valid-type]


def _kind(column: AnyColumn) -> Kind:
    if isinstance(column.type, UtcDateTime):
        return as_moment
    if isinstance(column.type, Uuid):
        return UUID
    if isinstance(column.type, Money):
        return as_decimal
    return as_number if isinstance(column.type, Integer) else as_text


def _spelt(value: Any) -> object:
    if isinstance(value, datetime):
        return iso(value)
    return str(value) if isinstance(value, UUID | Decimal) else value

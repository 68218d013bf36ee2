"""Continuing a list after a row: what follows it, in the order of some columns."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, or_


def row_after(
    order: Sequence[ColumnElement[Any]], last: Sequence[Any], *, descending: bool = False
) -> ColumnElement[bool]:
    """The condition for rows that follow the one with these sort values: row-value comparison, for every database."""
    column, value = order[0], last[0]
    beyond: ColumnElement[bool] = column < value if descending else column > value
    if not order[1:]:
        return beyond
    from_here = column <= value if descending else column >= value  # said apart, it is a range that an index can give
    return and_(from_here, or_(beyond, row_after(order[1:], last[1:], descending=descending)))

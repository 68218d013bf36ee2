"""The latest rows of each of many owners, in one statement."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Integer, Select, bindparam, func, select

from shared.platform.persistence.aliases import AnyColumn, AnyRow
from shared.platform.persistence.bulk import in_values

type Latest = Select[tuple[AnyRow]]
TOTAL = "Total"


def latest_of_each(
    owner: AnyColumn, newest_first: Sequence[AnyColumn], columns: Sequence[AnyColumn], *which: ColumnElement[bool]
) -> Latest:
    """Of each of the `owners` (a parameter) the `most` latest rows, with how many there are, newest first."""
    order = [column.desc() for column in newest_first]
    place = func.row_number().over(partition_by=owner, order_by=order).label("Place")
    total = func.count().over(partition_by=owner).label(TOTAL)
    rows = select(*columns, place, total).where(in_values(owner, "owners"), *which).subquery()
    shown = [column for column in rows.c if column.name != "Place"]
    return (
        select(*shown)
        .where(rows.c.Place <= bindparam("most", type_=Integer))
        .order_by(rows.c[owner.name], rows.c.Place)
    )

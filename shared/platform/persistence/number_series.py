"""Numbers that people read, such as CUST-000001: unique under any concurrency, gaps allowed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import (
    BigInteger,
    Column,
    Sequence as NumberSequence,
    Table,
    Unicode,
    bindparam,
    select,
    update,
)
from sqlalchemy.orm import Session

from shared.platform.persistence.aliases import AnySelect
from shared.platform.persistence.bulk import numbers_listed
from shared.platform.persistence.column_types import metadata

number_series = Table(
    "NumberSeries",  # where the database has no sequences (SQLite), numbers are counted here
    metadata,
    Column("Name", Unicode(50), primary_key=True),
    Column("Latest", BigInteger, nullable=False),
)
COUNT_UP = (
    update(number_series)
    .where(number_series.c.Name == bindparam("series"))
    .values(Latest=number_series.c.Latest + bindparam("count", type_=BigInteger()))
    .returning(number_series.c.Latest)
)


@dataclass(frozen=True)
class NumberSeries:
    """One series; its migration makes the sequence, and the row for databases without."""

    name: str
    """Of its row."""
    sequence: str
    next_in_sequence: AnySelect = field(init=False, compare=False)

    def __post_init__(self) -> None:
        listed = numbers_listed("each")
        object.__setattr__(
            self, "next_in_sequence", select(NumberSequence(self.sequence).next_value()).select_from(listed)
        )

    def take(self, session: Session, count: int = 1) -> Sequence[int]:
        """The next numbers, rising."""
        counts_itself = session.get_bind().dialect.supports_sequences
        ask = self.next_in_sequence if counts_itself else COUNT_UP
        found: list[int] = list(session.scalars(ask, {"series": self.name, "each": range(count), "count": count}))
        return found if counts_itself else range(found[0] - count + 1, found[0] + 1)

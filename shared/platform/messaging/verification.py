"""Whether the event log is as it was written: every event in its place, none changed, added, moved or taken away."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, type_coerce
from sqlalchemy.types import NullType

from shared.platform.encryption.keyring import Keyring, Purpose
from shared.platform.messaging.chain import BEGINNING, CHAINED, link, spelt
from shared.platform.messaging.tables import domain_events, event_streams
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.database import Database

BATCH = 5_000
t, s = domain_events.c, event_streams.c
AS_STORED = [type_coerce(t[name], NullType()).label(name) for name in (*CHAINED, "Seal")]
"""The columns as the driver gives them: SQLAlchemy's types would make objects of them, and we texts of those."""
IN_ORDER = select(*AS_STORED).order_by(t.AggregateId, t.EventVersion)
HEADS = select(type_coerce(s.AggregateId, NullType()), s.Version, s.Seal).where(in_values(s.AggregateId, "ids"))
EMPTY = select(s.AggregateId).where(s.Version > 0, ~exists().where(t.AggregateId == s.AggregateId))

type Row = Sequence[Any]
"""An event: the texts of `CHAINED`, then its seal."""
ID, AGGREGATE, VERSION, AT, SEAL = (*map(CHAINED.index, ("Id", "AggregateId", "EventVersion", "OccurredAt")), -1)


@dataclass(frozen=True)
class Fault:
    """The first event of an entity that is not as it was written."""

    aggregate_id: UUID
    version: int
    event_id: UUID | None
    """None: it is not there."""
    what: str


class Verification:
    """One pass over the log."""

    def __init__(self, database: Database) -> None:
        keyring: Keyring = database.info["keyring"]
        self._database, self._secret = database, keyring.present(Purpose.CHAIN).secret
        self._texts: Callable[[Row], Row] = _sqlite_texts if database.dialect == "sqlite" else _texts
        self.events = 0
        """How many were looked at."""
        self.days: dict[str, int] = {}
        """Each day's seals, added up: what a digest of that day holds."""

    def faults(self) -> Iterator[Fault]:
        """The first fault of each entity that has one."""
        with self._database.replica_session() as session:
            log = session.connection().execution_options(yield_per=BATCH).execute(IN_ORDER)
            for aggregates in _batches(map(self._texts, log)):
                ids = [UUID(rows[0][AGGREGATE]) for rows in aggregates]
                with self._database.replica_session() as other:
                    found = other.execute(HEADS, {"ids": ids})
                    heads = {_text(id): (version, seal) for id, version, seal in found}
                for rows in aggregates:
                    if fault := self._fault(rows, heads.get(rows[0][AGGREGATE])):
                        yield fault
        with self._database.replica_session() as session:
            for id in session.scalars(EMPTY):
                yield Fault(id, 1, None, "all events are missing")

    def _fault(self, rows: Sequence[Row], head: tuple[int, str] | None) -> Fault | None:
        id = UUID(rows[0][AGGREGATE])
        seal, secret, days = BEGINNING, self._secret, self.days
        self.events += len(rows)
        for expected, row in enumerate(rows, start=1):
            if row[VERSION] != str(expected):
                return Fault(id, expected, None, "the event is missing")
            raw = link(secret, seal, row[:SEAL])
            seal = spelt(raw)
            if seal != row[SEAL]:
                return Fault(id, expected, UUID(row[ID]), "the event was changed, added or moved")
            day = row[AT][:10]
            days[day] = days.get(day, 0) + int.from_bytes(raw)
        known = head[0] if head else 0
        if known < len(rows):
            return Fault(id, known + 1, UUID(rows[known][ID]), "the event was added")
        if head != (len(rows), seal):
            return Fault(id, len(rows) + 1, None, "the last events are missing")
        return None


def _sqlite_texts(row: Row) -> Row:
    """SQLite has them as texts already, spelt as they are sealed."""
    id, aggregate, kind, event, version, at, user, customer, data, changes, seal = row
    return (id, aggregate, kind, event, str(version), at, user or "", customer or "", data, changes, seal)


def _texts(row: Row) -> Row:
    return tuple(map(_text, row))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case UUID():
            return value.hex
        case datetime():
            naive = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
            return naive.isoformat(" ", "microseconds")
    return str(value)


def _batches(log: Iterator[Row]) -> Iterator[list[list[Row]]]:
    """The events of some thousand entities at a time, those of one together."""
    batch: list[list[Row]] = []
    for _, rows in groupby(log, key=itemgetter(AGGREGATE)):
        batch.append(list(rows))
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch

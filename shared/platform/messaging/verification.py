"""Whether the event log is as it was written: every event in its place, none changed, added, moved or taken away."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Executable, bindparam, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from shared.platform.encryption.keyring import Keyring, Purpose
from shared.platform.messaging.chain import BEGINNING, CHAINED, link, spelt, text_of
from shared.platform.messaging.tables import domain_events, event_streams
from shared.platform.persistence.database import Database

BATCH = 5_000
t, s = domain_events.c, event_streams.c
AS_STORED = [type_coerce(t[name], NullType()).label(name) for name in (*CHAINED, "Seal")]
"""The columns as the driver gives them: SQLAlchemy's types would make objects of them, and we texts of those."""
IN_ORDER = select(*AS_STORED).order_by(t.AggregateId, t.EventVersion)
HEADS = select(type_coerce(s.AggregateId, NullType()), s.Version, s.Seal).order_by(s.AggregateId)
LOOKS = 2
"""How often a fault is looked at again."""

type Row = Sequence[Any]
"""An event: the texts of `CHAINED`, then its seal."""
ID, AGGREGATE, VERSION, SEAL = (*map(CHAINED.index, ("Id", "AggregateId", "EventVersion")), -1)


class _Head(NamedTuple):
    """How far an entity's events go."""

    id: str
    version: int
    seal: str


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

    def faults(self) -> Iterator[Fault]:
        """The first fault of each entity that has one, also while others write."""
        with self._database.replica_session() as one, self._database.replica_session() as other:
            heads = (_head(row) for row in _streamed(other, HEADS))
            head = next(heads, None)
            for id, rows in groupby(map(self._texts, _streamed(one, IN_ORDER)), key=itemgetter(AGGREGATE)):
                while head and head.id != id and self._has_head(id):  # those before it in the same order
                    yield from self._suspected(head.id, (), head)
                    head = next(heads, None)
                found = head if head and head.id == id else None
                yield from self._suspected(id, tuple(rows), found)
                head = next(heads, None) if found else head
            for rest in (head, *heads) if head else ():
                yield from self._suspected(rest.id, (), rest)

    def _suspected(self, id: str, rows: Sequence[Row], head: _Head | None) -> Iterator[Fault]:
        """The fault, if it is there on a second and third look: events and heads may be of different moments."""
        fault = self._fault(id, rows, head)
        for _ in range(LOOKS):
            if fault is None:
                return
            with self._database.reading() as session:
                mine = {"id": UUID(id)}
                again = tuple(map(self._texts, session.execute(IN_ORDER.where(t.AggregateId == bindparam("id")), mine)))
                head = _head_of(session, id)
            fault = self._fault(id, again, head)
        if fault:
            yield fault

    def _has_head(self, id: str) -> bool:
        with self._database.reading() as session:
            return _head_of(session, id) is not None

    def _fault(self, id: str, rows: Sequence[Row], head: _Head | None) -> Fault | None:
        seal, secret = BEGINNING, self._secret
        self.events += len(rows)
        for expected, row in enumerate(rows, start=1):
            if row[VERSION] != str(expected):
                return Fault(UUID(id), expected, None, "the event is missing")
            seal = spelt(link(secret, seal, row[:SEAL]))
            if seal != row[SEAL]:
                return Fault(UUID(id), expected, UUID(row[ID]), "the event was changed, added or moved")
        known = head.version if head else 0
        if known < len(rows):
            return Fault(UUID(id), known + 1, UUID(rows[known][ID]), "the event was added")
        if head and (head.version != len(rows) or head.seal != seal):
            return Fault(UUID(id), len(rows) + 1, None, "the last events are missing")
        return None


def _streamed(session: Session, wanted: Executable) -> Iterator[Any]:
    return iter(session.connection().execution_options(yield_per=BATCH).execute(wanted))


def _head_of(session: Session, id: str) -> _Head | None:
    found = session.execute(HEADS.where(s.AggregateId == bindparam("id")), {"id": UUID(id)}).first()
    return _head(found) if found else None


def _head(row: Any) -> _Head:
    id, version, seal = row
    return _Head(text_of(id), version, seal)


def _sqlite_texts(row: Row) -> Row:
    """SQLite has them as texts already, spelt as they are sealed."""
    id, aggregate, kind, event, version, at, user, customer, data, changes, seal = row
    return (id, aggregate, kind, event, str(version), at, user or "", customer or "", data, changes, seal)


def _texts(row: Row) -> Row:
    return tuple(map(text_of, row))

"""Whether the event log is as it was written: every event in its place, none changed, added, moved or taken away.

Events and heads are read in one statement, so they are of one moment, also while others write. A long log is looked
through by several processes, each its own part.
"""

import hashlib
import multiprocessing
import os
from binascii import b2a_base64
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Executable, Integer, bindparam, exists, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from shared.platform.encryption.keyring import Keyring, Purpose
from shared.platform.messaging.chain import BEGINNING, CHAINED, purge_proof, text_of
from shared.platform.messaging.tables import domain_events, event_streams
from shared.platform.persistence.database import Database

BATCH = 5_000
PART = 20_000
"""Entities that a process looks at in one go; a log of fewer is not worth a second one."""
t, s = domain_events.c, event_streams.c
AS_STORED = [type_coerce(t[name], NullType()).label(name) for name in (*CHAINED, "Seal")]
"""The columns as the driver gives them: SQLAlchemy's types would make objects of them, and we texts of those."""
HEAD = (s.Version.label("Known"), s.Seal.label("Last"), s.PurgedVersion, s.PurgedSeal, s.PurgedProof)
EVENTS = (
    select(*AS_STORED, *HEAD)
    .select_from(domain_events.outerjoin(event_streams, s.AggregateId == t.AggregateId))
    .order_by(t.AggregateId, t.EventVersion)
)
NO_EVENTS = select(type_coerce(s.AggregateId, NullType()).label("AggregateId"), *HEAD).where(
    ~exists().where(t.AggregateId == s.AggregateId)
)
PLACE = select(s.AggregateId).order_by(s.AggregateId).offset(bindparam("on", type_=Integer)).limit(1)

type Row = Sequence[Any]
"""An event: the columns of `CHAINED`, its seal, then what `HEAD` says of its entity."""


@dataclass(frozen=True)
class Fault:
    """The first event of an entity that is not as it was written."""

    aggregate_id: UUID
    version: int
    event_id: UUID | None
    """None: it is not there."""
    what: str


type _Found = tuple[int, list[Fault]]
"""How many events a part has, and its faults."""


@dataclass(frozen=True)
class _Part:
    """What lies between two ids, in the database's order; None: from the beginning, or to the end."""

    low: UUID | None
    high: UUID | None

    def holds(self, id: ColumnElement[UUID]) -> Iterator[ColumnElement[bool]]:
        if self.low:
            yield id >= self.low
        if self.high:
            yield id < self.high


class Verification:
    """One pass over the log."""

    def __init__(self, database: Database, *, at_once: int = PART) -> None:
        """`at_once` is how many entities a process looks at in one go."""
        keyring: Keyring = database.info["keyring"]
        self._database, self._secret, self._at_once = database, keyring.present(Purpose.CHAIN).secret, at_once
        self.events = 0
        """How many were looked at."""

    def faults(self) -> Iterator[Fault]:
        """The first fault of each entity that has one, also while others write."""
        parts = self._parts()
        helpers = min((os.process_cpu_count() or 1) - 1, len(parts) - 1)
        looks = (_look(self._database, self._secret, part) for part in parts)
        for events, faults in looks if helpers < 1 else self._shared(parts, helpers):
            self.events += events
            yield from faults

    def _shared(self, parts: Sequence[_Part], helpers: int) -> Iterator[_Found]:
        """Has other processes look at parts from the front, and looks at what they have not begun from the back."""
        url = self._database.replica_url
        with ProcessPoolExecutor(helpers, multiprocessing.get_context("spawn")) as pool:
            begun = [(pool.submit(_look_apart, url, self._secret, part), part) for part in parts]
            for future, part in reversed(begun):
                if future.cancel():
                    yield _look(self._database, self._secret, part)
            yield from (future.result() for future, _ in begun if not future.cancelled())

    def _parts(self) -> list[_Part]:
        """Parts of as many entities each."""
        cuts, wanted = list[UUID](), PLACE
        with self._database.replica_session() as session:
            while cut := session.scalar(wanted, {"on": self._at_once}):
                cuts.append(cut)
                wanted = PLACE.where(s.AggregateId >= cut)
        return [_Part(low, high) for low, high in pairwise((None, *cuts, None))]


def _look_apart(url: str, secret: bytes, part: _Part) -> _Found:
    """Looks through a part in a process of its own."""
    database = Database(url)
    try:
        return _look(database, secret, part)
    finally:
        database.dispose()


def _look(database: Database, secret: bytes, part: _Part) -> _Found:
    """How many events a part has, and its faults."""
    look = _Look(secret)
    with database.replica_session() as session:
        rows = _streamed(session, EVENTS.where(*part.holds(t.AggregateId)))
        look.at_events(rows if database.dialect == "sqlite" else map(_texts, rows))
        look.at_entities(_streamed(session, NO_EVENTS.where(*part.holds(s.AggregateId))))
    return look.events, look.faults


class _Look:
    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self.events = 0
        self.faults = list[Fault]()

    def at_events(self, rows: Iterable[Row]) -> None:
        """Looks at events in their order. Nothing is called that needs no call: this is done ten million times."""
        secret, blake, encoded = self._secret, hashlib.blake2b, b2a_base64
        id, expected, seal, known, last, sound = "", 0, BEGINNING, 0, BEGINNING, True
        count = 0
        for row in rows:
            event, aggregate, kind, name, version, at, user, customer, data, changes, said, *head = row
            count += 1
            if aggregate != id:
                if sound and (expected != known or seal != last):
                    self._cut(id, expected)
                id, sound = aggregate, True
                known, last, expected, seal = self._head(id, *head)
            if not sound:
                continue
            expected += 1
            if version != expected:
                sound = self._fault(id, expected, None, "the event is missing")
                continue
            content = (  # as chain.link has it
                f"{seal}\x1f{event}\x1f{id}\x1f{kind}\x1f{name}\x1f{version}\x1f{at}"
                f"\x1f{user or ''}\x1f{customer or ''}\x1f{data}\x1f{changes}"
            )
            digest = blake(content.encode("utf-8", "surrogatepass"), key=secret, digest_size=32).digest()
            seal = encoded(digest, newline=False).decode()
            if seal != said:
                sound = self._fault(id, expected, event, "the event was changed, added or moved")
            elif expected > known:
                sound = self._fault(id, expected, event, "the event was added")
        if sound and (expected != known or seal != last):
            self._cut(id, expected)
        self.events += count

    def at_entities(self, rows: Iterable[Row]) -> None:
        """Looks at entities that have no event: all of theirs went, because their time was over."""
        for row in rows:
            id, *head = row
            known, last, expected, seal = self._head(text_of(id), *head)
            if (expected, seal) != (known, last):
                self._cut(text_of(id), expected)

    def _head(
        self, id: str, known: int | None, last: str, purged: int, purged_seal: str | None, proof: str | None
    ) -> tuple[int, str, int, str]:
        """How far an entity's events go, with the last seal; and after which version, and which seal, they begin."""
        if known is None:
            return 0, BEGINNING, 0, BEGINNING
        if purged and purged_seal and proof == purge_proof(self._secret, UUID(id), purged, purged_seal):
            return known, last, purged, purged_seal
        return known, last, 0, BEGINNING

    def _cut(self, id: str, expected: int) -> None:
        self._fault(id, expected + 1, None, "the last events are missing")

    def _fault(self, id: str, version: int, event: str | None, what: str) -> bool:
        """Notes it; that is, the entity is not sound."""
        self.faults.append(Fault(UUID(id), version, UUID(event) if event else None, what))
        return False


def _streamed(session: Session, wanted: Executable) -> Iterator[Any]:
    return iter(session.connection().execution_options(yield_per=BATCH).execute(wanted))


def _texts(row: Row) -> Row:
    """As SQLite has them, which is as they are sealed."""
    id, aggregate, kind, event, version, at, user, customer, *rest = row
    return (text_of(id), text_of(aggregate), kind, event, version, text_of(at), user, text_of(customer), *rest)

"""What is kept of an entity's events as a whole: how far they go, their last seal, and the key of what they encrypt."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from shared.platform.encryption.data_keys import DataKey
from shared.platform.encryption.keyring import Keyring, Purpose
from shared.platform.messaging.chain import BEGINNING
from shared.platform.messaging.tables import event_streams
from shared.platform.persistence.bulk import in_values, insert_rows
from shared.platform.persistence.constraints import ConcurrentChange
from shared.platform.resilience import Unreachable

s = event_streams.c
WANTED = select(s.AggregateId, s.CustomerId, s.Version, s.Seal, s.KeyId, s.WrappedKey, s.KeyFromVersion).where(
    in_values(s.AggregateId, "ids")
)
ADVANCED = (
    update(event_streams)
    .where(s.AggregateId == bindparam("id"))
    .values(Version=bindparam("version"), Seal=bindparam("seal"))
)


KEYED = (
    update(event_streams)
    .where(s.AggregateId == bindparam("id"), s.WrappedKey.is_(None))
    .values(KeyId=bindparam("key"), WrappedKey=bindparam("wrapped"))
)
"""A key is written once: whoever has read the row before never puts a key back that was wrapped anew or destroyed."""


DESTROYED = update(event_streams).where(s.AggregateId == bindparam("id")).values(WrappedKey="")


def destroy_key(session: Session, id: UUID) -> None:
    """Makes unreadable, for ever, what is encrypted about an entity, and about whose keys its key wraps."""
    session.connection().execute(DESTROYED, {"id": id})


REPLACED = (
    update(event_streams)
    .where(s.AggregateId == bindparam("id"))
    .values(WrappedKey=None, KeyId=None, KeyFromVersion=s.Version + 1)
)


def replace_key(session: Session, id: UUID) -> None:
    """As `destroy_key`, of an entity that lives on: what happens to it from now on is encrypted under another."""
    session.connection().execute(REPLACED, {"id": id})


MOVED = (
    update(event_streams)
    .where(s.AggregateId == bindparam("id"))
    .values(CustomerId=bindparam("customer"), WrappedKey=bindparam("wrapped"))
)


def move_streams(session: Session, ids: Collection[UUID], customer_id: UUID) -> None:
    """Has entities be another customer's: its key wraps theirs from now on, so that they live and go with it.

    Events of before stay as they are. Nobody writes events of these entities meanwhile. Raises Unreachable.
    """
    streams = Streams(session)
    streams.load([*ids, customer_id])
    found = [one for one in map(streams.known, ids) if one is not None]
    streams.load({one.customer_id for one in found if one.customer_id})
    owner = streams.of(customer_id, customer_id)
    moved = []
    for one in found:
        wrapped = one.wrapped
        if wrapped:
            try:
                wrapped = streams.key(one).rewrapped(streams.key_for_writing(owner).secret)
            except KeyDestroyed:
                wrapped = ""
        moved.append({"id": one.id, "customer": customer_id, "wrapped": wrapped})
    streams.write()
    if moved:
        session.connection().execute(MOVED, moved)


class KeyDestroyed(LookupError):
    """Whom it is about was erased: what is encrypted can't be read any more, and nothing is encrypted anew."""


@dataclass
class Stream:
    """The events of one entity."""

    id: UUID
    customer_id: UUID | None
    """Whose key wraps its own; None: it is a customer's, or nobody's."""
    version: int = 0
    seal: str = BEGINNING
    key_id: UUID | None = None
    """The key of the keyring that wraps its key; None if the customer's does."""
    wrapped: str | None = None
    """None while nothing needed a key; empty once it was destroyed."""
    key_from: int = 0
    """Events before this one were encrypted under a key that is gone."""
    is_new: bool = True
    """Whether it is in no table yet."""
    key: DataKey | None = None
    """Once it was asked for."""
    key_is_new: bool = False


class Streams:
    """The streams that a unit of work, or a page of events, has to do with; their keys are unwrapped at need."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.keyring: Keyring = session.info["keyring"]
        self._known: dict[UUID, Stream] = {}
        self._asked: set[UUID] = set()
        self._changed: dict[UUID, Stream] = {}

    def load(self, ids: Collection[UUID]) -> None:
        """Reads these, in one statement."""
        missing = [id for id in dict.fromkeys(ids) if id not in self._asked]
        if missing:
            self._asked.update(missing)
            for row in self._session.execute(WANTED, {"ids": missing}):
                self._known[row[0]] = Stream(*row, is_new=False)

    def of(self, id: UUID, customer_id: UUID | None) -> Stream:
        """The stream of an entity that was read, or a new one."""
        found = self._known.get(id)
        if found is None:
            parent = None if customer_id == id else customer_id
            found = self._known[id] = Stream(id, parent)
        return found

    def known(self, id: UUID) -> Stream | None:
        """The stream, if it was read and is there."""
        return self._known.get(id)

    def key_for_writing(self, stream: Stream) -> DataKey:
        """The key of a stream, made if it has none yet. Raises KeyDestroyed, Unreachable."""
        if stream.key is not None or stream.wrapped is not None:
            return self.key(stream)
        self._changed[stream.id] = stream
        if stream.customer_id is not None:
            owner = self._known.get(stream.customer_id)
            if owner is None:
                self.load((stream.customer_id,))
                owner = self.of(stream.customer_id, stream.customer_id)
            stream.key = DataKey.made(self.key_for_writing(owner).secret)
        else:
            present = self.keyring.at_hand(Purpose.DATA)
            stream.key, stream.key_id = DataKey.made(present.secret), present.id
        stream.wrapped, stream.key_is_new = stream.key.wrapped, True
        return stream.key

    def key(self, stream: Stream) -> DataKey:
        """The key of a stream. Raises KeyDestroyed, Unreachable."""
        if stream.key is None:
            if not stream.wrapped:
                raise KeyDestroyed
            if stream.key_id is not None:
                wrapper = self.keyring.secret(stream.key_id)
            else:
                wrapper = self.key(self._owner(stream)).secret
            stream.key = DataKey.unwrapped(stream.wrapped, wrapper)
        return stream.key

    def _owner(self, stream: Stream) -> Stream:
        """The stream of the customer whose key wraps the key of this one."""
        if stream.customer_id is not None:
            self.load((stream.customer_id,))
        owner = self._known.get(stream.customer_id) if stream.customer_id else None
        if owner is None:
            raise KeyDestroyed
        return owner

    def advance(self, stream: Stream, version: int, seal: str) -> None:
        """An event was added. Raises ConcurrentChange if another added it first, Unreachable if some are not sealed."""
        if stream.version >= version:
            raise ConcurrentChange
        if stream.version < version - 1:
            raise Unreachable("Events from before are not sealed yet: run python -m infra.migrations.")
        stream.version, stream.seal = version, seal
        self._changed[stream.id] = stream

    def write(self) -> None:
        """Keeps what changed, each in its turn so that two writers never wait for each other."""
        ordered = sorted(self._changed.values(), key=lambda one: one.id.int)
        self._changed = {}
        insert_rows(self._session, event_streams, [_row(one) for one in ordered if one.is_new])
        rest = [{"id": one.id, "version": one.version, "seal": one.seal} for one in ordered if not one.is_new]
        if rest:
            self._session.connection().execute(ADVANCED, rest)
        for one in ordered:
            if one.key_is_new and not one.is_new:
                values = {"id": one.id, "key": one.key_id, "wrapped": one.wrapped}
                if self._session.connection().execute(KEYED, values).rowcount == 0:
                    raise ConcurrentChange  # another gave it a key meanwhile, or whom it is about was erased
            one.is_new = one.key_is_new = False


def _row(stream: Stream) -> dict[str, object]:
    return {
        "AggregateId": stream.id,
        "CustomerId": stream.customer_id,
        "Version": stream.version,
        "Seal": stream.seal,
        "KeyId": stream.key_id,
        "WrappedKey": stream.wrapped,
    }

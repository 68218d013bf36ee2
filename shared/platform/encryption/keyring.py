"""The keys that wrap data keys: made once, wrapped by the vault, unwrapped once in each process."""

import base64
import math
import os
import threading
import time
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from shared.adapters.key_vault import KeyVault, Wrapped
from shared.kernel.clock import Clock
from shared.kernel.ids import new_id
from shared.platform.encryption.tables import encryption_keys
from shared.platform.persistence.aliases import AnyRow
from shared.platform.persistence.database import Database
from shared.platform.resilience import Unreachable

k = encryption_keys.c
KEY_BYTES = 32
FRESH_SECONDS = 300.0
"""After which a process looks whether another key is in use."""


class Purpose(StrEnum):
    """What a key is for."""

    DATA = "data"
    """Wraps data keys."""
    CHAIN = "chain"
    """Seals the event log's chain, so that only who has it can write a link."""
    PEPPER = "pepper"
    """Hashes the addresses of those who were erased."""
    LINK = "link"
    """Signs links that go to people."""


class Key(NamedTuple):
    """A key that this process may use."""

    id: UUID
    secret: bytes


class Keyring:
    """The keys of one process. Making and unwrapping asks the vault, and raises Unreachable if it is away."""

    def __init__(self, database: Database, vault: KeyVault, clock: Clock) -> None:
        self._database, self._vault, self._clock = database, vault, clock
        self._guard = threading.Lock()
        self._secrets: dict[UUID, bytes] = {}
        self._present: dict[Purpose, Key] = {}
        self._firsts: dict[Purpose, Key] = {}
        self._fresh_until = -math.inf

    def present(self, purpose: Purpose) -> Key:
        """The key in use; the first is made when it is first needed, outside any transaction of the caller's."""
        return self._present.get(purpose) or self._find(purpose)

    def first(self, purpose: Purpose) -> Key:
        """The oldest key, which stays good for what can't say which key it was made with."""
        self.present(purpose)
        known = self._firsts.get(purpose)
        if known is None:
            with self._database.reading() as session:
                id = session.scalar(select(k.Id).where(k.Purpose == purpose).order_by(k.Number).limit(1))
            assert id is not None, "there is one in use"
            known = self._firsts[purpose] = Key(id, self.secret(id))
        return known

    def secret(self, id: UUID) -> bytes:
        """A key by its id, however old. Raises LookupError."""
        known = self._secrets.get(id)
        if known is None:
            with self._database.reading() as session:
                row = session.execute(select(encryption_keys).where(k.Id == id)).first()
            if row is None:
                raise LookupError(f"there is no encryption key {id}")
            known = self._unwrapped(row)
        return known

    def at_hand(self, purpose: Purpose) -> Key:
        """The key in use, as it was prepared. Raises Unreachable if it could not be: nothing is asked now."""
        known = self._present.get(purpose)
        if known is None:
            raise Unreachable("The keys are not at hand: the vault did not answer.")
        return known

    def prepare(self) -> None:
        """Has the keys in use at hand, so that no transaction waits for the vault; looks anew every some minutes.

        If the vault is away, what needs no key goes on, and what needs one goes on with those that are at hand.
        """
        if time.monotonic() < self._fresh_until:
            return
        try:
            for purpose in Purpose:
                self._find(purpose)
            self._fresh_until = time.monotonic() + FRESH_SECONDS
        except Unreachable:
            self._fresh_until = time.monotonic() + (FRESH_SECONDS if self._present else 0)

    def renew(self, purpose: Purpose) -> Key:
        """Makes a new key and uses it from now on; other processes do so when they next look."""
        with self._database.reading() as session:
            latest = session.scalar(select(func.max(k.Number)).where(k.Purpose == purpose))
        return self._make(purpose, (latest or 0) + 1)

    def _make(self, purpose: Purpose, number: int) -> Key:
        """Raises IntegrityError if another made the key of this number."""
        secret, id = os.urandom(KEY_BYTES), new_id()
        wrapped = self._vault.wrap(secret)
        with self._database.transaction() as session:
            session.execute(
                insert(encryption_keys).values(
                    Id=id,
                    Purpose=purpose,
                    Wrapped=base64.b64encode(wrapped.key).decode(),
                    WrappedBy=wrapped.by,
                    CreatedAt=self._clock(),
                    Number=number,
                )
            )
            session.commit()
        return self._use(purpose, Key(id, secret))

    def rewrap(self) -> int:
        """Has every key wrapped by the vault's present version. Returns how many were not."""
        with self._database.reading() as session:
            rows = session.execute(select(encryption_keys)).all()
        changed = 0
        for row in rows:
            wrapped = self._vault.wrap(self._unwrapped(row))
            if wrapped.by != row.WrappedBy:
                values = {"Wrapped": base64.b64encode(wrapped.key).decode(), "WrappedBy": wrapped.by}
                with self._database.transaction() as session:
                    session.execute(update(encryption_keys).where(k.Id == row.Id).values(values))
                    session.commit()
                changed += 1
        return changed

    def _find(self, purpose: Purpose) -> Key:
        with self._guard:  # one asks the vault, the others wait for it
            for _ in range(2):
                with self._database.reading() as session:
                    row = session.execute(_latest(purpose)).first()
                if row is not None:
                    return self._use(purpose, Key(row.Id, self._secrets.get(row.Id) or self._unwrapped(row)))
                try:
                    return self._make(purpose, 1)
                except IntegrityError:
                    continue  # another process made the first at the same moment
            raise LookupError(f"the {purpose} key can't be made")

    def _use(self, purpose: Purpose, key: Key) -> Key:
        self._secrets[key.id] = key.secret
        self._present[purpose] = key
        return key

    def _unwrapped(self, row: AnyRow) -> bytes:
        secret = self._vault.unwrap(Wrapped(row.WrappedBy, base64.b64decode(row.Wrapped)))
        self._secrets[row.Id] = secret
        return secret


def _latest(purpose: Purpose) -> Select[Any]:
    return select(encryption_keys).where(k.Purpose == purpose).order_by(k.Number.desc()).limit(1)

"""The steps of a scan over the base, each in one transaction that gets its job on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import batched
from typing import NamedTuple
from uuid import UUID

from shared.customers import services as customers
from shared.customers.queries import ids_after
from shared.duplicates.finding import LARGEST_BLOCK, keys_of, portraits, rarity_by
from shared.duplicates.repository import DuplicateRepository, Pair, pairs_of
from shared.duplicates.scoring import Portrait, is_duplicate, reasons
from shared.platform.application.commands import Command
from shared.platform.application.unit_of_work import UnitOfWork
from shared.platform.jobs.model import Lease
from shared.platform.jobs.repository import JobRepository

CUSTOMERS_AT_ONCE, KEYS_AT_ONCE, READ_AT_ONCE = 2_000, 4_000, 2_000


@dataclass(frozen=True)
class IndexCustomers(Command[UUID | None]):
    """Has some customers be found by their keys. Returns the last; None if there was none. Raises LostLease."""

    lease: Lease
    started: datetime
    after: UUID | None

    def handle(self, uow: UnitOfWork) -> UUID | None:
        ids = ids_after(uow.session, self.after, CUSTOMERS_AT_ONCE)
        last = ids[-1] if ids else None
        uow.repository(JobRepository).hold(self.lease, _place("keys", self.started, str(last) if last else None))
        if ids:
            customers.hold_these(uow, ids)
            known = portraits(uow.session, ids)
            keys = {id: keys_of(known[id]) if id in known else set() for id in ids}
            uow.repository(DuplicateRepository).keep_keys(keys)
        return last


@dataclass(frozen=True)
class KeepCommon(Command[None]):
    """Keeps how many customers have each of the common words. Raises LostLease."""

    lease: Lease
    started: datetime
    counts: Mapping[int, int]

    def handle(self, uow: UnitOfWork) -> None:
        uow.repository(JobRepository).hold(self.lease, _place("pairs", self.started, None))
        uow.repository(DuplicateRepository).keep_common(self.counts)


class Compared(NamedTuple):
    """How far the comparing is."""

    last: int | None
    """The last key; None if there was none."""
    pairs: int


@dataclass(frozen=True)
class ComparePairs(Command[Compared]):
    """Compares those that share some of the keys, one after another. Raises LostLease."""

    lease: Lease
    started: datetime
    after: int
    common: Mapping[int, int]

    def handle(self, uow: UnitOfWork) -> Compared:
        kept = uow.repository(DuplicateRepository)
        blocks = kept.blocks(self.after, KEYS_AT_ONCE, LARGEST_BLOCK)
        last = blocks[-1][0] if blocks else None
        uow.repository(JobRepository).hold(
            self.lease, _place("pairs", self.started, None if last is None else str(last))
        )
        found = self._compared(uow, pairs_of(blocks))
        live = customers.hold_live(uow, {id for pair in found for id in pair}) if found else set()
        kept.keep_pairs({pair: why for pair, why in found.items() if live >= {*pair}}, at=uow.now)
        return Compared(last, len(found))

    def _compared(self, uow: UnitOfWork, pairs: set[Pair]) -> dict[Pair, Mapping[str, float]]:
        known = dict[UUID, Portrait]()
        for some in batched({id for pair in pairs for id in pair}, READ_AT_ONCE, strict=False):
            known |= portraits(uow.session, some)
        bits = cache(rarity_by(self.common))
        found = dict[Pair, Mapping[str, float]]()
        for pair in pairs:
            one, other = known.get(pair.first), known.get(pair.second)
            if one and other and is_duplicate(why := reasons(one, other, bits)):
                found[pair] = why
        return found


@dataclass(frozen=True)
class DropUnseen(Command[int]):
    """Some of what the scan did not find is no pair any more. Returns how many that were."""

    started: datetime

    def handle(self, uow: UnitOfWork) -> int:
        kept = uow.repository(DuplicateRepository)
        over = kept.unseen(self.started, READ_AT_ONCE)
        customers.hold_these(uow, {id for pair in over for id in pair})
        kept.drop(over)
        return len(over)


def _place(phase: str, started: datetime, after: str | None) -> dict[str, str | None]:
    return {"phase": phase, "started": started.isoformat(), "after": after}

"""What is kept of duplicates: the keys of each customer, and the pairs that were found."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import batched, combinations, groupby
from operator import itemgetter
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, and_, bindparam, delete, func, insert, or_, select, update

from shared.duplicates.tables import common_words, duplicate_pairs, match_keys
from shared.platform.persistence.bulk import in_values, insert_rows
from shared.platform.persistence.repository import Repository

k, m, p = match_keys.c, common_words.c, duplicate_pairs.c
OF_ONE = or_(p.FirstCustomerId == bindparam("customer"), p.SecondCustomerId == bindparam("customer"))
KNOWN = select(p.FirstCustomerId, p.SecondCustomerId, p.IsDismissed).where(in_values(p.FirstCustomerId, "firsts"))
THIS_PAIR = and_(p.FirstCustomerId == bindparam("first"), p.SecondCustomerId == bindparam("second"))
FOUND_AGAIN = (
    update(duplicate_pairs)
    .where(THIS_PAIR, ~p.IsDismissed)
    .values(Score=bindparam("score"), Reasons=bindparam("reasons"), FoundAt=bindparam("at"))
)
SHARED_KEYS = (
    select(k.Key)
    .where(k.Key > bindparam("after"))
    .group_by(k.Key)
    .having(func.count().between(2, bindparam("largest", type_=Integer)))
    .order_by(k.Key)
    .limit(bindparam("most", type_=Integer))
    .subquery()
)
SHARED = select(k.Key, k.CustomerId).join(SHARED_KEYS, SHARED_KEYS.c.Key == k.Key).order_by(k.Key)
ROWS_AT_ONCE = 5_000


class Pair(NamedTuple):
    """Two customers that are probably one; the smaller id first."""

    first: UUID
    second: UUID

    @classmethod
    def of(cls, one: UUID, other: UUID) -> "Pair":
        """Of two customers, whichever is named first."""
        return cls(*sorted((one, other)))


type Weights = Mapping[str, float]


class DuplicateRepository(Repository):
    """Rows that are written in numbers: no entity has a version here."""

    def keep_keys(self, keys: Mapping[UUID, set[int]]) -> None:
        """Has customers be found by these keys, and by no other."""
        known: dict[UUID, set[int]] = {id: set() for id in keys}
        rows = select(k.CustomerId, k.Key).where(in_values(k.CustomerId, "customers"))
        for customer_id, key in self.session.execute(rows, {"customers": list(keys)}):
            known[customer_id].add(key)
        gone = [{"customer": id, "key": key} for id, had in known.items() for key in had - keys[id]]
        if gone:
            this = (k.CustomerId == bindparam("customer"), k.Key == bindparam("key"))
            self.session.connection().execute(delete(match_keys).where(*this), gone)
        new = sorted((key, id) for id, has in keys.items() for key in has - known[id])
        insert_rows(self.session, match_keys, [{"Key": key, "CustomerId": id} for key, id in new])

    def forget(self, customer_id: UUID) -> None:
        """Nobody is compared with it any more."""
        this = {"customer": customer_id}
        self.session.execute(delete(match_keys).where(k.CustomerId == bindparam("customer")), this)
        self.session.execute(delete(duplicate_pairs).where(OF_ONE), this)

    def keep_pairs(self, found: Mapping[Pair, Weights], *, at: datetime) -> None:
        """Notes pairs that were found; those that somebody dismissed stay so."""
        if not found:
            return
        rows = self.session.execute(KNOWN, {"firsts": list({pair.first for pair in found})})
        known = {Pair(row.FirstCustomerId, row.SecondCustomerId): row.IsDismissed for row in rows}
        again = [pair for pair in found if known.get(pair) is False]
        if again:
            self.session.connection().execute(FOUND_AGAIN, [_changes(pair, found[pair], at) for pair in again])
        new = [_row(pair, found[pair], at) for pair in sorted(found) if pair not in known]
        insert_rows(self.session, duplicate_pairs, new)

    def drop_pairs(self, customer_id: UUID, others: Collection[UUID]) -> None:
        """Of a customer's pairs only those with these others stay, and those that somebody dismissed."""
        rows = select(p.FirstCustomerId, p.SecondCustomerId).where(OF_ONE, ~p.IsDismissed)
        pairs = [Pair(*row) for row in self.session.execute(rows, {"customer": customer_id})]
        over = [pair for pair in pairs if not {*pair} - {customer_id} <= set(others)]
        self.drop(over)

    def unseen(self, since: datetime, limit: int) -> list[Pair]:
        """Pairs that nobody has found since a moment, and nobody dismissed."""
        rows = select(p.FirstCustomerId, p.SecondCustomerId).where(p.FoundAt < since, ~p.IsDismissed).limit(limit)
        return [Pair(*row) for row in self.session.execute(rows)]

    def drop(self, pairs: Sequence[Pair]) -> None:
        """They are none any more."""
        if pairs:
            self.session.connection().execute(
                delete(duplicate_pairs).where(THIS_PAIR), [pair._asdict() for pair in pairs]
            )

    def dismiss(self, pair: Pair, weights: Weights, *, by: str, at: datetime) -> None:
        """The two are not one: nobody is shown the pair again."""
        noted = {"IsDismissed": True, "DismissedAt": at, "DismissedBy": by}
        change = update(duplicate_pairs).where(THIS_PAIR).values(**noted)
        if not self.session.connection().execute(change, pair._asdict()).rowcount:
            self.session.execute(insert(duplicate_pairs).values(**_row(pair, weights, at), **noted))

    def is_known(self, pair: Pair) -> bool:
        """Whether the pair was found, dismissed or not."""
        return self.session.execute(select(p.Score).where(THIS_PAIR), pair._asdict()).first() is not None

    def keep_common(self, counts: Mapping[int, int]) -> None:
        """How many customers have each of the common words."""
        self.session.execute(delete(common_words))
        rows = [{"Word": word, "Customers": count} for word, count in sorted(counts.items())]
        for some in batched(rows, ROWS_AT_ONCE, strict=False):
            insert_rows(self.session, common_words, some)

    def common(self) -> dict[int, int]:
        """How many customers have each of the common words."""
        return dict(self.session.execute(select(m.Word, m.Customers)).all())

    def blocks(self, after: int, limit: int, largest: int) -> list[tuple[int, UUID]]:
        """The customers of the next so many keys that several have, and no more than `largest`."""
        given = {"after": after, "most": limit, "largest": largest}
        return [(key, customer_id) for key, customer_id in self.session.connection().execute(SHARED, given).all()]


def _row(pair: Pair, weights: Weights, at: datetime) -> dict[str, Any]:
    return {
        "FirstCustomerId": pair.first,
        "SecondCustomerId": pair.second,
        "Score": round(10 * sum(weights.values())),
        "Reasons": {what: str(weight) for what, weight in weights.items()},
        "FoundAt": at,
    }


def _changes(pair: Pair, weights: Weights, at: datetime) -> dict[str, Any]:
    row = _row(pair, weights, at)
    return {**pair._asdict(), "score": row["Score"], "reasons": row["Reasons"], "at": at}


def pairs_of(blocks: Iterable[tuple[int, UUID]]) -> set[Pair]:
    """Who shares a key with whom; the customers of a key follow one another."""
    pairs = set[Pair]()
    for _, block in groupby(blocks, key=itemgetter(0)):
        pairs.update(Pair(*two) for two in combinations(sorted(id for _, id in block), 2))
    return pairs

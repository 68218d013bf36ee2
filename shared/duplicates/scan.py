"""The scan over the base: a job that gives every customer its keys, and then compares those that share one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from shared.customers.queries import all_names
from shared.duplicates.finding import TOTAL, word_key
from shared.duplicates.normalising import name_tokens
from shared.duplicates.repository import DuplicateRepository
from shared.duplicates.scan_commands import ComparePairs, DropUnseen, IndexCustomers, KeepCommon

if TYPE_CHECKING:
    from shared.platform.jobs.work import Work

SUBJECT = UUID(int=2)
"""There is one scan."""
COMMON = 16
"""Customers that have a word which is common."""
WORDS_AT_ONCE = 2_000_000
"""Different words that are counted in memory."""


def scan(work: Work) -> bool:
    """Goes on with the scan while there is time; says whether it is done."""
    send, checkpoint = work.app.mediator.send, work.checkpoint
    started = datetime.fromisoformat(checkpoint["started"]) if checkpoint.get("started") else work.app.clock()
    after: str | None = checkpoint.get("after")
    if checkpoint.get("phase", "keys") == "keys":
        last = UUID(after) if after else None
        while last := send(IndexCustomers(work.lease, started, last)):
            if not work.has_time():
                return False
        with work.app.database.replica_session() as session:  # a long read, in which nobody has to wait to write
            counts = counted(all_names(session))
        send(KeepCommon(work.lease, started, counts))
        after = None
    with work.app.database.reading() as session:
        common = DuplicateRepository(session).common()
    key = int(after) if after else 0
    while last_key := send(ComparePairs(work.lease, started, key, common)).last:
        key = last_key
        if not work.has_time():
            return False
    while send(DropUnseen(started)):
        pass
    return True


def counted(names: Iterable[str]) -> dict[int, int]:
    """How many of these names have each of the common words; under `TOTAL` how many names there are."""
    counts, total = Counter[int](), 0
    for name in names:
        total += 1
        counts.update({word_key(word) for word in name_tokens(name)})
        if len(counts) > WORDS_AT_ONCE:  # most words are in a few names only
            counts = Counter({word: count for word, count in counts.items() if count > total // 10_000})
    return {**{word: count for word, count in counts.items() if count >= COMMON}, TOTAL: total}

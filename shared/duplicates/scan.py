"""The scan over the base: a job that gives every customer its keys, and then compares those that share one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from shared.duplicates.repository import DuplicateRepository
from shared.duplicates.scan_commands import ComparePairs, CountCommon, DropUnseen, IndexCustomers

if TYPE_CHECKING:
    from shared.platform.jobs.work import Work

SUBJECT = UUID(int=2)
"""There is one scan."""


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
        send(CountCommon(work.lease, started))
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

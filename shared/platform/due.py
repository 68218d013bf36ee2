"""What a timer finds due, done one after another."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shared.platform.persistence.database import Database

BATCH = 200
TOGETHER = 500
"""In one transaction: a commit writes much at once more cheaply, and the next waits for it no longer than a moment."""

log = logging.getLogger(__name__)


def do_many[T](
    database: Database,
    find: Callable[[Session, int], Sequence[T]],
    do: Callable[[Sequence[T]], object],
    what: str,
) -> None:
    """As `do_each`, many in one transaction; if that fails, each in one of its own."""
    failed, seen = set[T](), set[T]()
    while True:
        with database.reading() as session:
            found = find(session, TOGETHER + len(failed))
        failed.update(seen.intersection(found))
        due = [one for one in found if one not in failed]
        if not due:
            return
        seen.update(due)
        try:
            do(due)
        except Exception:
            log.warning("%s: many at once could not be done", what, exc_info=True)
            failed.update(one for one in due if not _done(do, one, what))


def _done[T](do: Callable[[Sequence[T]], object], one: T, what: str) -> bool:
    try:
        do([one])
    except Exception:
        log.exception("%s: %s could not be done", what, one)
        return False
    return True


def do_each[T](
    database: Database, find: Callable[[Session, int], Sequence[T]], do: Callable[[T], object], what: str
) -> None:
    """Does what is due, each in a transaction of its own; what fails keeps no other from its turn.

    `find` gives at most so many, always from the front: what was done is not found again. What is, all the same, waits
    for the next time: it counts as failed.
    """
    failed, seen = 0, set[T]()  # those that failed stay in front
    while True:
        with database.reading() as session:
            due = find(session, BATCH + failed)[failed:]
        if not due:
            return
        for one in due:
            if one in seen:
                failed += 1
                continue
            seen.add(one)
            try:
                do(one)
            except Exception:
                failed += 1
                log.exception("%s: %s could not be done", what, one)

"""What is forgotten when its time is over, each kind declared by who keeps it; the job that forgets it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from shared.settings import CustomerManagement

if TYPE_CHECKING:
    from sqlalchemy import Select, Table

    from shared.platform.app import App
    from shared.platform.jobs.work import Work

RETENTION = "retention"
"""The kind of job."""
SUBJECT = UUID(int=1)
"""There is one."""
AT_ONCE = 1_000
"""Rows that a transaction forgets."""

log = logging.getLogger(__name__)


class Retention(NamedTuple):
    """A kind of thing that is kept for a time."""

    what: str
    kept: timedelta | Callable[[CustomerManagement], timedelta]
    """How long; or by which setting."""
    forget: Callable[[App, datetime], bool]
    """Forgets some of what is older than a moment, in transactions of its own; says whether that was all."""

    def time(self, business: CustomerManagement) -> timedelta:
        """How long it is kept under these settings."""
        return self.kept if isinstance(self.kept, timedelta) else self.kept(business)


def audited(business: CustomerManagement) -> timedelta:
    """How long it is on record what was done; no shorter for leap years."""
    return timedelta(days=366 * business.audit_retention_years)


def rows_of(table: Table, old: Select[tuple[UUID]]) -> Callable[[App, datetime], bool]:
    """Forgets rows of a table by their `Id`: those `old` lists for a moment `before`, `AT_ONCE` in a transaction."""

    def forget_rows(app: App, before: datetime) -> bool:
        from sqlalchemy import delete

        from shared.platform.persistence.bulk import in_values

        with app.database.transaction() as session:
            ids = list(session.scalars(old.limit(AT_ONCE), {"before": before}))
            if ids:
                session.execute(delete(table).where(in_values(table.c.Id, "ids")), {"ids": ids})
                session.commit()
        return len(ids) < AT_ONCE

    return forget_rows


def forget(work: Work, kinds: Iterable[Retention]) -> bool:
    """Forgets what is too old, while there is time; says whether that is done.

    What fails keeps no other from its turn.
    """
    from shared.platform.persistence.passing_errors import is_outage  # with its library: not when triggers are indexed

    app, failures, left = work.app, list[Exception](), False
    for kind in kinds:
        before = app.clock() - kind.time(app.settings.business)
        try:
            while not kind.forget(app, before):
                if not work.has_time():
                    left = True
                    break
        except Exception as failure:
            log.exception("%s: not everything that is too old could be forgotten", kind.what)
            failures.append(failure)
    if failures:
        raise next((one for one in failures if not is_outage(one)), failures[0])
    return not left

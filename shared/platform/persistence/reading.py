"""Asking the database: a query in a session of its own, once more if what went wrong passes."""

import random
import time
from collections.abc import Callable
from typing import Concatenate

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from shared.platform.persistence.database import Database
from shared.platform.persistence.passing_errors import Passing, passing
from shared.platform.resilience import DATABASE

PAUSES = {Passing.LOST_RACE: 0.05, Passing.BUSY: 1.0}
"""Seconds before the second try; before the third twice as long."""


def ask[**P, R](
    database: Database, query: Callable[Concatenate[Session, P], R], *given: P.args, **named: P.kwargs
) -> R:
    """The answer to a query. Raises what it raises; an error of the database that passes, once it did not."""
    for attempt in range(1, DATABASE.tries + 1):
        try:
            with database.reading() as session:
                return query(session, *given, **named)
        except DBAPIError as failure:
            why = passing(failure)
            if why is None or attempt == DATABASE.tries:
                raise
            pause = PAUSES[why] * attempt
        time.sleep(random.uniform(pause / 2, pause))  # noqa: S311 - jitter, not a secret
    raise AssertionError("unreachable")

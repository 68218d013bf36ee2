"""Each message is handled once by each consumer, however often the bus delivers it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from shared.platform.messaging.tables import inbox
from shared.platform.persistence.database import Database

type Effect[M] = Callable[[Session, M], None]


def consume[M](
    database: Database, consumer: str, messages: Mapping[str, M], effect: Effect[M], *, at: datetime
) -> None:
    """Has `consumer` take the effect of each message (id → message) it has not handled before.

    Effect and note are one transaction, for the whole batch; if that fails, one for each message, so that a bad one
    takes no other with it. Raises the first failure at the end: the broker then delivers again, and what was handled
    is known as a duplicate.
    """
    try:
        _handle(database, consumer, messages, effect, at)
        return
    except Exception:
        if len(messages) == 1:
            raise
    failures = []
    for message_id, message in messages.items():
        try:
            _handle(database, consumer, {message_id: message}, effect, at)
        except Exception as failure:
            failures.append(failure)
    if failures:
        raise failures[0]


def _handle[M](database: Database, consumer: str, messages: Mapping[str, M], effect: Effect[M], at: datetime) -> None:
    with database.transaction() as session:
        fresh = claim(session, consumer, list(messages), at=at)
        for message_id, message in messages.items():
            if message_id in fresh:
                effect(session, message)
        session.commit()


def claim(session: Session, consumer: str, message_ids: Sequence[str], *, at: datetime) -> set[str]:
    """Notes these messages as handled by `consumer` and returns those that were not before.

    Runs inside the transaction of the handler's effect: both are kept, or neither. Two deliveries at one time meet
    at the primary key; the loser's transaction fails and is tried again as a duplicate.
    """
    known = set(
        session.scalars(
            select(inbox.c.MessageId).where(inbox.c.Consumer == consumer, inbox.c.MessageId.in_(message_ids))
        )
    )
    fresh = set(message_ids) - known
    if fresh:
        session.execute(insert(inbox), [{"Consumer": consumer, "MessageId": id, "HandledAt": at} for id in fresh])
    return fresh

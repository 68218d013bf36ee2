"""Each message is handled once by each consumer, however often the bus delivers it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from shared.event_log.tables import inbox


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

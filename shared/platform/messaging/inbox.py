"""Which messages each consumer has handled, however often the bus delivers them."""

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from shared.platform.messaging.tables import inbox


def note(session: Session, consumer: str, message_id: str, *, at: datetime) -> bool:
    """Notes a message as handled by `consumer`; False if it was before.

    Runs inside the transaction of the message's effect: both are kept, or neither. Two deliveries at one time meet
    at the primary key; the loser's transaction is tried again and finds a duplicate.
    """
    known = select(inbox.c.MessageId).where(inbox.c.Consumer == consumer, inbox.c.MessageId == message_id)
    if session.execute(known).first() is not None:
        return False
    session.execute(insert(inbox).values(Consumer=consumer, MessageId=message_id, HandledAt=at))
    return True

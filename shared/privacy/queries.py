"""What can be asked about erasures."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from shared.privacy.model import Erasure, ErasureNotFound
from shared.privacy.tables import erasures
from shared.privacy.values import ErasureStatus


def load_erasure(session: Session, erasure_id: UUID) -> Erasure:
    """An erasure. Raises ErasureNotFound."""
    found = session.get(Erasure, erasure_id)
    if found is None:
        raise ErasureNotFound(erasure_id)
    return found


def is_erased(session: Session, subject_id: UUID) -> bool:
    """Whether a customer's or a contact's erasure was asked for."""
    return session.execute(select(erasures.c.Id).where(erasures.c.SubjectId == subject_id)).first() is not None


def failed_erasures(session: Session) -> Sequence[Erasure]:
    """Those that could not be done to their end."""
    return session.scalars(select(Erasure).where(erasures.c.Status == ErasureStatus.FAILED)).all()

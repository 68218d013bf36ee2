"""Erasures by identity, and by whom they are about."""

from uuid import UUID

from sqlalchemy import select

from shared.platform.persistence.repository import AggregateRepository
from shared.privacy.model import Erasure, ErasureNotFound
from shared.privacy.tables import erasures


class ErasureRepository(AggregateRepository[Erasure]):
    kind, not_found = Erasure, ErasureNotFound

    def of_subject(self, id: UUID) -> Erasure | None:
        """The erasure of a customer or a contact, if it was asked for."""
        found = self.session.scalars(select(Erasure).where(erasures.c.SubjectId == id)).one_or_none()
        return found and self._keep(found)

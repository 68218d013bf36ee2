"""An erasure: who is to be forgotten, and where that is done (decisions "Events, audit, privacy")."""

from datetime import datetime, timedelta
from uuid import UUID

from shared.kernel.errors import NotFound
from shared.kernel.events import Aggregate
from shared.kernel.text import fitting
from shared.privacy.values import ErasureStatus

DUE_WITHIN = timedelta(days=30)
"""A month after the request (GDPR, Article 12)."""


class ErasureNotFound(NotFound):
    code = "PRIV-002"
    meaning = "Erasure not found"

    def __init__(self, id: UUID) -> None:
        super().__init__(f"Erasure {id} does not exist.")


class Erasure(Aggregate):
    """Begun, it is irreversible: the keys are destroyed in its first moment. What is left is done store by store."""

    def __init__(
        self,
        id: UUID,
        customer_id: UUID,
        contact_id: UUID | None,
        reference: str,
        *,
        requested_at: datetime,
        by: str,
        at: datetime,
    ) -> None:
        self.id, self.version = id, 0
        self.customer_id, self.contact_id = customer_id, contact_id
        self.subject_id = contact_id or customer_id
        self.reference, self.requested_at = reference, requested_at
        self.due_at = requested_at + DUE_WITHIN
        self.status = ErasureStatus.PROCESSING
        self.failure_reason: str | None = None
        self.stores: dict[str, str] = {}
        """By the name of each store that is done, when it was last looked through."""
        self.created_at, self.created_by = at, by
        self.finished_at: datetime | None = None

    def note(self, store: str, *, at: datetime) -> None:
        """Nothing is left in a store."""
        self.stores = {**self.stores, store: at.isoformat()}

    def complete(self, *, at: datetime) -> None:
        """Nothing is left anywhere, and whoever has a copy was told."""
        self.status, self.finished_at, self.failure_reason = ErasureStatus.COMPLETED, at, None

    def fail(self, reason: str, *, at: datetime) -> None:
        """It could not be done to its end; asked for again, it goes on."""
        self.status, self.failure_reason, self.finished_at = ErasureStatus.FAILED, fitting(reason, 1000), at

    def resume(self) -> bool:
        """Goes on after a failure; says whether there was one."""
        failed = self.status is ErasureStatus.FAILED
        if failed:
            self.status, self.failure_reason, self.finished_at = ErasureStatus.PROCESSING, None, None
        return failed

"""What the consent endpoints answer (decisions "Events, audit, privacy")."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from shared.consents import fields as f
from shared.consents.values import ConsentPurpose
from shared.customers.values import CommunicationType
from shared.platform.persistence.aliases import AnyRow
from shared.platform.web.schemas import Response, described


class ConsentResponse(Response):
    """A change of what somebody agreed to."""

    id: Annotated[UUID, described("The change's id.")]
    contact_id: Annotated[UUID, described("The contact; null if it is the customer's own.", None)] | None
    purpose: Annotated[ConsentPurpose, f.PURPOSE]
    channel: Annotated[CommunicationType, f.CHANNEL] | None
    granted: Annotated[bool, f.GRANTED]
    previously: Annotated[bool, described("What was known before; null if nothing was.", False)] | None
    changed_at: Annotated[datetime, described("When it was noted.")]
    changed_by: Annotated[str, described("Who noted it: the subject of the caller's token.", "amira")]
    source: Annotated[str, f.SOURCE] | None
    wording: Annotated[str, f.WORDING] | None

    @classmethod
    def of(cls, row: AnyRow) -> Self:
        """A row of the table."""
        return cls(
            id=row.Id,
            contact_id=row.ContactId,
            purpose=row.Purpose,
            channel=row.Channel,
            granted=row.Granted,
            previously=row.Previous,
            changed_at=row.ChangedAt,
            changed_by=row.ChangedBy,
            source=row.Source,
            wording=row.Wording,
        )

"""What the follow-up endpoints answer (specification §5.3.5)."""

from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from shared.follow_ups import fields as f
from shared.follow_ups.values import FollowUpPriority, FollowUpStatus
from shared.platform.web.fields import CREATED_AT, CREATED_BY, VERSION
from shared.platform.web.schemas import Response, described


class FollowUpResponse(Response):
    """A follow-up."""

    id: Annotated[UUID, f.FOLLOW_UP_ID]
    customer_id: Annotated[UUID, described("Whom it is done for.")]
    subject: Annotated[str, f.SUBJECT]
    description: Annotated[str, f.DESCRIPTION] | None
    due_date: Annotated[datetime, f.DUE_DATE]
    priority: Annotated[FollowUpPriority, f.PRIORITY]
    assigned_to: Annotated[str, f.ASSIGNED_TO] | None
    status: Annotated[FollowUpStatus, f.STATUS]
    created_at: Annotated[datetime, CREATED_AT]
    created_by: Annotated[str, CREATED_BY]
    completed_at: Annotated[datetime, described("When it was done; null until then.")] | None
    completed_by: Annotated[str, described("Who did it; null until then.", "ben")] | None
    cancelled_at: Annotated[datetime, described("When it was called off; null unless it was.")] | None
    cancelled_by: Annotated[str, described("Who called it off; null unless it was.", None, "amira")] | None
    version: Annotated[int, VERSION]

    @classmethod
    def of(cls, one: Any) -> Self:
        """A follow-up as it is now, or a row of the table as it shows one."""
        return cls(
            id=one.id,
            customer_id=one.customer_id,
            **vars(one.task),
            status=one.status,
            created_at=one.created_at,
            created_by=one.created_by,
            completed_at=one.completed_at,
            completed_by=one.completed_by,
            cancelled_at=one.cancelled_at,
            cancelled_by=one.cancelled_by,
            version=one.version,
        )

"""What is said about a complaint, by whoever works on it (decisions "Complaints, testimonials")."""

from datetime import datetime
from uuid import UUID

from shared.complaints.events import ComplaintCommented
from shared.kernel.events import Change, CustomersAggregate


class ComplaintComment(CustomersAggregate):
    """A comment stays as it was made. What is internal is not for the customer's eyes."""

    def __init__(
        self,
        id: UUID,
        complaint_id: UUID,
        customer_id: UUID,
        text: str,
        *,
        is_internal: bool,
        by: str,
        at: datetime,
    ) -> None:
        self.id, self.version = id, 0
        self.complaint_id, self.customer_id = complaint_id, customer_id
        self.text, self.is_internal = text, is_internal
        self.created_at, self.created_by = at, by
        event = ComplaintCommented(
            comment_id=id,
            complaint_id=complaint_id,
            customer_id=customer_id,
            text=text,
            is_internal=is_internal,
            commented_at=at,
            commented_by=by,
        )
        self.record(event, {"comment.text": Change(None, text), "comment.isInternal": Change(None, is_internal)})

"""What the audit endpoints answer (specification §9.5)."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from shared.audit.values import AuditKind
from shared.platform.web.problem import TRACE
from shared.platform.web.schemas import Response, described


class AuditEntryResponse(Response):
    """Something that was done. It names ids, and says nothing about a person beyond the caller."""

    id: Annotated[UUID, described("The entry's id; of a change, the event's.")]
    at: Annotated[datetime, described("When it was done.")]
    kind: AuditKind
    caller: Annotated[str, described("Who did it: the subject of the token; `anonymous` without one.", "amira")]
    action: Annotated[str, described("The operation of the API, or the event.", "getCustomer")]
    customer_id: Annotated[UUID, described("The customer it is about; null if none.")] | None
    subject_id: Annotated[UUID, described("What else it is about, such as a contact; null if nothing.")] | None
    status: Annotated[int, described("The HTTP status of a call; null for a change.", 200)] | None
    trace_id: Annotated[str, described("The call's trace id; null for a change.", TRACE)] | None


class AuditPage(Response):
    """Entries of a period, oldest first."""

    items: Annotated[tuple[AuditEntryResponse, ...], described("The part.")]
    next_cursor: Annotated[str, described("Leads to the next page, as `cursor`; null on the last.", "WyI3Y2...")] | None

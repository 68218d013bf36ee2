"""What the audit endpoints take (specification §9.5)."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from shared.audit.values import AuditKind, Wanted
from shared.kernel.errors import Invalid
from shared.platform.web.paging import PageQuery, Window
from shared.platform.web.schemas import Id, Moment, described

USUAL_PERIOD = timedelta(days=1)


class AuditQuery(PageQuery):
    """Which entries; what is left out filters nothing."""

    since: Annotated[Moment, described("From then on; a day before `until` if left out.")] | None = None
    until: Annotated[Moment, described("Before then; now if left out.")] | None = None
    caller: Annotated[str, Field(max_length=100), described("Only what this subject of a token did.")] | None = None
    customer_id: Annotated[Id, described("Only what is about this customer.")] | None = None
    action: (
        Annotated[str, Field(max_length=100), described("Only this operation of the API, or this event, by its name.")]
        | None
    ) = None
    kind: Annotated[AuditKind, described("Only entries of this kind.")] | None = None

    def wanted(self, now: datetime) -> Wanted:
        """The query with its period. Raises Invalid."""
        until = self.until or now
        since = self.since or until - USUAL_PERIOD
        if since >= until:
            raise Invalid.field("since", "must be before `until`")
        return Wanted(since, until, self.caller, self.customer_id, self.action, self.kind)


def first_page_only(window: Window) -> None:
    """Entries are followed by cursor alone. Raises Invalid."""
    if window.after is None and window.page > 1:
        raise Invalid.field("page", "must be 1; use `cursor` to go on")

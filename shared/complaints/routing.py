"""Who cares for a new complaint, if the business has them shared out (`ComplaintRouting`)."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from shared.complaints.tables import complaints
from shared.kernel.business_hours import NEVER
from shared.platform.persistence.bulk import in_values
from shared.platform.persistence.column_types import UtcDateTime
from shared.settings import CustomerManagement
from shared.settings.agents import BY_CATEGORY, Agent, agents_of

c = complaints.c
LOADS = (
    select(c.AssignedTo, func.count().label("load"))
    .where(in_values(c.AssignedTo, "agents"), c.DueAt < bindparam("never", type_=UtcDateTime()))
    .group_by(c.AssignedTo)
)
"""How many each has that run: what waits for its customer is no work."""


def assignee(session: Session, business: CustomerManagement, category: str | None) -> str | None:
    """Whoever has least to do: among those who care for the category, if it goes by that and there are any."""
    if not business.complaint_routing:
        return None
    able: Sequence[Agent] = agents_of(business.complaint_agents)
    if business.complaint_routing == BY_CATEGORY:
        able = [one for one in able if category and category.casefold() in one.categories] or [
            one for one in able if not one.categories
        ]
    if not able:
        return None
    asked = {"agents": [one.name for one in able], "never": NEVER}
    loads = {row.AssignedTo: row.load for row in session.execute(LOADS, asked)}
    return min(able, key=lambda one: loads.get(one.name, 0)).name

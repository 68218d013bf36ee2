"""By when a complaint is to be answered and resolved, as the business's settings say (decision 0062)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from shared.complaints.values import ComplaintPriority
from shared.kernel.business_hours import BusinessHours, read_week
from shared.settings import CustomerManagement
from shared.settings.working_time import days_off, hours_by_priority

type Within = Mapping[ComplaintPriority, timedelta]


@dataclass(frozen=True, eq=False)
class ServiceLevel:
    """Business hours, and how many of them there are for an answer and for a resolution."""

    hours: BusinessHours
    to_answer: Within
    to_resolve: Within
    rules: str
    """A mark of all this: due times that were worked out under another are worked out anew."""


@lru_cache(8)
def service_level(business: CustomerManagement) -> ServiceLevel:
    """What holds under these settings."""
    by_week = business.business_hours, business.business_time_zone, business.business_holidays
    answer = business.complaint_first_response_hours, business.complaint_first_response_hours_by_priority
    resolve = business.complaint_auto_escalation_hours, business.complaint_auto_escalation_hours_by_priority
    week, zone, off = by_week
    return ServiceLevel(
        BusinessHours(read_week(week), zone, days_off(off)),
        _within(*answer),
        _within(*resolve),
        hashlib.sha256(repr((by_week, answer, resolve)).encode()).hexdigest()[:16],
    )


def _within(hours: int, by_priority: str) -> Within:
    own = hours_by_priority(by_priority)
    return {priority: timedelta(hours=own.get(priority, hours)) for priority in ComplaintPriority}

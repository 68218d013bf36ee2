"""The business's own settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from shared.settings.agents import check_agents, check_id, check_routing
from shared.settings.names import SettingsError, setting_name
from shared.settings.working_time import (
    MOST_HOURS,
    check_holidays,
    check_hours_by_priority,
    check_week,
    check_zone,
)

LARGEST_PAGE = 100
"""The contract's: a client may count on it that more is refused."""
MOST = {
    "max_contacts_per_customer": 1_000_000,
    "max_communication_history_retention": 36_500,
    "complaint_auto_escalation_hours": MOST_HOURS,
    "complaint_first_response_hours": MOST_HOURS,
    "customer_inactivity_threshold_days": 36_500,
    "default_page_size": LARGEST_PAGE,
    "max_page_size": LARGEST_PAGE,
    "ai_insights_refresh_interval_hours": MOST_HOURS,
    "audit_retention_years": 100,
}
"""Times end after a century: longer ones leave the calendar."""
TEXTS: Mapping[str, Callable[[str, str], str]] = {
    "complaint_auto_escalation_hours_by_priority": check_hours_by_priority,
    "complaint_first_response_hours_by_priority": check_hours_by_priority,
    "complaint_received_template": check_id,
    "complaint_resolved_template": check_id,
    "complaint_agents": check_agents,
    "complaint_routing": check_routing,
    "business_hours": check_week,
    "business_time_zone": check_zone,
    "business_holidays": check_holidays,
}
"""How each setting that is a text is checked."""


@dataclass(frozen=True)
class CustomerManagement:
    """The business's own settings (specification, Appendix B), each `CustomerManagement__<Name>`."""

    max_contacts_per_customer: int = 50
    max_communication_history_retention: int = 365
    """Days a communication's content is kept."""
    complaint_auto_escalation_hours: int = 48
    customer_inactivity_threshold_days: int = 180
    default_page_size: int = 20
    max_page_size: int = 100
    enable_ai_insights: bool = True
    ai_insights_refresh_interval_hours: int = 24
    audit_retention_years: int = 7
    """How long the event log and the audit trail are kept; this one is ours, and so are those that follow."""
    complaint_auto_escalation_hours_by_priority: str = ""
    """`Critical=4, High=24`: instead of `complaint_auto_escalation_hours`."""
    complaint_first_response_hours: int = 24
    complaint_first_response_hours_by_priority: str = ""
    business_hours: str = ""
    """`Mon-Fri 09:00-17:00`: the only time in which hours of complaints count; empty is always."""
    business_time_zone: str = "UTC"
    complaint_received_template: str = ""
    """The id of the template that tells a customer that its complaint was received; empty is none."""
    complaint_resolved_template: str = ""
    """The id of the template that tells it of the resolution, and asks how content it is."""
    complaint_agents: str = ""
    """`ben=ben@example.com:Venue,Catering; ada=ada@example.com`: those who deal with complaints."""
    complaint_routing: str = ""
    """How new complaints are shared out among them; empty is not at all."""
    business_holidays: str = ""
    """`DE-BE, 2026-12-24`: days without business hours."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "CustomerManagement":
        """Reads and checks them. Raises SettingsError."""
        given: dict[str, Any] = {}
        for field in fields(cls):
            name = setting_name(field.name)
            if text := environment.get(name, "").strip():
                given[field.name] = _read(field.name, name, text)
        read = cls(**given)
        if read.complaint_routing and not read.complaint_agents:
            agents, routing = setting_name("complaint_agents"), setting_name("complaint_routing")
            raise SettingsError(f"{routing} needs {agents}: somebody to share complaints out among.")
        if read.default_page_size > read.max_page_size:
            default, most = setting_name("default_page_size"), setting_name("max_page_size")
            raise SettingsError(
                f"{default} must be at most {most}, which is {read.max_page_size}; it is {read.default_page_size}."
            )
        return read


def _read(field: str, name: str, text: str) -> bool | int | str:
    if check := TEXTS.get(field):
        return check(name, text)
    return _count(name, text, MOST[field]) if field in MOST else _flag(name, text)


def _count(name: str, text: str, most: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= most):
        raise SettingsError(f"{name} must be a whole number from 1 to {most:,}; it is {text[:40]!r}.")
    return int(text)


def _flag(name: str, text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise SettingsError(f"{name} must be true or false; it is {text[:40]!r}.")
    return text.lower() == "true"

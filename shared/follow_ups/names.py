"""Names on the bus, each said once; light enough for every cold start."""

from shared.kernel.destinations import Topic

COMMUNICATION_EVENTS = Topic("communication-events")
"""Where follow-ups and templates are told of (specification §7.2)."""

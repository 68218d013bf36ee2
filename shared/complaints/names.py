"""Names on the bus, each said once; light enough for every cold start."""

from shared.kernel.destinations import Topic

COMPLAINT_EVENTS = Topic("complaint-events")
"""Where complaints and testimonials are told of (specification §7.2; decisions "Events, audit, privacy")."""

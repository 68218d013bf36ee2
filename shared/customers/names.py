"""Names on the bus and in storage, each said once; light enough for every cold start."""

from shared.kernel.destinations import Topic

CUSTOMER_EVENTS = Topic("customer-events")
"""Where its events are published (specification §7.2)."""

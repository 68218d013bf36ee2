"""Names on the bus and in storage, each said once; light enough for every cold start."""

from shared.kernel.destinations import Topic

CONTACT_EVENTS = Topic("contact-events")
"""Where its events are published, and those of lists (specification §7.2)."""

SEARCH = "search"
"""The kind of job that makes anew what customers are found by."""

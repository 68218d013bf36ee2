"""Names on the bus and in storage, each said once; light enough for every cold start."""

from shared.kernel.destinations import Queue

CONTAINER = "contact-exports"
"""Where the files lie (specification §7.4)."""
EXPORT_REQUESTS = Queue("contact-exports")

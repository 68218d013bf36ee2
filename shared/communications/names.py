"""Names on the bus and in storage, each said once; light enough for every cold start."""

from shared.kernel.destinations import Queue, Topic

COMMUNICATION_EVENTS = Topic("communication-events")
"""Where communications, follow-ups and templates are told of (specification §7.2)."""
EMAILS = Queue("emails")
"""Mail that is to be sent."""
TEXT_MESSAGES = Queue("text-messages")
"""Text messages that are to be sent: a queue of their own, so that neither channel waits for the other."""

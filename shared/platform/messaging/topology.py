"""The names on the bus, each said once: topics, and who listens to them."""

from typing import NamedTuple

CUSTOMER_EVENTS = "customer-events"
CONTACT_EVENTS = "contact-events"

EXPORT_REQUESTS = "contact-exports"
UNDO_REQUESTS = "contact-import-undos"

MAX_DELIVERIES = 4
"""A message is tried once and three times more, then dead-lettered (specification §12.3)."""


class Subscription(NamedTuple):
    """A consumer's own copy of a topic's messages."""

    topic: str
    name: str


PROFILE_CACHE = Subscription(CUSTOMER_EVENTS, "profile-cache")
CONTACT_CACHE = Subscription(CONTACT_EVENTS, "contact-cache")

TOPICS = (CUSTOMER_EVENTS, CONTACT_EVENTS)
SUBSCRIPTIONS = (PROFILE_CACHE, CONTACT_CACHE)
QUEUES = (EXPORT_REQUESTS, UNDO_REQUESTS)
"""An event told to a queue has one reader, which does the work."""

CONNECTION = "ServiceBusConnection"
"""The app setting (or its `__fullyQualifiedNamespace` form) that triggers and publisher share."""

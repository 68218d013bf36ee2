"""What the cache keeps of customers, and under which keys."""

from uuid import UUID

SEARCHES = "customer-search"
"""The kind of the cached answers to customer searches."""


def profile_key(customer_id: UUID | str) -> str:
    """Where a customer's resource is kept. The number goes up with the form of what is kept."""
    return f"customer:3:{customer_id}"

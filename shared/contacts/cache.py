"""What the cache keeps of contacts, and under which keys."""

from uuid import UUID

LATER_THAN_ANY = 2**31 - 1
"""A version: nothing of a customer that is gone is current."""


def contacts_key(customer_id: UUID | str) -> str:
    """Where all contacts of a customer are kept. The number goes up with the form of what is kept."""
    return f"contacts:2:{customer_id}"

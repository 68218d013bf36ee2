"""What the cache keeps of contacts, and under which keys."""

from uuid import UUID


def contacts_key(customer_id: UUID | str) -> str:
    """Where all contacts of a customer are kept."""
    return f"contacts:{customer_id}"

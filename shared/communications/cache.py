"""Under what names the cache keeps what it shows of communications."""

from uuid import UUID


def histories_of(customer_id: UUID) -> str:
    """The kind of all queries for one customer's history: a change of it makes them, and no other's, anew."""
    return f"communications:{customer_id}"

"""What becomes of a customer's own rows when two become one: they stay, as what the archived customer was."""

from shared.customers.tables import (
    customer_contact_info,
    customer_preferences,
    customer_search,
    customers,
    hidden_customers,
)
from shared.platform.merging import Stays

MERGING = tuple(
    Stays(table, "it is what the archived customer was; which fields the target has is said in merged_fields.py")
    for table in (customers, customer_contact_info, customer_preferences, customer_search, hidden_customers)
)

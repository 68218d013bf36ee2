"""Which rows belong to a customer: every concept answers beside its tables.

Erasure, export of a person's data, merges and masking all ask the same question. A table that is in neither list
fails a test, so no concept can forget to answer.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CustomerData:
    """Rows of `table` belong to the customer named in `customer_column`."""

    table: str
    customer_column: str
    personal_columns: frozenset[str]
    """Columns that say something about a person."""


@dataclass(frozen=True)
class NoCustomerData:
    """Rows of `table` belong to no customer; `because` says why."""

    table: str
    because: str

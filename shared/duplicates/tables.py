"""What customers are compared by, the pairs that were found, and how common words are (ours)."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Unicode, Uuid, false

from shared.kernel.customer_data import CustomerData, NoCustomerData
from shared.platform.persistence.column_types import JsonObject, UtcDateTime, metadata
from shared.platform.persistence.constraints import ConcurrentChange, Unique

match_keys = Table(
    "MatchKeys",  # customers that share one are compared
    metadata,
    Column("Key", BigInteger, primary_key=True, autoincrement=False),
    Column("CustomerId", Uuid, primary_key=True, index=True),
)

common_words = Table(
    "CommonNameWords",  # that many customers have; under 0 how many customers there are
    metadata,
    Column("Word", BigInteger, primary_key=True, autoincrement=False),
    Column("Customers", Integer, nullable=False),
)

duplicate_pairs = Table(
    "DuplicatePairs",
    metadata,
    Column("FirstCustomerId", Uuid, primary_key=True),  # the smaller id
    Column("SecondCustomerId", Uuid, primary_key=True, index=True),
    Column("Score", Integer, nullable=False),  # tenths of a bit
    Column("Reasons", JsonObject(), nullable=False),  # by field, its weight
    Column("FoundAt", UtcDateTime, nullable=False),
    Column("IsDismissed", Boolean, nullable=False, server_default=false()),
    Column("DismissedAt", UtcDateTime),
    Column("DismissedBy", Unicode(100)),
    Index("IX_DuplicatePairs_Score", "IsDismissed", "Score", "FirstCustomerId", "SecondCustomerId"),
)

CUSTOMER_DATA = (
    CustomerData("MatchKeys", "CustomerId", frozenset({"Key"})),
    CustomerData("DuplicatePairs", "FirstCustomerId", frozenset()),
)
NO_CUSTOMER_DATA = (NoCustomerData("CommonNameWords", "digests of words that many have, and how many"),)
UNIQUE = (
    Unique("PK_MatchKeys", ("MatchKeys.Key", "MatchKeys.CustomerId"), ConcurrentChange),
    Unique(
        "PK_DuplicatePairs", ("DuplicatePairs.FirstCustomerId", "DuplicatePairs.SecondCustomerId"), ConcurrentChange
    ),
)

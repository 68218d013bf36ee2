"""What becomes of keys and pairs when two customers become one."""

from shared.duplicates.tables import duplicate_pairs, match_keys
from shared.platform.merging import Stays

MERGING = tuple(
    Stays(table, "they go when the customer is archived, and the target is compared anew")
    for table in (match_keys, duplicate_pairs)
)

"""What stands between the cells of a text: the delimiter that makes a header of one of its first lines."""

import csv
import io
from collections import Counter
from collections.abc import Collection
from itertools import islice

from shared.imports.reading.header import HEADER_ROWS, SCORED_CELLS, find_header

DELIMITERS = (",", ";", "\t", "|")


def delimiter_of(sample: str, wanted: Collection[str] = ()) -> str:
    """The delimiter of a text by how it begins; `wanted` are columns that somebody named.

    It is the one that cuts out the names of most fields; else that which cuts most lines into the same number of
    pieces, as many as possible. What stands above the header may have others.
    """

    def fit(delimiter: str) -> tuple[int, int, int]:
        records = first_records(sample, delimiter)
        header = find_header(records, wanted, SCORED_CELLS // len(DELIMITERS))
        widths = Counter(len(record) for record in records if len(record) > 1)
        width, count = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        return header.worth if header else 0, count, width

    used = [delimiter for delimiter in DELIMITERS if delimiter in sample]
    return max(used, key=fit) if len(used) > 1 else (used or DELIMITERS)[0]


def first_records(sample: str, delimiter: str) -> list[list[str]]:
    """The first records of a text that are not empty."""
    records = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    return [*islice((record for record in records if any(record)), HEADER_ROWS)]

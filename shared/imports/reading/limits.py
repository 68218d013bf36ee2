"""How large a list may be, in every way a file can be large. Whoever sends a larger one is told so."""

MEMORY = 384 * 1024 * 1024
"""Bytes that the reading process may address."""
SILENCE_SECONDS = 60.0
"""How long it may go without a row, or without asking for more of the file."""
READERS = 4
"""How many files one process has read at the same time; the next one waits for its turn."""

MAX_TEXT, MAX_JSON = 4 * 1024**3, 1024**3
"""Bytes of a file of text, and of JSON: as much as a slice of the import can pass over to where it goes on."""
MAX_WORKBOOK = 100_000_000
"""Bytes of a workbook."""
MAX_UNPACKED = 400 * 1024 * 1024
"""Bytes that a workbook unpacks to."""
MAX_AREA = 3_000_000
"""Cells of a worksheet's rectangle, empty ones too: the parser holds them all in memory."""
MAX_ROWS = 10_000_000
MAX_COLUMNS = 500
"""Columns of a list, up to the last that has a header."""
MAX_WIDTH = 16_384
"""Columns of a worksheet, as far as its cells reach."""
MAX_SHEETS = 100
"""Sheets of a workbook that are looked into; those behind them are named as skipped."""
MAX_LINE = 1_000_000
"""Characters of a record of text, however many lines it spans."""
MAX_CELL = 32_767
"""Characters of a cell: the longest a spreadsheet holds."""
MAX_DEPTH = 20
"""How deep the values of a JSON row may be nested."""
MAX_PARTS = 5_000
"""Keys and values that a JSON row may hold, at all depths together."""
MAX_DIGITS = 1000
"""Digits of a JSON number."""

"""Names on the bus and in storage, each said once; light enough for every cold start."""

from shared.kernel.destinations import Queue

CONTAINER = "contact-imports"
"""Where lists lie that are to be imported (specification §7.4)."""
FILES = Queue("contact-import-files")
"""Where storage tells of the files that came."""
IMPORT = "contact-import"
UNDO = "contact-import-undo"
"""Kinds of job."""

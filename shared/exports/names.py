"""Names of jobs and in storage, each said once; light enough for every cold start."""

CONTAINER = "contact-exports"
"""Where the files lie (specification §7.4)."""
EXPORT = "contact-export"
"""The kind of job."""

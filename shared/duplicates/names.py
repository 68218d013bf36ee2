"""Names of jobs, each said once; light enough for every cold start."""

SCAN = "duplicates"
"""The kind of job."""

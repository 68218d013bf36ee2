"""Names of jobs and in storage, each said once; light enough for every cold start."""

ERASURE = "erasure"
"""The kind of job."""
JOURNAL = "privacy-journal"
"""Where it is written who was erased: ids and keyed hashes. Its container keeps what is written as it is."""

"""Names in storage, each said once; light enough for every cold start."""

COMMUNICATION_ATTACHMENTS = "communication-attachments"
"""The container (specification §7.4)."""

"""The audit trail, read."""

"""Names on the bus and of orchestrations, each said once; light enough for every cold start."""

from shared.kernel.destinations import Queue

MERGES = Queue("merges")
"""Hands out merges that are to be carried out."""
MERGE, UNDO = "carry_out_merge", "carry_out_undo"
"""The orchestrations."""

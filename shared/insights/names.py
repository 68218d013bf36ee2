"""Names of jobs, each said once; light enough for every cold start."""

FIT = "insight-models"
"""The kind of job that fits the models of buying and contact."""

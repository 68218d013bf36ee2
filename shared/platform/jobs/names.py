"""The queue that hands out work."""

from shared.kernel.destinations import Queue

JOBS = Queue("jobs")

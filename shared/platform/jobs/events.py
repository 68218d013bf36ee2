"""What is published of a job (ours)."""

from shared.kernel.events import DomainEvent, event
from shared.platform.jobs.names import JOBS


@event(to=JOBS)
class JobReady(DomainEvent):
    kind: str
    """What is to be done, such as `contact-import`."""

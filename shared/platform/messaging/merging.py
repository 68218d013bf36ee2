"""What becomes of the event log when two customers become one."""

from shared.platform.merging import Stays
from shared.platform.messaging.tables import domain_events

MERGING = (Stays(domain_events, "what happened is sealed; the target's story tells that of those merged into it, too"),)

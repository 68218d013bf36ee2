"""What becomes of follow-ups when two customers become one."""

from shared.follow_ups.tables import follow_ups
from shared.platform.merging import Moves

MERGING = (Moves("followUps", follow_ups),)

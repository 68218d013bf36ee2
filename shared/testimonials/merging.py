"""What becomes of testimonials when two customers become one."""

from shared.platform.merging import Moves
from shared.testimonials.tables import testimonials

MERGING = (Moves("testimonials", testimonials),)

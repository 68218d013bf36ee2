"""What becomes of complaints, and of what was said about them, when two customers become one."""

from shared.complaints.tables import complaint_comments, complaints
from shared.platform.merging import Moves

MERGING = (Moves("complaints", complaints), Moves("complaintComments", complaint_comments))

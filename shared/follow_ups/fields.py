"""What the fields of a follow-up mean, for bodies and answers alike, with an example of each (specification §5.3.5)."""

from shared.platform.web.schemas import described

FOLLOW_UP_ID = described("The follow-up's id.")
SUBJECT = described("What is to be done, in a line.", "Send the floor plan")
DESCRIPTION = described("What is to be done, at length.", "They want the large hall, and a stage.")
DUE_DATE = described("Until when.", "2026-03-21T16:00:00Z")
PRIORITY = described("How much it matters.", "High")
ASSIGNED_TO = described("Who does it: the subject of their token, or what your organisation calls them.", "ben")
STATUS = described("How far it is. A timer makes what is pending overdue.", "Pending")

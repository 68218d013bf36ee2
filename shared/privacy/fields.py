"""What the fields of an erasure mean, for bodies and answers alike, with an example of each."""

from shared.platform.web.schemas import described

ERASURE_ID = described("The erasure's id.")
REFERENCE = described("What you know the request by; no personal data.", "DSR-2026-031")
REQUESTED_AT = described("When the person asked for it; it is due 30 days later.", "2026-03-14T09:26:53Z")
STATUS = described("How far the erasure is.", "Completed")

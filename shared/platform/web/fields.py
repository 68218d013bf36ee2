"""What fields that several concepts have mean, with an example of each."""

from shared.platform.web.schemas import described

CREATED_AT = described("When it was made.")
CREATED_BY = described("Who made it: the subject of the caller's token.", "amira")
LAST_MODIFIED_AT = described("When it was last changed; null until then.")
LAST_MODIFIED_BY = described("Who changed it last; null until then.", "amira")
VERSION = described("Goes up with every change. `If-Match` takes it in quotes, as the ETag shows it.", 3)
FINISHED_AT = described("When it ended; null until then.")
FAILURE_REASON = described("Why it failed, in words; null if it did not.", None, "The file is empty.")
REASON = described("Why, in your words.", "The season is over")
STARTED_AT = described("When the work on it began; null until then.")

"""What the fields of a merge mean, for bodies and answers alike, with an example of each."""

from shared.platform.web.schemas import described

MERGE_ID = described("The merge's id.")
SOURCE = described("The customer that is merged: it ends archived, and its id stands for the target.")
TARGET = described("The customer that stays, and has everything.")
SIDE = described("Whose value it has.", "source")

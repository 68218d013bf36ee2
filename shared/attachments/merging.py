"""What becomes of files when two customers become one: they lie where they lie, under the name their row has."""

from shared.attachments.tables import attachments
from shared.platform.merging import Moves

MERGING = (Moves("attachments", attachments),)
